import { useEffect, useState } from 'preact/hooks';
import { format } from '../../protocol/format';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import { LiveRegion } from '../shared/live';
import type { Words } from './types';

export interface TimerProps {
  /** Milliseconds left when the editor last spoke, at `received` by the page's own clock; null without a limit. */
  readonly remaining: number | null;
  readonly received: number;
  readonly hidden: boolean;
  readonly words: Words;
  readonly onHide: (hidden: boolean) => void;
  readonly onOver: () => void;
}

/** Minutes at which the time left is said aloud, hidden or not. */
const told = [30, 15, 5, 1];

/** The time left. It counts from what the editor said, by a clock that nobody sets, and the editor alone ends the exam. */
export function Timer({ remaining, received, hidden, words, onHide, onOver }: TimerProps) {
  const [now, setNow] = useState(performance.now());
  const left = remaining === null ? null : Math.max(0, remaining - Math.max(0, now - received));
  useEffect(() => {
    const ticking = window.setInterval(() => setNow(performance.now()), 1000);
    return () => window.clearInterval(ticking);
  }, []);
  useEffect(() => {
    if (left === 0) onOver();
  }, [left === 0]);
  const minutes = left === null ? Infinity : Math.ceil(left / 60_000);
  const said = told.includes(minutes) ? (minutes === 1 ? words.minuteLeft : format(words.minutesLeft, { minutes })) : '';
  return (
    <div class="timer">
      <LiveRegion text={said} />
      {left === null ? <span>{words.noLimit}</span> : !hidden && <span role="timer" aria-live="off"><Icon name="clock" /> {format(words.remaining, { time: duration(left, words) })}</span>}
      {left !== null && <Button kind="quiet" label={hidden ? words.showTimer : words.hideTimer} onClick={() => onHide(!hidden)} />}
    </div>
  );
}

/** `1 h 05 min`, or `4 min 09 s` under the hour. */
export function duration(milliseconds: number, words: Words): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds >= 3600) return format(words.hours, { hours: Math.floor(seconds / 3600), minutes: two(Math.floor((seconds % 3600) / 60)) });
  return format(words.minutesSeconds, { minutes: Math.floor(seconds / 60), seconds: two(seconds % 60) });
}
