import assert from 'node:assert/strict';
import fc from 'fast-check';
import { acquiredFrom, believe, type Evidence } from '../../../src/core/assessment/mastery';
import { learners } from './learners';
import { spearman } from './statistics';

const evidence = (right: boolean, chance = 1 / 3, weight = 1): Evidence => ({ right, chance, weight });
const times = (count: number, one: Evidence) => Array.from({ length: count }, () => one);

describe('mastery of a competence', () => {
  it('knows nothing before any evidence', () => {
    const { mean, interval } = believe([]);
    assert.ok(Math.abs(mean - 0.5) < 1e-9);
    assert.ok(Math.abs(interval[1] - interval[0] - 0.9) < 0.011);
  });

  it('is the textbook’s beta law where nothing can be guessed', () => {
    // 7 right of 10 under a uniform prior: Beta(8, 4), whose mean is 8/12.
    assert.ok(Math.abs(believe([...times(7, evidence(true, 0)), ...times(3, evidence(false, 0))]).mean - 8 / 12) < 0.001);
  });

  it('believes a right answer less when chance could have given it, and fades with memory', () => {
    assert.ok(believe(times(5, evidence(true, 1 / 2))).mean < believe(times(5, evidence(true, 1 / 24))).mean);
    const width = ({ interval: [low, high] }: ReturnType<typeof believe>) => high - low;
    assert.ok(width(believe(times(12, evidence(true, 0.2, 0.3)))) > width(believe(times(12, evidence(true, 0.2, 1)))));
    assert.deepEqual(believe(times(12, evidence(false, 0.2, 0))), believe([]));
  });

  it('lets perfect first answers to a competence’s questions be enough, and chance never', () => {
    assert.ok(believe([...times(6, evidence(true, 1 / 3)), ...times(6, evidence(true, 1 / 15))]).interval[0] >= acquiredFrom);
    assert.ok(believe([...times(4, evidence(true, 1 / 3)), ...times(8, evidence(false, 1 / 3))]).interval[0] < 0.05);
  });

  it('is a law of probability whose interval holds the middle of its mass, whatever the evidence', () => {
    const one = fc.record({ right: fc.boolean(), chance: fc.double({ min: 0, max: 0.5, noNaN: true }), weight: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(fc.property(fc.array(one, { maxLength: 40 }), list => {
      const { law, interval: [low, high] } = believe(list);
      assert.ok(Math.abs(law.reduce((sum, p) => sum + p, 0) - 1) < 1e-9);
      const held = law.filter((_, at) => at / 100 >= low - 1e-9 && (at + 1) / 100 <= high + 1e-9).reduce((sum, p) => sum + p, 0);
      assert.ok(held >= 0.9 - 1e-9 && low >= 0 && high <= 1 && low < high);
    }));
  });

  for (const seed of [1, 2, 3]) {
    it(`ranks 1,000 learners of another generator, and its intervals hold the truth as often as they say (seed ${seed})`, () => {
      const people = learners(1000, seed);
      const beliefs = people.map(person => believe(person.evidence));
      const covered = people.filter(({ truth }, at) => truth >= (beliefs[at]?.interval[0] ?? 1) && truth <= (beliefs[at]?.interval[1] ?? 0)).length / people.length;
      const rank = spearman(people.map(person => person.truth), beliefs.map(belief => belief.mean));
      assert.ok(rank >= 0.8, `Spearman ${rank}`);
      assert.ok(covered >= 0.85 && covered <= 0.95, `coverage ${covered}`);
      // Nobody who reads nothing, and hardly anyone who knows little, is said to master a competence.
      const wrongly = people.filter(({ truth }, at) => truth < 0.5 && (beliefs[at]?.interval[0] ?? 0) >= acquiredFrom).length;
      assert.ok(wrongly <= 5, `${wrongly} said to have acquired what they know less than half of`);
    });
  }
});
