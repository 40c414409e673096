import assert from 'node:assert/strict';
import type { Shelf } from '../../../src/core/assessment/shelf';
import type { JournalEvent } from '../../../src/core/progress/event';
import { dueQuestions, taughtBy } from '../../../src/core/progress/due';
import { bankOf, choice, ids, shelfOf } from '../assessment/fixtures';

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
const due = (events: readonly JournalEvent[], days: number, findings: readonly string[] = [], from = shelf()) => dueQuestions(events, from, { now: Date.parse(at(days)), size: 20, seed: 1, findings }).map(q => q.id);

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

  it('asks again what a finding in the learner’s files is about, once a day', () => {
    const ruled = choice('demo.un.q01', 1, 2, { rules: ['kubernetes/image-tag-pinned'] });
    const from = shelfOf(bankOf([ruled, choice('demo.un.q02', 1, 2)]));
    assert.deepEqual(taughtBy(['kubernetes/image-tag-pinned'], from.contents), ['demo.un.objectif']);
    assert.deepEqual(taughtBy(['kubernetes/other'], from.contents), []);
    const yesterday = [answered(0, ids[0])];
    assert.deepEqual(due(yesterday, 1, [], from), []);
    assert.deepEqual(due(yesterday, 1, ['kubernetes/image-tag-pinned'], from), ['demo.un.q02']);
    assert.deepEqual(due([...yesterday, { ...answered(1, ids[1]), id: 'event-today' }], 1, ['kubernetes/image-tag-pinned'], from), [], 'answered today: seen');
    assert.equal(due([], 1, ['kubernetes/image-tag-pinned'], from).length, 1, 'never met: to be met');
  });
});
