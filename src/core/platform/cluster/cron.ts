import { isZone, type Schedule } from '../../analysis/validation/schedule';
import type { Time } from '../time';

/**
 * The calendar that schedules are read on: a run begins on a Monday at eight, UTC. The dates that clients see move each time the run is accelerated,
 * and those of a schedule must not: minutes, hours and days pass alike on both.
 */
export const calendar = Date.UTC(2026, 0, 5, 8);

const aMinute = 60_000;

/** The first instant after `after` that a schedule names, in virtual time; undefined when there is none in five years. */
export function nextTime({ fields, given }: Schedule, after: Time, zone?: string): Time | undefined {
  const [minutes, hours, days, months, weekdays] = fields;
  const offset = zone === undefined ? 0 : offsetOf(zone, calendar + after);
  const start = Math.floor((calendar + after + offset) / aMinute + 1) * aMinute;
  for (let day = 0; day < 366 * 5; day++) {
    const first = day === 0 ? start : Math.floor(start / 86_400_000) * 86_400_000 + day * 86_400_000;
    const date = new Date(first);
    const [dom, dow] = [days?.has(date.getUTCDate()) ?? false, weekdays?.has(date.getUTCDay()) ?? false];
    if (!months?.has(date.getUTCMonth() + 1) || !(given.dom && given.dow ? dom || dow : dom && dow)) continue;
    const end = Math.floor(first / 86_400_000 + 1) * 86_400_000;
    for (let at = first; at < end; at += aMinute) if (hours?.has(new Date(at).getUTCHours()) && minutes?.has(new Date(at).getUTCMinutes())) return at - offset - calendar;
  }
  return undefined;
}

/** How far a zone is ahead of UTC at a date, in milliseconds; 0 for one that is not known. */
function offsetOf(zone: string, date: number): number {
  if (!isZone(zone)) return 0;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }).formatToParts(date);
  const part = (type: string) => Number(parts.find(one => one.type === type)?.value ?? 0);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - Math.floor(date / aMinute) * aMinute;
}
