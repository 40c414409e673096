import { wilson } from '../assessment/exam-result';
import type { JournalEvent } from './event';

const levels = ['guess', 'unsure', 'sure'] as const;

/** Answers given at one level of confidence. */
export interface LevelOfConfidence {
  readonly level: (typeof levels)[number];
  readonly right: number;
  readonly total: number;
}

export interface Confidence {
  readonly levels: readonly LevelOfConfidence[];
  /** Over-confident: of the answers given without hesitation, clearly more than one in ten are wrong (the 95 % interval of their share lies above). */
  readonly over: boolean;
}

/** Below so many answers with a level of confidence nothing is said. */
const enough = 20;

/** How what learners say of their certainty compares with what they know; undefined below twenty answers that say it. */
export function confidenceOf(events: readonly JournalEvent[]): Confidence | undefined {
  const said = events.flatMap(event => (event.type === 'question.answered' && event.confidence ? [{ level: event.confidence, correct: event.correct }] : []));
  if (said.length < enough) return undefined;
  const counted = levels.map((level): LevelOfConfidence => {
    const own = said.filter(one => one.level === level);
    return { level, right: own.filter(one => one.correct).length, total: own.length };
  });
  const sure = counted.find(one => one.level === 'sure');
  return { levels: counted, over: sure !== undefined && wilson(sure.total - sure.right, sure.total)[0] > 0.1 };
}
