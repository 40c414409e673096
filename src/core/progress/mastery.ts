import { acquiredFrom, believe, enoughEvidence, type Belief, type Evidence } from '../assessment/mastery';
import { chanceOf } from '../assessment/chance';
import { cardsOf, type ReviewAnswer } from '../assessment/review';
import type { Lab } from '../curriculum/lab';
import type { Question } from '../curriculum/schemas';
import type { JournalEvent } from './event';
import { competenceOf } from './scope';

/** How well one competence is mastered, as far as the journal shows. */
export interface Mastery extends Belief {
  /** First answers to different questions. */
  readonly firsts: number;
  /** Lab checks held. */
  readonly checks: number;
  /** False below five first answers: then nothing of the belief is shown. */
  readonly measured: boolean;
  /** « Acquis »: measured, and the lower end of the interval at the threshold or above. Our own estimate: only the ministry certifies. */
  readonly acquired: boolean;
}

/** What it is read from: `questions` of the competence, `events` that count for it, in order, and the time, in milliseconds since 1970. */
export interface MasteryInput {
  readonly competence: string;
  readonly questions: readonly Question[];
  readonly labs: readonly Lab[];
  readonly events: readonly JournalEvent[];
  readonly now: number;
}

/** Reads the mastery of a competence. The model and its reasons are in `assessment/mastery`; here is what counts as evidence, and for how much. */
export function masteryOf({ competence, questions, labs, events, now }: MasteryInput): Mastery {
  const known = new Map(questions.map(question => [question.id, question]));
  const answers = events.flatMap((event): ReviewAnswer[] => (event.type === 'question.answered' && known.has(event.question) ? [{ ...event, objective: known.get(event.question)?.objective ?? '', at: Date.parse(event.at) }] : []));
  const checks = heldChecks(labs, events).filter(check => competenceOf(check.objective) === competence);
  // Doing is remembering: a check that holds refreshes the memory of its objective like a right answer.
  const memory = cardsOf([...answers, ...checks.map(check => ({ ...check, correct: true }))]);
  const weight = (objective: string) => memory.get(objective)?.retrievability(now) ?? 0;
  const firsts = answers.filter((answer, at) => answers.findIndex(other => other.question === answer.question) === at);
  const evidence = [
    ...firsts.map(({ question, objective, correct }): Evidence => ({ right: correct, chance: chance(known.get(question)), weight: weight(objective) })),
    ...checks.map(({ objective }): Evidence => ({ right: true, chance: 0, weight: weight(objective) })),
  ];
  const belief = believe(evidence);
  const measured = firsts.length >= enoughEvidence;
  return { ...belief, firsts: firsts.length, checks: checks.length, measured, acquired: measured && belief.interval[0] >= acquiredFrom };
}

function chance(question: Question | undefined): number {
  return question ? chanceOf(question) : 0;
}

interface Held {
  readonly objective: string;
  readonly question: string;
  readonly at: number;
}

/** The checks that held once, at their first time. One whose last hint, which says what to write, was shown before proves nothing. */
function heldChecks(labs: readonly Lab[], events: readonly JournalEvent[]): Held[] {
  return labs.flatMap(lab => lab.checks.flatMap((check): Held[] => {
    const at = events.findIndex(event => event.type === 'lab.verified' && event.lab === lab.id && event.checks.some(one => one.check === check.id && one.state === 'holds'));
    const told = events.slice(0, Math.max(at, 0)).some(event => event.type === 'hint.shown' && event.lab === lab.id && event.check === check.id && event.level >= check.hints.length);
    return at === -1 || told ? [] : [{ objective: check.objective, question: `${lab.id}/${check.id}`, at: Date.parse(events[at]?.at ?? '') }];
  }));
}
