import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawExam } from '../../../src/core/assessment/blueprint';
import type { Instant } from '../../../src/core/assessment/clock';
import { exam, examState, limitOf, remaining, startExam, type ExamEvent, type ExamState } from '../../../src/core/assessment/exam';
import { resultOf, wilson } from '../../../src/core/assessment/exam-result';
import { bankOf, choice } from './fixtures';

const id = (competence: string, n: number) => `${competence}.q${String(n).padStart(2, '0')}`;
const question = (competence: string, n: number, level: 'recall' | 'apply' | 'analyse' = 'apply', enemies: string[] = []) => choice(id(competence, n), 1, 2, { competence, objective: `${competence}.objectif`, use: 'exam', level, enemies });
const questions = Array.from({ length: 20 }, (_, n) => question('demo.un', n));
const bank = bankOf(questions);
const minute = 60_000;
const at = (wall: number, mono = wall, run = 'one'): Instant => ({ wall: wall * minute, mono: mono * minute, run });
const start = (limit: number | null = limitOf(90, 1)) => startExam({ id: 'e', purpose: 'exam', scope: 'all', owner: 'one', startedAt: '2026-11-24T08:00:00.000Z', content: 'v1', seed: 1, limit, questions, now: at(0) });
const right = (state: ExamState, item: number): ExamEvent => ({ type: 'answer', item, response: [state.items[item]?.places.indexOf(0) ?? -1] });
const left = (state: ExamState) => (remaining(state) ?? NaN) / minute;

describe('mock exam', () => {
  it('counts time by the monotonic clock: setting the date forwards or back changes nothing', () => {
    const state = exam(exam(start(), { type: 'tick' }, at(10), bank), { type: 'tick' }, at(5000, 20), bank);
    assert.equal(left(state), 70);
    assert.equal(left(exam(state, { type: 'tick' }, at(-5000, 30), bank)), 60);
  });

  it('goes on counting across a restart, and never backwards', () => {
    const state = exam(start(), { type: 'tick' }, at(10), bank);
    assert.equal(left(exam(state, { type: 'tick' }, at(15, 0, 'two'), bank)), 75);
    assert.equal(left(exam(state, { type: 'tick' }, at(3, 0, 'two'), bank)), 80);
  });

  it('ends at the limit on what was answered by then, and takes nothing later', () => {
    let state = start();
    state = exam(state, right(state, 0), at(1), bank);
    state = exam(state, right(state, 1), at(90), bank);
    assert.deepEqual([state.phase, state.ending, left(state)], ['finished', 'time', 0]);
    assert.equal(resultOf(state, bank).correct, 1);
    assert.equal(exam(state, right(state, 2), at(91), bank), state);
  });

  it('gives extra time, or no limit', () => {
    assert.equal(limitOf(90, 1.33), 90 * 1.33 * minute);
    const state = exam(start(limitOf(90, 'none')), { type: 'tick' }, at(900), bank);
    assert.equal(state.phase, 'running');
    assert.equal(remaining(state), null);
  });

  it('goes anywhere, flags, changes an answer, and ignores what does not exist', () => {
    let state = start();
    for (const event of [{ type: 'go', item: 7 }, { type: 'flag', item: 7, flagged: true }, { type: 'answer', item: 7, response: [0] }, { type: 'answer', item: 7, response: [1] }, { type: 'answer', item: 7, response: [9] }, { type: 'go', item: 99 }] as const) state = exam(state, event, at(1), bank);
    assert.equal(state.current, 7);
    assert.equal(state.items[7]?.flagged, true);
    assert.deepEqual(state.items[7]?.response, [state.items[7]?.places[1]]);
  });

  it('is plain data, whatever happens, and never gains time', () => {
    const item = fc.integer({ min: -1, max: 21 });
    const event: fc.Arbitrary<ExamEvent> = fc.oneof(fc.record({ type: fc.constant('answer' as const), item, response: fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 2 }) }), fc.record({ type: fc.constant('go' as const), item }), fc.record({ type: fc.constant('tick' as const) }));
    const moment = fc.record({ wall: fc.integer(), mono: fc.integer(), run: fc.constantFrom('one', 'two') });
    fc.assert(fc.property(fc.array(fc.tuple(event, moment), { maxLength: 30 }), steps => {
      let state = start();
      for (const [e, now] of steps) {
        const next = exam(state, e, now, bank);
        assert.ok((remaining(next) ?? 0) <= (remaining(state) ?? 0));
        state = next;
      }
      assert.deepEqual(examState.parse(JSON.parse(JSON.stringify(state))), state);
    }));
  });
});

describe('result of a mock exam', () => {
  const score = (correct: number) => {
    let state = start();
    for (let item = 0; item < correct; item++) state = exam(state, right(state, item), at(1), bank);
    return resultOf(exam(state, { type: 'hand-in' }, at(2), bank), bank);
  };

  it('counts exact answers only, an unanswered question as wrong, with its interval', () => {
    const { correct, total, interval, missed, modules } = score(16);
    assert.deepEqual([correct, total], [16, 20]);
    // 16 of 20: (0.8 + 0.0960 ± 1.96·√(0.008 + 0.0024)) / 1.1921, worked by hand.
    assert.deepEqual(interval.map(bound => bound.toFixed(3)), ['0.584', '0.919']);
    assert.equal(missed.get('demo.un')?.length, 4);
    assert.deepEqual(modules.get('demo'), { correct: 16, total: 20 });
  });

  it('is above or below 80 % only when the whole interval is', () => {
    assert.deepEqual([20, 16, 5].map(n => score(n).zone), ['above', 'grey', 'below']);
  });

  it('keeps the interval within 0 and 1', () => {
    assert.deepEqual(wilson(0, 0), [0, 1]);
    for (const [s, n] of [[0, 10], [10, 10]] as const) assert.ok(wilson(s, n)[0] >= 0 && wilson(s, n)[1] <= 1);
  });

  it('sets aside a question that changed, and tells no module by a handful of questions', () => {
    const fewer = bankOf(questions.slice(0, 14));
    const result = resultOf(start(), fewer);
    assert.equal(result.total, 14);
    assert.equal(result.setAside.length, 6);
    assert.equal(result.modules.size, 0);
  });
});

describe('draw of a mock exam', () => {
  const levels = ['recall', 'apply', 'analyse'] as const;
  const pool = ['demo.un', 'demo.deux', 'autre.un'].flatMap(c => Array.from({ length: 9 }, (_, n) => question(c, n, levels[n % 3], n === 0 ? [id(c, 1)] : [])));
  const cell = (competence: string, count: number) => ({ id: competence, questions: count, hypothesis: true });
  const plan = { cells: [cell('demo.un', 3), cell('demo.deux', 4), cell('autre.un', 2)], levels: { recall: 3, apply: 3, analyse: 3 } };

  it('fills every cell, balances levels and never puts enemies together, over 1,000 seeds', () => {
    for (let seed = 0; seed < 1000; seed++) {
      const { questions: drawn, missing } = drawExam(plan, pool, new Set(), seed);
      assert.equal(missing.size, 0);
      const count = (test: (q: (typeof drawn)[number]) => boolean) => drawn.filter(test).length;
      assert.deepEqual([count(q => q.competence === 'demo.un'), count(q => q.competence === 'demo.deux'), count(q => q.competence === 'autre.un')], [3, 4, 2]);
      for (const level of levels) assert.equal(count(q => q.level === level), 3);
      const ids = new Set(drawn.map(q => q.id));
      assert.ok(!drawn.some(q => q.enemies.some(enemy => ids.has(enemy))));
    }
  });

  it('makes a second exam without a repeat, and says what it lacks', () => {
    const first = drawExam(plan, pool, new Set(), 1).questions.map(q => q.id);
    const second = drawExam(plan, pool, new Set(first), 2);
    assert.ok(second.questions.every(q => !first.includes(q.id)));
    const two = pool.filter(q => q.competence !== 'demo.deux').concat(pool.filter(q => q.competence === 'demo.deux').slice(0, 3));
    assert.deepEqual([...drawExam(plan, two, new Set(), 1).missing], [['demo.deux', 2]]);
  });

  it('repeats questions only when the fresh ones are too few, and says how many', () => {
    const used = new Set(pool.filter(q => q.competence === 'demo.deux').slice(0, 7).map(q => q.id));
    const third = drawExam(plan, pool, used, 1);
    assert.deepEqual([third.missing.size, third.repeated], [0, 2]);
  });

  it('never shows a practice question', () => {
    assert.equal(drawExam(plan, [choice(id('demo.un', 1), 1, 2)], new Set(), 1).questions.length, 0);
  });
});
