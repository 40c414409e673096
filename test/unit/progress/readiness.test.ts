import assert from 'node:assert/strict';
import { believe, type Evidence } from '../../../src/core/assessment/mastery';
import { seeded } from '../../../src/core/assessment/random';
import type { ExamPlan } from '../../../src/core/curriculum/exam-plan';
import { readinessOf, type Cell } from '../../../src/core/progress/readiness';
import { learners } from '../assessment/learners';

const cells = Array.from({ length: 12 }, (_, n) => ({ id: `demo.c${n}`, questions: 5, hypothesis: true }));
const plan: ExamPlan = { id: 'plan', title: '', minutes: 90, threshold: 0.8, facts: [], levels: { recall: 0, apply: 0, analyse: 0 }, cells };
const all = (evidence: readonly Evidence[], chance = 0.25) => new Map(cells.map(({ id }): [string, Cell] => [id, { belief: believe(evidence), chance }]));
const times = (count: number, right: boolean): Evidence[] => Array.from({ length: count }, () => ({ right, chance: 0.25, weight: 1 }));

describe('readiness for an exam', () => {
  it('is the binomial law when mastery is certain', () => {
    // All the mass at m = 0.995: 60 questions right with probability 0.25 + 0.75 × 0.995.
    const sure = new Map(cells.map(({ id }): [string, Cell] => [id, { belief: { law: Array.from({ length: 100 }, (_, at) => Number(at === 99)) }, chance: 0.25 }]));
    const { probability, expected, interval } = readinessOf(plan, sure);
    assert.ok(probability > 0.9999 && Math.abs(expected - 0.99625) < 1e-9 && interval[0] > 0.9999);
  });

  it('knows hardly anything of who has answered nothing, and says so by its interval', () => {
    const { probability, expected } = readinessOf(plan, new Map());
    assert.ok(Math.abs(expected - 0.625) < 0.001);
    assert.ok(probability < 0.05, 'a score of 80 % takes high masteries everywhere');
  });

  it('rises with right answers and falls with wrong ones', () => {
    const [low, middle, high] = [times(10, false), [...times(8, true), ...times(2, false)], times(12, true)].map(list => readinessOf(plan, all(list)).probability);
    assert.ok((low ?? 1) < (middle ?? 0) && (middle ?? 1) < (high ?? 0), `${low} ${middle} ${high}`);
    const { interval, probability } = readinessOf(plan, all([...times(8, true), ...times(2, false)]));
    assert.ok(interval[0] <= probability && probability <= interval[1]);
  });

  it('comes true about as often as it says, for learners of another generator', () => {
    // Each candidate is twelve competences of simulated learners of about the same level; the exam is answered by what they truly know.
    const people = learners(3600, 9).toSorted((a, b) => a.truth - b.truth);
    const random = seeded(5);
    const candidates = Array.from({ length: 300 }, (_, n) => Array.from({ length: 12 }, (__, c) => people[Math.min(people.length - 1, n * 12 + ((c * 7) % 12))] as (typeof people)[number]));
    const outcomes = candidates.map(own => {
      const said = readinessOf(plan, new Map(own.map(({ evidence }, c): [string, Cell] => [`demo.c${c}`, { belief: believe(evidence), chance: 0.25 }]))).probability;
      const score = own.reduce((sum, { truth }) => sum + Array.from({ length: 5 }, () => Number(random() < 0.25 + 0.75 * truth)).reduce((a, b) => a + b, 0), 0);
      return { said, passed: Number(score >= 48) };
    });
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const brier = mean(outcomes.map(({ said, passed }) => (said - passed) ** 2));
    const base = mean(outcomes.map(({ passed }) => passed));
    assert.ok(brier < 0.5 * base * (1 - base), `Brier ${brier} against ${base * (1 - base)} for who says ${base} to everyone`);
  });
});
