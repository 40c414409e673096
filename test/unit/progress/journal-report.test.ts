import assert from 'node:assert/strict';
import type { ModuleContent } from '../../../src/core/curriculum/catalog';
import { question, module as moduleSchema } from '../../../src/core/curriculum/schemas';
import { lab } from '../../../src/core/curriculum/lab';
import type { JournalEvent, NewEvent } from '../../../src/core/progress/event';
import { progressReport } from '../../../src/core/progress/report';
import { forgotten } from '../../../src/core/progress/scope';

const option = (correct: boolean) => ({ text: 't', correct, why: 'w', source: 's' });
const ask = (competence: string, objective: string, n: number, use = 'practice') => question.parse({ id: `${competence}.q0${n}`, kind: 'single', competence, objective: `${competence}.${objective}`, level: 'recall', use, stem: 's', options: [option(true), option(false)], difficulty: 1 });
const competence = (id: string) => ({ id, title: id, summary: 's', objectives: [{ id: `${id}.o`, text: 't' }] });
const m = moduleSchema.parse({
  id: 'm', title: 'M', summary: 's', level: 'l', competences: [competence('m.a'), competence('m.b'), competence('m.c')],
  validations: [
    { id: 'lab-ab', kind: 'lab', title: 'TP', competences: ['m.a', 'm.b'] },
    { id: 'qcm', kind: 'quiz', title: 'QCM', competences: ['m.a', 'm.b', 'm.c'] },
    { id: 'later', kind: 'lab', title: 'Plus tard', available: false, competences: ['m.a'] },
  ],
});
const labs = [lab.parse({ id: 'lab-ab', title: 'TP', module: 'm', competences: ['m.a', 'm.b'], duration: 5, introduction: 'i', checks: ['x', 'y'].map(id => ({ id, title: id, objective: 'm.a.o', test: { type: 'readable', target: { file: 'a.yaml' } }, expected: 'e', hints: ['h'] })) })];
const content: ModuleContent = {
  module: 'm', lessons: [],
  questions: [ask('m.a', 'o', 1), ask('m.a', 'o', 2), ask('m.a', 'p', 3), ask('m.a', 'p', 4), ask('m.a', 'p', 5), ask('m.a', 'z', 6, 'exam'), ask('m.b', 'o', 1)],
};

let clock = 0;
const stamp = (event: NewEvent): JournalEvent => ({ ...event, id: `event-${++clock}`, at: new Date(clock * 1000).toISOString(), content: 'v' });
const answer = (id: string, correct: boolean) => {
  const c = id.split('.').slice(0, 2).join('.');
  return stamp({ type: 'question.answered', session: 's', question: id, competence: c, objective: `${c}.o`, correct, selected: [0] });
};
const verified = (state: 'holds' | 'fails') => stamp({ type: 'lab.verified', lab: 'lab-ab', state, checks: [{ check: 'x', state: 'holds' }, { check: 'y', state }] });
const reset = (scope: string) => stamp({ type: 'progress.reset', scope });
const report = (...events: JournalEvent[]) => progressReport({ catalog: { modules: [m], labs }, contents: [content], events })[0];
const of = (id: string, ...events: JournalEvent[]) => {
  const found = report(...events)?.competences.find(c => c.id === id);
  assert.ok(found);
  return found;
};
const allRight = () => [1, 2, 3, 4, 5].map(n => answer(`m.a.q0${n}`, true));

describe('what the journal says of progress', () => {
  it('starts from nothing, and a competence without anything to do is à venir', () => {
    assert.deepEqual(report()?.competences.map(c => c.state), ['notStarted', 'notStarted', 'coming']);
    assert.equal(report()?.state, 'notStarted');
    assert.deepEqual(of('m.c').missing, []);
    assert.deepEqual(of('m.c').validations.map(v => v.state), ['coming']);
    assert.equal(of('m.a').validations.find(v => v.id === 'later')?.state, 'coming');
  });

  it('is acquired with every objective practised, four in five right, and every available lab held', () => {
    assert.equal(of('m.a', ...allRight(), verified('holds')).state, 'acquired');
    assert.deepEqual(of('m.a', ...allRight()).missing, ['labs']);
    assert.deepEqual(of('m.a', answer('m.a.q01', true), answer('m.a.q02', true), verified('holds')).missing, ['objectives']);
    const four = [...allRight().slice(0, 4), answer('m.a.q05', false), verified('holds')];
    assert.equal(of('m.a', ...four).state, 'acquired');
    assert.deepEqual(of('m.a', ...four, answer('m.a.q04', false)).missing, ['score']);
  });

  it('counts the latest answer of each question, and no question that exams keep apart or that no longer exists', () => {
    const { questions } = of('m.a', answer('m.a.q01', false), answer('m.a.q01', true), answer('m.a.q06', true), answer('m.a.q99', true));
    assert.deepEqual(questions, { total: 5, seen: 1, right: 1 });
  });

  it('keeps a lab held once as held, and shows the checks of its latest verification', () => {
    const shown = of('m.a', verified('holds'), stamp({ type: 'lab.reset', lab: 'lab-ab' }), verified('fails')).validations.find(v => v.id === 'lab-ab');
    assert.deepEqual([shown?.state, shown?.done, shown?.total], ['acquired', 1, 2]);
    assert.equal(of('m.a', verified('fails')).validations.find(v => v.id === 'lab-ab')?.state, 'inProgress');
  });

  it('forgets what comes before a reset, in its scope alone', () => {
    const earned = [...allRight(), answer('m.b.q01', true), verified('holds')];
    for (const scope of ['all', 'm']) assert.deepEqual(report(...earned, reset(scope))?.competences.map(c => c.state), ['notStarted', 'notStarted', 'coming']);
    assert.deepEqual(report(...earned, reset('m.a'))?.competences.map(c => c.state), ['notStarted', 'acquired', 'coming']);
    assert.deepEqual(report(...earned, reset('other'))?.acquired, 2);
    assert.equal(of('m.a', ...earned, reset('all'), ...allRight(), verified('holds')).state, 'acquired');
  });

  it('tells which imported events a later reset forgot', () => {
    const [a, b, lesson, after] = [answer('m.a.q01', true), answer('m.b.q01', true), stamp({ type: 'lesson.read', lesson: 'm.a.o' }), reset('m.a')];
    const ids = new Set([a.id, b.id, lesson.id, after.id]);
    assert.equal(forgotten([a, b, lesson, after], ids), 2);
    assert.equal(forgotten([a, b, lesson, after, reset('all')], ids), 3);
    assert.equal(forgotten([a, b, lesson, after], new Set()), 0);
  });
});
