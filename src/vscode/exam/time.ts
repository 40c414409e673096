import { limitOf } from '../../core/assessment/exam';
import type { FromExam } from '../../protocol/exam';

/** Milliseconds allowed: the plan's minutes, a third more, as many as asked, or no limit. */
export function limitFor(minutes: number, time: Extract<FromExam, { type: 'start' }>['time']): number | null {
  if (time === 'none') return limitOf(minutes, 'none');
  if (typeof time === 'number') return limitOf(time, 1);
  return limitOf(minutes, time === 'third' ? 1.33 : 1);
}
