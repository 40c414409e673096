import assert from 'node:assert/strict';
import type { ModuleContent } from '../../../src/core/curriculum/catalog';
import { question, module as moduleSchema } from '../../../src/core/curriculum/schemas';
import { lab } from '../../../src/core/curriculum/lab';
import type { JournalEvent, NewEvent } from '../../../src/core/progress/event';
import { progressReport } from '../../../src/core/progress/report';
import { forgotten } from '../../../src/core/progress/scope';

const option = (correct: boolean) => ({ text: 't', correct, why: 'w', source: 's' });
const ask = (competence: string, objective: string, n: number, use = 'practice') => question.parse({ id: `${competence}.q${String(n).padStart(2, '0')}`, kind: 'single', competence, objective: `${competence}.${objective}`, level: 'recall', use, stem: 's', options: [option(true), option(false)], difficulty: 1 });
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
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const content: ModuleContent = {
  module: 'm', lessons: [],
  questions: [...upTo(14).map(n => ask('m.a', n % 2 ? 'o' : 'p', n)), ask('m.a', 'z', 15, 'exam'), ...upTo(14).map(n => ask('m.b', 'o', n))],
};

let clock = 0;
const stamp = (event: NewEvent): JournalEvent => ({ ...event, id: `event-${++clock}`, at: new Date(clock * 1000).toISOString(), content: 'v' });
const answer = (id: string, correct: boolean) => {
  const c = id.split('.').slice(0, 2).join('.');
  return stamp({ type: 'question.answered', session: 's', question: id, competence: c, objective: `${c}.o`, correct, selected: [0] });
};
const verified = (state: 'holds' | 'fails') => stamp({ type: 'lab.verified', lab: 'lab-ab', state, checks: [{ check: 'x', state: 'holds' }, { check: 'y', state }] });
const reset = (scope: string) => stamp({ type: 'progress.reset', scope });
const report = (...events: JournalEvent[]) => progressReport({ catalog: { modules: [m], labs }, contents: [content], events, now: clock * 1000 })[0];
const of = (id: string, ...events: JournalEvent[]) => {
  const found = report(...events)?.competences.find(c => c.id === id);
  assert.ok(found);
  return found;
};
const answers = (c: string, ...right: boolean[]) => right.map((correct, n) => answer(`${c}.q${String(n + 1).padStart(2, '0')}`, correct));
const allRight = (c = 'm.a') => answers(c, ...upTo(14).map(() => true));

describe('what the journal says of progress', () => {
  it('starts from nothing, and a competence without anything to do is à venir', () => {
    assert.deepEqual(report()?.competences.map(c => c.state), ['notStarted', 'notStarted', 'coming']);
    assert.equal(report()?.state, 'notStarted');
    assert.deepEqual(of('m.c').missing, []);
    assert.deepEqual(of('m.c').validations.map(v => v.state), ['coming']);
    assert.equal(of('m.a').validations.find(v => v.id === 'later')?.state, 'coming');
  });

  it('is not measured below five first answers, whatever they are', () => {
    const few = of('m.a', ...answers('m.a', true, true, true, true), answer('m.a.q01', true));
    assert.deepEqual([few.mastery.measured, few.mastery.firsts, few.missing, few.state], [false, 4, ['evidence'], 'inProgress']);
    assert.deepEqual(of('m.a', ...answers('m.a', true, true, true, true, true)).missing, ['level']);
  });

  it('is acquired when the lower end of the interval passes the threshold, and only then', () => {
    const done = of('m.a', ...allRight());
    assert.deepEqual([done.state, done.missing, done.validations.find(v => v.id === 'qcm')?.state], ['acquired', [], 'acquired']);
    assert.equal(of('m.a', ...allRight().slice(0, 13), answer('m.a.q14', false)).state, 'inProgress');
  });

  it('counts first answers alone: a repeat learnt by heart proves nothing', () => {
    const wrong = answers('m.a', ...upTo(14).map(() => false));
    assert.ok(of('m.a', ...wrong, ...allRight()).mastery.mean < 0.1);
  });

  it('counts a lab check that held, unless its last hint was shown before', () => {
    const base = answers('m.a', true, false, true, false, true);
    const told = stamp({ type: 'hint.shown', lab: 'lab-ab', check: 'y', level: 1 });
    const mean = (...events: JournalEvent[]) => of('m.a', ...base, ...events).mastery;
    assert.deepEqual([mean(verified('holds')).checks, mean(told, verified('holds')).checks, mean(verified('holds'), told).checks], [2, 1, 2]);
    assert.ok(mean(verified('holds')).mean > mean().mean);
  });

  it('fades when nothing is reviewed, until it is no longer acquired', () => {
    const events = allRight();
    const later = (days: number) => progressReport({ catalog: { modules: [m], labs }, contents: [content], events, now: clock * 1000 + days * 86_400_000 })[0]?.competences[0];
    assert.deepEqual([0, 400].map(days => later(days)?.state), ['acquired', 'inProgress']);
    assert.ok((later(400)?.mastery.mean ?? 1) < (later(0)?.mastery.mean ?? 0));
  });

  it('counts the latest answer of each question among those seen, and no question that exams keep apart or that no longer exists', () => {
    const { questions } = of('m.a', answer('m.a.q01', false), answer('m.a.q01', true), answer('m.a.q99', true));
    assert.deepEqual(questions, { total: 14, seen: 1, right: 1 });
    const exam = stamp({ type: 'exam.started', session: 'e', purpose: 'exam', scope: 'm', questions: ['m.a.q15'] });
    assert.deepEqual(of('m.a', exam, answer('m.a.q15', true)).questions, { total: 15, seen: 1, right: 1 });
  });

  it('keeps a lab held once as held, and shows the checks of its latest verification', () => {
    const shown = of('m.a', verified('holds'), stamp({ type: 'lab.reset', lab: 'lab-ab' }), verified('fails')).validations.find(v => v.id === 'lab-ab');
    assert.deepEqual([shown?.state, shown?.done, shown?.total], ['acquired', 1, 2]);
    assert.equal(of('m.a', verified('fails')).validations.find(v => v.id === 'lab-ab')?.state, 'inProgress');
  });

  it('forgets what comes before a reset, in its scope alone', () => {
    const earned = [...allRight(), ...allRight('m.b')];
    for (const scope of ['all', 'm']) assert.deepEqual(report(...earned, reset(scope))?.competences.map(c => c.state), ['notStarted', 'notStarted', 'coming']);
    assert.deepEqual(report(...earned, reset('m.a'))?.competences.map(c => c.state), ['notStarted', 'acquired', 'coming']);
    assert.deepEqual(report(...earned, reset('other'))?.acquired, 2);
    assert.equal(of('m.a', ...earned, reset('all'), ...allRight()).state, 'acquired');
  });

  it('tells which imported events a later reset forgot', () => {
    const [a, b, lesson, after] = [answer('m.a.q01', true), answer('m.b.q01', true), stamp({ type: 'lesson.read', lesson: 'm.a.o' }), reset('m.a')];
    const ids = new Set([a.id, b.id, lesson.id, after.id]);
    assert.equal(forgotten([a, b, lesson, after], ids), 2);
    assert.equal(forgotten([a, b, lesson, after, reset('all')], ids), 3);
    assert.equal(forgotten([a, b, lesson, after], new Set()), 0);
  });
});
