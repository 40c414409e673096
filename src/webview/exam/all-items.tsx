import { Inline } from '../quiz/inline';
import { Icon } from '../shared/icon';
import type { PageOf, Post, Words } from './types';

const states = { right: { icon: 'pass', tone: 'success', text: 'right' }, wrong: { icon: 'error', tone: 'error', text: 'wrong' }, unanswered: { icon: 'circle-large-outline', tone: 'error', text: 'unanswered' }, gone: { icon: 'dash', tone: '', text: 'goneShort' } } as const;

/** Every question of a finished exam, to be read again. */
export function AllItems({ view, words, post }: { view: PageOf<'result'>; words: Words; post: Post }) {
  return (
    <section aria-labelledby="all">
      <h2 id="all">{words.review}</h2>
      <ol>
        {view.result.items.map(({ item, stem, state }) => (
          <li key={item}>
            <span class={`badge ${states[state].tone}`}><Icon name={states[state].icon} /> {words[states[state].text]}</span>{' '}
            {state !== 'gone' && <button type="button" class="link" onClick={() => post({ type: 'review', session: view.session, item })}><Inline html={stem} /></button>}
          </li>
        ))}
      </ol>
    </section>
  );
}
