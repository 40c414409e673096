import type { Question } from './schemas';

/** The exact answer to a question, in the author's order, as a page or a reader gives it: a two-tier gives 0 for « vrai », then its reason. */
export function expected(question: Question): number[] {
  const right = question.options.flatMap((option, i) => (option.correct ? [i] : []));
  switch (question.kind) {
    case 'two-tier': return [question.statement ? 0 : 1, ...right];
    case 'match': return question.items.map(item => item.option);
    case 'faulty-line': return question.options.filter(option => option.correct).map(option => option.line - 1);
    default: return right;
  }
}
