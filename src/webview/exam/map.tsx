import { format } from '../../protocol/format';
import type { ItemView } from '../../protocol/exam';
import { Icon } from '../shared/icon';
import type { Words } from './types';

const icons = { none: 'circle-large-outline', part: 'circle-slash', whole: 'circle-large-filled' } as const;

/** Every question of the exam, its state told by shape and in words. */
export function Map({ items, current, words, onGo }: { items: readonly ItemView[]; current: number; words: Words; onGo: (item: number) => void }) {
  return (
    <nav aria-label={words.map}>
      <h2>{words.map}</h2>
      <ol class="map">
        {items.map((item, at) => (
          <li key={at}>
            <button type="button" class="button quiet" aria-current={at === current ? 'true' : undefined} aria-label={format(words.mapItem, { number: at + 1, state: stateOf(item, words) })} title={stateOf(item, words)} onClick={() => onGo(at)}>
              <span>{at + 1}</span> <Icon name={item.gone ? 'dash' : icons[item.answered]} />{item.flagged && <Icon name="bookmark" />}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function stateOf({ answered, flagged, gone }: ItemView, words: Words): string {
  const state = gone ? words.stateGone : { none: words.stateNone, part: words.statePart, whole: words.stateWhole }[answered];
  return flagged ? `${state}, ${words.stateFlagged}` : state;
}
