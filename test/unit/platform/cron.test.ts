import assert from 'node:assert/strict';
import { readSchedule, type Schedule } from '../../../src/core/analysis/validation/schedule';
import { calendar, nextTime } from '../../../src/core/platform/cluster/cron';

const read = (text: string): Schedule => {
  const schedule = readSchedule(text);
  return 'error' in schedule ? assert.fail(schedule.error) : schedule;
};
const next = (text: string, after: string, zone?: string) => {
  const at = nextTime(read(text), Date.parse(after) - calendar, zone);
  return at === undefined ? undefined : new Date(calendar + at).toISOString().slice(0, 16);
};
const fault = (text: string) => {
  const schedule = readSchedule(text);
  return 'error' in schedule ? schedule.error : undefined;
};

describe('schedules of CronJobs', () => {
  it('name instants as cron does', () => {
    assert.equal(next('*/15 * * * *', '2026-01-05T08:00:00Z'), '2026-01-05T08:15');
    assert.equal(next('0 3 * * *', '2026-01-05T08:00:00Z'), '2026-01-06T03:00');
    assert.equal(next('30 6-16/4 * * 1-5', '2026-01-09T14:31:00Z'), '2026-01-12T06:30');
    assert.equal(next('0 0 29 feb *', '2026-01-05T08:00:00Z'), '2028-02-29T00:00');
    assert.equal(next('0 0 1 * sun', '2026-01-05T08:00:00Z'), '2026-01-11T00:00');
    assert.equal(next('@monthly', '2026-01-05T08:00:00Z'), '2026-02-01T00:00');
    assert.equal(next('0 0 31 2 *', '2026-01-05T08:00:00Z'), undefined);
  });

  it('are of a time zone', () => {
    assert.equal(next('0 3 * * *', '2026-01-05T08:00:00Z', 'Europe/Paris'), '2026-01-06T02:00');
    assert.equal(next('0 3 * * *', '2026-07-05T08:00:00Z', 'Europe/Paris'), '2026-07-06T01:00');
  });

  it('are refused in the words of the library', () => {
    assert.equal(fault('* * *'), 'expected exactly 5 fields, found 3: [* * *]');
    assert.equal(fault('60 * * * *'), 'end of range (60) above maximum (59): 60');
    assert.equal(fault('0 0 0 * *'), 'beginning of range (0) below minimum (1): 0');
    assert.equal(fault('9-3 * * * *'), 'beginning of range (9) beyond end of range (3): 9-3');
    assert.equal(fault('*/0 * * * *'), 'step of range should be a positive number: */0');
    assert.equal(fault('x * * * *'), 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax');
    assert.equal(fault('@often'), 'unrecognized descriptor: @often');
  });
});
