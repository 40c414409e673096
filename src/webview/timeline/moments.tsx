import { useEffect, useRef } from 'preact/hooks';
import { format } from '../../protocol/format';
import type { MomentView } from '../../protocol/timeline';
import { Icon } from '../shared/icon';
import type { Post, Words } from './model';

const icons = { good: 'pass', moving: 'sync', bad: 'error', idle: 'circle-outline' } as const;
const tones = { good: 'success', moving: '', bad: 'error', idle: '' } as const;

/** What happened, the oldest first. One stop of the Tab key; arrows go from moment to moment, Home and End to the first and the last. */
export function Moments({ moments, at, words, post }: { moments: readonly MomentView[]; at: number | undefined; words: Words; post: Post }) {
  const list = useRef<HTMLOListElement>(null);
  const current = at === undefined ? -1 : moments.findLastIndex(moment => moment.at <= at);
  const stop = current < 0 ? moments.length - 1 : current;
  useEffect(() => {
    if (current >= 0) list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const move = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const here = buttons.indexOf(event.target as HTMLButtonElement);
    const next = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || !buttons[next]) return;
    event.preventDefault();
    buttons[next].focus();
  };
  return (
    <ol class="moments plain-list" ref={list} onKeyDown={move}>
      {moments.map((moment, index) => (
        <li key={index} class={tones[moment.health]} aria-current={moment.at === at ? 'step' : undefined}>
          <button type="button" class="link" tabIndex={index === stop ? 0 : -1} aria-label={format(words.look, { time: moment.time, what: moment.what })} onClick={() => post({ type: 'moment', at: moment.at })}>{moment.time}</button>
          <span class="toned"><Icon name={icons[moment.health]} /></span>
          <span>{moment.health === 'bad' && <span class="visually-hidden">{words.bad}{words.colon}</span>}{moment.what}{moment.times > 1 && <span class="muted"> · {format(words.times, { n: moment.times })}</span>}</span>
        </li>
      ))}
    </ol>
  );
}
