import { format } from '../../protocol/format';
import type { ModelView } from '../../protocol/copilot';
import type { Strings } from '../../protocol/strings';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { LiveRegion } from '../shared/live';
import { Markdown } from '../shared/markdown';
import type { Post } from './page';

interface ModelAnswerProps {
  readonly answer: Extract<ModelView, { state: 'answer' }>;
  readonly turn: number;
  readonly strings: Strings['copilot'];
  readonly post: Post;
}

/** What a model wrote, said to be so, in a frame of its own. The end is announced, not each word. No landmark: two answers would share its name, and the heading is found as well. */
export function ModelAnswer({ answer: { model, origin, html, status, problem }, turn, strings, post }: ModelAnswerProps) {
  const streaming = status === 'streaming';
  const said = streaming ? strings.streaming : status === 'stopped' ? strings.stopped : status === 'failed' ? (problem ?? '') : strings.done;
  return (
    <div class="panel model" aria-busy={streaming}>
      <h3 tabIndex={-1} data-focus><Icon name="sparkle" /> {format(strings.modelAnswer, { model })}</h3>
      <p class="muted small">{format(strings.modelWarning, { origin })}</p>
      <Markdown html={html} onLink={href => post({ type: 'open', href })} />
      <LiveRegion text={said} />
      {status === 'stopped' && <p class="muted">{strings.stopped}</p>}
      {problem !== undefined && <div class="notice error"><Icon name="error" /><p>{problem}</p></div>}
      {streaming && <div class="actions"><span class="muted"><Icon name="loading" /> {strings.streaming}</span><Button kind="secondary" icon="debug-stop" label={strings.stop} onClick={() => post({ type: 'stop', turn })} /></div>}
    </div>
  );
}
