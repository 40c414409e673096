import { format } from '../../protocol/format';
import type { ToForge, WorkItemView } from '../../protocol/forge';
import { Button } from '../shared/button';

interface DiscussionProps {
  readonly view: WorkItemView;
  readonly words: ToForge['strings'];
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly send: () => void;
}

/** What happened and what was said, and where to say more. */
export function Discussion({ view: { discussion }, words, typed, onType, send }: DiscussionProps) {
  return (
    <section aria-labelledby="discussion">
      <h2 id="discussion">{words.discussion}</h2>
      <ol class="plain-list discussion">
        {discussion.map(({ who, when, text, said }, index) => (
          <li key={index}>
            {said
              ? <><p class="muted small">{format(words.at, { who, time: when })}</p><p class="written" lang="fr">{text}</p></>
              : <p class="muted">{format(words.did, { who, time: when, text })}</p>}
          </li>
        ))}
      </ol>
      <form class="composer" onSubmit={event => event.preventDefault()}>
        <div class="field">
          <label for="comment">{words.comment}</label>
          <textarea id="comment" rows={3} maxLength={100_000} value={typed} onInput={event => onType(event.currentTarget.value)} />
        </div>
        <Button kind="secondary" icon="comment" label={words.send} disabled={typed.trim() === ''} onClick={send} />
      </form>
    </section>
  );
}
