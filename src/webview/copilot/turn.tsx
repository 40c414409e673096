import { useEffect, useRef } from 'preact/hooks';
import { format } from '../../protocol/format';
import type { PartView, ServerView, TurnView } from '../../protocol/copilot';
import type { Strings } from '../../protocol/strings';
import { Button } from '../shared/button';
import { Markdown } from '../shared/markdown';
import { ModelAnswer } from './model';
import type { Post } from './page';
import { Preview } from './preview';

interface TurnProps {
  readonly turn: TurnView;
  readonly server: ServerView;
  readonly strings: Strings['copilot'];
  readonly post: Post;
}

/** A question, our answer to it and, if the user wants one, the model's. */
export function TurnArticle({ turn, server, strings, post }: TurnProps) {
  const open = (href: string) => post({ type: 'open', href });
  return (
    <article class="turn" aria-labelledby={`turn-${turn.id}`}>
      <h2 id={`turn-${turn.id}`} tabIndex={-1}>{turn.title}</h2>
      {turn.place !== undefined && <p><Button kind="quiet" icon="go-to-file" label={format(strings.reveal, { place: turn.place })} onClick={() => post({ type: 'reveal', turn: turn.id })} /></p>}
      {!turn.found && turn.parts.length === 0 && <p>{strings.nothing}</p>}
      {turn.found && turn.place === undefined && <p class="muted">{strings.passages}</p>}
      {turn.parts.map(part => <Part key={part.heading} part={part} strings={strings} open={open} />)}
      <Model {...{ turn, server, strings, post }} />
    </article>
  );
}

function Part({ part, strings, open }: { part: PartView; strings: Strings['copilot']; open: (href: string) => void }) {
  return (
    <section>
      <h3 lang="fr">{part.heading}</h3>
      <Markdown html={part.html} onLink={open} />
      {part.citations.length > 0 && (
        <ul class="citations" aria-label={strings.citations}>
          {part.citations.map(({ href, label }) => <li key={href}><a href="#" lang="fr" onClick={event => { event.preventDefault(); open(href); }}>{label}</a></li>)}
        </ul>
      )}
    </section>
  );
}

/** The focus follows: asking shows the preview, leaving it gives the button back, sending shows the answer. */
function Model({ turn, server, strings, post }: TurnProps) {
  const { model } = turn;
  const place = useRef<HTMLDivElement>(null);
  const previous = useRef(model?.state);
  useEffect(() => {
    if (previous.current === model?.state) return;
    previous.current = model?.state;
    place.current?.querySelector<HTMLElement>('[data-focus]')?.focus();
  }, [model?.state]);
  const ask = server.state === 'ready' && <p><Button kind="secondary" icon="sparkle" label={server.ask} onClick={() => post({ type: 'prepare', turn: turn.id })} /></p>;
  return (
    <div ref={place}>
      {model?.state === 'preview' && <Preview preview={model} turn={turn.id} strings={strings} post={post} />}
      {model?.state === 'answer' && <ModelAnswer answer={model} turn={turn.id} strings={strings} post={post} />}
      {model?.state !== 'preview' && !(model?.state === 'answer' && model.status === 'streaming') && ask}
    </div>
  );
}
