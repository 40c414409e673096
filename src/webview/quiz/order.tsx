import { useRef, useState } from 'preact/hooks';
import { format } from '../../protocol/format';
import { Icon } from '../shared/icon';
import { LiveRegion } from '../shared/live';
import type { ChoicesProps } from './types';
import { Inline } from './inline';

/** Steps to be put in order: each has two buttons that move it, the moved step keeps the focus and its new rank is said. */
export function Order({ question, words, response, onChange }: ChoicesProps) {
  const order = response.length > 0 ? response : question.options.map((_, place) => place);
  const [said, say] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, by: -1 | 1) => {
    const to = from + by;
    const moved = order[from];
    const other = order[to];
    if (moved === undefined || other === undefined) return;
    onChange(order.map((place, at) => (at === from ? other : at === to ? moved : place)));
    say(format(words.movedTo, { rank: to + 1, total: order.length }));
    requestAnimationFrame(() => list.current?.querySelector<HTMLButtonElement>(`[data-step="${moved}"] [data-by="${by}"]`)?.focus());
  };
  return (
    <fieldset aria-labelledby="stem sequence">
      <legend id="sequence" class="muted small">{words.order}</legend>
      <LiveRegion text={said} />
      <ol class="plain-list" ref={list}>
        {order.map((place, at) => (
          <li class="choice step" key={place} data-step={place}>
            <span class="rank">{at + 1}.</span>
            <span class="grow" id={`step-${place}`}><Inline html={question.options[place] ?? ''} /></span>
            {([-1, 1] as const).map(by => (
              <button type="button" key={by} class="button icon-only" data-by={by} aria-label={by === -1 ? words.up : words.down} aria-describedby={`step-${place}`} aria-disabled={order[at + by] === undefined} onClick={() => move(at, by)}>
                <Icon name={by === -1 ? 'arrow-up' : 'arrow-down'} />
              </button>
            ))}
          </li>
        ))}
      </ol>
    </fieldset>
  );
}
