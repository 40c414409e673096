import { useEffect } from 'preact/hooks';
import { format } from '../../protocol/format';
import type { FromCopilot, ToCopilot } from '../../protocol/copilot';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { LiveRegion } from '../shared/live';
import { Composer } from './composer';
import { TurnArticle } from './turn';

export type Post = (message: FromCopilot) => void;

type PageProps = Omit<Extract<ToCopilot, { type: 'view' }>, 'type'> & { readonly typed: string; readonly onType: (text: string) => void; readonly post: Post };

/** The conversation, then the box: new turns come above the box, where the eye already is. */
export function CopilotPage({ view, strings, arrived, typed, onType, post }: PageProps) {
  const turn = view.turns.find(t => t.id === arrived?.turn);
  useEffect(() => {
    if (!turn) return;
    const heading = document.getElementById(`turn-${turn.id}`);
    heading?.scrollIntoView({ block: 'start' });
    if (arrived?.focus) heading?.focus({ preventScroll: true });
  }, [arrived]);
  return (
    <>
      <header class="copilot-head">
        <h1>{strings.panel}</h1>
        {view.turns.length > 0 && <Button kind="icon" icon="clear-all" label={strings.clear} onClick={() => post({ type: 'clear' })} />}
      </header>
      <p class="muted">{strings.intro}</p>
      {view.turns.length === 0 && <p class="lead">{strings.empty}</p>}
      {view.turns.map(t => <TurnArticle key={t.id} turn={t} server={view.server} strings={strings} post={post} />)}
      <LiveRegion text={turn ? format(strings.ready, { title: turn.title }) : ''} />
      <Composer strings={strings} typed={typed} onType={onType} onAsk={text => post({ type: 'ask', text })} />
      <ServerLine {...{ view, strings, post }} />
    </>
  );
}

function ServerLine({ view: { server }, strings, post }: Pick<PageProps, 'view' | 'strings' | 'post'>) {
  if (server.state === 'ready') return null;
  return (
    <>
      {server.state === 'refused' && <div class="notice warning"><Icon name="warning" /><p>{server.problem}</p></div>}
      <p><Button kind="quiet" icon="settings-gear" label={strings.configure} onClick={() => post({ type: 'settings' })} /></p>
    </>
  );
}
