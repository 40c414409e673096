import { askable } from '../assessment/scope';
import type { Catalog, ModuleContent } from '../curriculum/catalog';
import type { Competence, Module, Question, Validation } from '../curriculum/schemas';
import type { JournalEvent } from './event';
import { usedInExams } from './exposure';
import { masteryOf, type Mastery } from './mastery';
import { missing, stateOf, type Missing, type Practice, type ProgressState } from './state';
import { competenceOf, countingFor } from './scope';

/** A validation as one competence sees it. `done` of `total` are questions right at the latest answer, or checks that held at the latest verification. */
export interface ValidationProgress {
  readonly id: string;
  readonly kind: Validation['kind'];
  readonly title: string;
  readonly advanced: boolean;
  readonly state: ProgressState;
  readonly done: number;
  readonly total: number;
}

export interface CompetenceProgress extends Practice {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly state: ProgressState;
  readonly mastery: Mastery;
  /** Empty when acquired or *à venir*. */
  readonly missing: readonly Missing[];
  readonly validations: readonly ValidationProgress[];
  /** The lesson to open next: the first one not read, else the first. */
  readonly nextLesson: string | undefined;
}

export interface ModuleProgress {
  readonly id: string;
  readonly title: string;
  readonly state: ProgressState;
  readonly acquired: number;
  readonly competences: readonly CompetenceProgress[];
}

/** What a report is made from. `contents` may lack a module: it then counts no question and no lesson. */
export interface ReportInput {
  readonly catalog: Pick<Catalog, 'modules' | 'labs'>;
  readonly contents: readonly ModuleContent[];
  readonly events: readonly JournalEvent[];
  /** Milliseconds since 1970: memories fade. */
  readonly now: number;
}

/** Everything shown about progress: pure, so that the view, the walkthrough and the terminal say the same. `events` are in order. */
export function progressReport(input: ReportInput): readonly ModuleProgress[] {
  return input.catalog.modules.map(module => {
    const competences = module.competences.map(competence => competenceProgress(module, competence, input));
    const acquired = competences.filter(c => c.state === 'acquired').length;
    return { id: module.id, title: module.title, state: moduleState(competences, acquired), acquired, competences };
  });
}

function moduleState(competences: readonly CompetenceProgress[], acquired: number): ProgressState {
  if (acquired === competences.length) return 'acquired';
  if (competences.every(c => c.state === 'coming')) return 'coming';
  return competences.some(c => c.state === 'inProgress' || c.state === 'acquired') ? 'inProgress' : 'notStarted';
}

function competenceProgress(module: Module, competence: Competence, { catalog, contents, events, now }: ReportInput): CompetenceProgress {
  const counting = countingFor(competence.id, events);
  const content = contents.find(c => c.module === module.id);
  const all = (content?.questions ?? []).filter(q => q.competence === competence.id);
  const questions = askable(all, usedInExams(events));
  const lessons = (content?.lessons ?? []).filter(l => competenceOf(l.id) === competence.id);
  const read = readLessons(counting);
  const unread = lessons.filter(l => !read.has(l.id));
  const latest = latestAnswers(counting);
  const seen = questions.filter(q => latest.has(q.id));
  const labs = labsProgress(catalog.labs, counting);
  const mastery = masteryOf({ competence: competence.id, questions: all, labs: catalog.labs, events: counting, now });
  const validations = module.validations.filter(v => v.competences.includes(competence.id)).map(v => validationProgress(v, questions, latest, labs, mastery.acquired));
  const labStates = validations.filter(v => v.kind === 'lab' && v.state !== 'coming').map(v => v.state);
  const practice: Practice = {
    questions: { total: questions.length, seen: seen.length, right: seen.filter(q => latest.get(q.id)).length },
    lessons: { total: lessons.length, read: lessons.length - unread.length },
    labs: { total: labStates.length, started: labStates.filter(s => s !== 'notStarted').length, held: labStates.filter(s => s === 'acquired').length },
  };
  const state = stateOf(practice, mastery.acquired);
  return { ...practice, id: competence.id, title: competence.title, summary: competence.summary, state, mastery, missing: state === 'coming' ? [] : missing(mastery), validations, nextLesson: (unread[0] ?? lessons[0])?.id };
}

/** Question id → whether its latest answer was right. */
function latestAnswers(events: readonly JournalEvent[]): ReadonlyMap<string, boolean> {
  return new Map(events.flatMap(event => (event.type === 'question.answered' ? [[event.question, event.correct] as const] : [])));
}

function readLessons(events: readonly JournalEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap(event => (event.type === 'lesson.read' || event.type === 'lesson.skipped' ? [event.lesson] : [])));
}

type LabFigures = Pick<ValidationProgress, 'state' | 'done' | 'total'>;

/** Each lab of the catalogue: held once is held, whatever the learner tried afterwards; the checks are those of the latest verification. */
function labsProgress(labs: Catalog['labs'], events: readonly JournalEvent[]): ReadonlyMap<string, LabFigures> {
  return new Map(labs.map(lab => {
    const own = events.filter(event => 'lab' in event && event.lab === lab.id);
    const verified = own.flatMap(event => (event.type === 'lab.verified' ? [event] : []));
    const ids = new Set(lab.checks.map(check => check.id));
    const done = (verified.at(-1)?.checks ?? []).filter(check => check.state === 'holds' && ids.has(check.check)).length;
    const state = verified.some(event => event.state === 'holds') ? 'acquired' : own.length > 0 ? 'inProgress' : 'notStarted';
    return [lab.id, { state, done, total: lab.checks.length }];
  }));
}

/** What is not available, or holds nothing to do for this competence yet, is *à venir*: never a dead link. */
function validationProgress(validation: Validation, questions: readonly Question[], latest: ReadonlyMap<string, boolean>, labs: ReadonlyMap<string, LabFigures>, acquired: boolean): ValidationProgress {
  const { id, kind, title, advanced } = validation;
  const base = { id, kind, title, advanced };
  const lab = labs.get(id);
  if (validation.available && kind === 'lab' && lab) return { ...base, ...lab };
  if (!validation.available || kind !== 'quiz' || questions.length === 0) return { ...base, state: 'coming', done: 0, total: 0 };
  const seen = questions.filter(q => latest.has(q.id));
  const right = seen.filter(q => latest.get(q.id)).length;
  const state = stateOf({ questions: { total: questions.length, seen: seen.length, right }, lessons: { total: 0, read: 0 }, labs: { total: 0, started: 0, held: 0 } }, acquired);
  return { ...base, state, done: right, total: questions.length };
}
