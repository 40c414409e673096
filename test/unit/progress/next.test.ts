import assert from 'node:assert/strict';
import { believe } from '../../../src/core/assessment/mastery';
import type { ExamPlan } from '../../../src/core/curriculum/exam-plan';
import { confidenceOf } from '../../../src/core/progress/confidence';
import type { JournalEvent } from '../../../src/core/progress/event';
import { nextAction } from '../../../src/core/progress/next';
import type { CompetenceProgress, ModuleProgress } from '../../../src/core/progress/report';

const competence = (id: string, right: number, more: Partial<CompetenceProgress> = {}): CompetenceProgress => {
  const belief = believe(Array.from({ length: 10 }, (_, n) => ({ right: n < right, chance: 0.25, weight: 1 })));
  return { id, title: id, summary: '', state: 'inProgress', mastery: { ...belief, firsts: 10, checks: 0, measured: true, acquired: false }, missing: [], validations: [], nextLesson: `${id}.o`, questions: { total: 12, seen: 10, right }, lessons: { total: 1, read: 1 }, labs: { total: 0, started: 0, held: 0 }, ...more };
};
const modules = (...list: CompetenceProgress[]): ModuleProgress[] => [...new Set(list.map(one => one.id.split('.')[0] ?? ''))].map(id => ({ id, title: id, state: 'inProgress', acquired: 0, competences: list.filter(one => one.id.startsWith(`${id}.`)) }));
const plan = { cells: [{ id: 'a.x', questions: 1, hypothesis: true }, { id: 'a.y', questions: 4, hypothesis: true }] } as unknown as ExamPlan;
const next = (list: readonly ModuleProgress[], more: Partial<Parameters<typeof nextAction>[0]> = {}) => nextAction({ modules: list, plan, due: 0, first: [], ...more });

describe('the next best action', () => {
  it('reviews first what is about to be forgotten', () => {
    assert.deepEqual(next(modules(competence('a.x', 3)), { due: 4 }), { kind: 'review', count: 4 });
  });

  it('goes where an exam has most to gain: its questions times what is unknown, the path before all', () => {
    assert.deepEqual(next(modules(competence('a.x', 2), competence('a.y', 6))), { kind: 'questions', competence: 'a.y' });
    assert.deepEqual(next(modules(competence('a.y', 2), competence('b.z', 8)), { first: ['b'] }), { kind: 'questions', competence: 'b.z' });
  });

  it('proposes a lesson while little is known, then new questions, then a lab, then an exam', () => {
    const unread = { lessons: { total: 2, read: 0 } };
    assert.deepEqual(next(modules(competence('a.x', 2, unread))), { kind: 'lesson', competence: 'a.x', lesson: 'a.x.o' });
    assert.deepEqual(next(modules(competence('a.x', 9, unread))).kind, 'questions');
    const all = { questions: { total: 10, seen: 10, right: 9 } };
    const lab = { id: 'tp', kind: 'lab', title: 'TP', advanced: false, state: 'notStarted', done: 0, total: 3 } as const;
    assert.deepEqual(next(modules(competence('a.x', 9, { ...all, validations: [lab] }))), { kind: 'lab', competence: 'a.x', lab: 'tp' });
    assert.deepEqual(next(modules(competence('a.x', 9, all))), { kind: 'exam' });
    assert.deepEqual(next(modules(competence('a.x', 10, { state: 'acquired' }))), { kind: 'exam' });
  });
});

describe('certainty', () => {
  const said = (n: number, correct: boolean, confidence: 'guess' | 'sure'): JournalEvent[] => Array.from({ length: n }, (_, i) => ({ id: `event-${i}-${String(correct)}`, at: '2026-11-24T08:00:00.000Z', content: 'v', type: 'question.answered', session: 's', question: 'q', competence: 'a.x', objective: 'a.x.o', correct, selected: [0], confidence }));

  it('is said from twenty answers on', () => {
    assert.equal(confidenceOf(said(19, false, 'sure')), undefined);
    assert.equal(confidenceOf(said(20, false, 'sure'))?.over, true);
  });

  it('is too high when clearly more than one sure answer in ten is wrong, and guesses do not count against it', () => {
    assert.equal(confidenceOf([...said(19, true, 'sure'), ...said(2, false, 'sure')])?.over, false);
    assert.equal(confidenceOf([...said(14, true, 'sure'), ...said(8, false, 'sure')])?.over, true);
    const calm = confidenceOf([...said(20, true, 'sure'), ...said(20, false, 'guess')]);
    assert.deepEqual([calm?.over, calm?.levels], [false, [{ level: 'guess', right: 0, total: 20 }, { level: 'unsure', right: 0, total: 0 }, { level: 'sure', right: 20, total: 20 }]]);
  });
});
