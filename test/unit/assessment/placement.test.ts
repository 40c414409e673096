import assert from 'node:assert/strict';
import { startExam, exam, type ExamState } from '../../../src/core/assessment/exam';
import { drawPlacement, placementView } from '../../../src/core/assessment/placement';
import { toPage } from '../../../src/core/assessment/response';
import { bankOf, shelfOf } from './fixtures';
import { ownLibrary } from '../../support/library';

describe('placement', () => {
  const { catalog, modules } = ownLibrary();
  const bank = modules.flatMap(module => module.questions);
  const plan = catalog.placement;

  it('asks about every competence of each of the three profiles, in twenty minutes, practice questions alone', () => {
    assert.deepEqual(plan?.profiles.map(profile => profile.id), ['realisation', 'pilotage', 'gouvernance']);
    assert.equal(plan?.minutes, 20);
    for (const profile of plan?.profiles ?? []) {
      const drawn = drawPlacement(profile, catalog.modules, bank, new Set(), plan?.questions ?? 0, 1);
      const wanted = catalog.modules.filter(module => profile.modules.includes(module.id)).flatMap(module => module.competences.map(competence => competence.id));
      assert.equal(drawn.length, plan?.questions);
      assert.deepEqual(new Set(drawn.map(question => question.competence)), new Set(wanted));
      const ids = new Set(drawn.map(question => question.id));
      assert.ok(drawn.every(question => question.use === 'practice' && !question.enemies.some(enemy => ids.has(enemy))));
    }
  });

  it('prefers questions never met', () => {
    const [profile] = plan?.profiles ?? [];
    assert.ok(profile && plan);
    const first = drawPlacement(profile, catalog.modules, bank, new Set(), plan.questions, 1).map(question => question.id);
    const second = drawPlacement(profile, catalog.modules, bank, new Set(first), plan.questions, 1);
    assert.ok(second.every(question => !first.includes(question.id)));
  });

  it('says known what was answered right throughout, and nothing else', () => {
    const shelf = shelfOf(bankOf());
    const profile = { id: 'demo', title: '', summary: '', modules: ['demo'] };
    const questions = [...shelf.bank.values()];
    const now = { wall: 0, mono: 0, run: 'one' };
    let state: ExamState = startExam({ id: 'p', purpose: 'placement', scope: 'demo', owner: 'one', startedAt: '2026-11-24T08:00:00.000Z', content: 'v1', seed: 1, limit: null, questions, now });
    const path = () => placementView(state, { id: 'plan', minutes: 20, questions: 3, profiles: [profile] }, shelf).modules[0]?.competences[0];
    assert.deepEqual([path()?.asked, path()?.right, path()?.known], [3, 0, false]);
    for (const [item, question] of questions.entries()) {
      const right = question.options.flatMap((option, at) => (option.correct ? [at] : []));
      state = exam(state, { type: 'answer', item, response: toPage(question, state.items[item]?.places ?? [], right) }, now, shelf.bank);
    }
    assert.deepEqual([path()?.right, path()?.known, path()?.lessons], [3, true, ['demo.un.objectif']]);
  });
});
