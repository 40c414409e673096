import assert from 'node:assert/strict';
import { drawExam } from '../../../src/core/assessment/blueprint';
import { offersOf } from '../../../src/core/assessment/exam-offer';
import { sizeOf, wholeExam } from '../../../src/core/curriculum/exam-plan';
import { ownLibrary } from '../../support/library';

describe('the mock exam of this product', () => {
  const { catalog, modules } = ownLibrary();
  const plan = catalog.exam;
  const bank = modules.flatMap(module => module.questions);

  it('asks 60 questions in 90 minutes over the five modules, every figure sourced or marked as an hypothesis', () => {
    assert.ok(plan);
    const of = (module: string) => plan.cells.filter(cell => cell.id.startsWith(`${module}.`)).reduce((sum, cell) => sum + cell.questions, 0);
    assert.deepEqual(['base', 'practitioner', 'contributeur', 'coaching', 'communautes'].map(of), [17, 22, 6, 7, 8]);
    assert.deepEqual([sizeOf(plan), plan.minutes, plan.threshold], [60, 90, 0.8]);
    assert.deepEqual([plan.levels.recall, plan.levels.apply, plan.levels.analyse], [12, 27, 21]);
    assert.ok(plan.cells.every(cell => cell.hypothesis) && plan.facts.every(fact => fact.hypothesis || fact.source));
  });

  it('draws a whole exam to its levels, within one question each, whatever the seed', () => {
    assert.ok(plan);
    for (let seed = 0; seed < 200; seed++) {
      const { questions } = drawExam(plan, bank, new Set(), seed);
      for (const [level, wanted] of Object.entries(plan.levels)) {
        const drawn = questions.filter(question => question.level === level).length;
        assert.ok(Math.abs(drawn - wanted) <= 1, `seed ${seed}: ${drawn} of ${level} for ${wanted}`);
      }
    }
  });

  it('offers a scope only when the bank fills it, and says how many questions it lacks', () => {
    assert.ok(plan);
    const offers = offersOf(plan, catalog.modules, bank, new Set());
    assert.equal(offers[0]?.id, wholeExam);
    assert.ok(offers.some(offer => offer.missing === 0), 'at least one can be taken');
    for (const { plan: part, missing, questions } of offers) assert.equal(drawExam(part, bank, new Set(), 1).questions.length, questions - missing);
  });

  it('never puts enemies together and fills what it offers, over 1,000 seeds; a second exam repeats nothing', () => {
    assert.ok(plan);
    for (const offer of offersOf(plan, catalog.modules, bank, new Set()).filter(one => one.missing === 0)) {
      for (let seed = 0; seed < 1000; seed++) {
        const { questions, missing } = drawExam(offer.plan, bank, new Set(), seed);
        const ids = new Set(questions.map(q => q.id));
        assert.ok(missing.size === 0 && questions.every(q => q.use === 'exam' && !q.enemies.some(enemy => ids.has(enemy))), `${offer.id}, seed ${seed}`);
        if (seed % 50 === 0) assert.deepEqual(drawExam(offer.plan, bank, ids, seed).repeated, 0, `${offer.id}: a second exam after seed ${seed}`);
      }
    }
  });
});
