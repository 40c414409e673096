import assert from 'node:assert/strict';
import type { Shelf } from '../../../src/core/assessment/shelf';
import type { JournalEvent } from '../../../src/core/progress/event';
import { dueQuestions } from '../../../src/vscode/quiz/reviews';
import { bankOf, ids, shelfOf } from './fixtures';

const at = (days: number) => new Date(Date.UTC(2026, 10, 1, 8) + days * 86_400_000).toISOString();
const stamp = (days: number) => ({ id: `event-${days}`, at: at(days), content: 'v1' });
const answered = (days: number, question: string): JournalEvent => ({ ...stamp(days), type: 'question.answered', session: 's', question, competence: 'demo.un', objective: 'demo.un.objectif', correct: true, selected: [0] });
/** The shelf with a second competence, to which nothing is asked. */
function shelf(): Shelf {
  const one = shelfOf(bankOf());
  const [module] = one.catalog.modules;
  assert.ok(module);
  const second = { id: 'demo.deux', title: '', summary: '', objectives: [] };
  return { ...one, catalog: { ...one.catalog, modules: [{ ...module, competences: [...module.competences, second] }] } };
}
const due = (events: readonly JournalEvent[], days: number) => dueQuestions(events, shelf(), Date.parse(at(days)), 20, 1).map(q => q.id);

describe('questions due, from the journal', () => {
  it('asks an objective again when it fades, by a question not seen yet', () => {
    assert.deepEqual(due([answered(0, ids[0])], 1), []);
    const [question, ...rest] = due([answered(0, ids[0])], 60);
    assert.ok(question && question !== ids[0]);
    assert.deepEqual(rest, []);
  });

  it('forgets what was reset', () => {
    for (const scope of ['demo.un', 'demo', 'all']) assert.deepEqual(due([answered(0, ids[0]), { ...stamp(1), type: 'progress.reset', scope }], 60), []);
    assert.equal(due([answered(0, ids[0]), { ...stamp(1), type: 'progress.reset', scope: 'demo.deux' }], 60).length, 1);
  });
});
