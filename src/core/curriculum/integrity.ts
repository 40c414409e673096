import { analyser } from '../analysis/analyse';
import { executionFaults } from './execution';
import type { Content, Fault } from './fault';
import { factFaults } from './integrity-facts';
import { formFaults, similarStems } from './integrity-form';
import { guesserFaults } from './integrity-guessers';
import { lessonsFaults } from './integrity-lessons';
import { referenceFaults } from './integrity-references';
import { typographyFaults } from './integrity-typography';

/** All the faults of a content whose files are each valid. Pure: the caller knows the files and turns paths into lines. */
export function contentFaults(content: Content): Fault[] {
  const questions = content.modules.flatMap(m => m.questions);
  const analyse = analyser(content.catalog.rules, content.catalog.catalogue);
  return [
    ...referenceFaults(content),
    ...lessonsFaults(content),
    ...questions.flatMap(formFaults),
    ...similarStems(questions),
    ...factFaults(content),
    ...questions.flatMap(question => executionFaults(question, analyse)),
    ...guesserFaults(content),
    ...typographyFaults(content),
  ];
}

/** What the product announces and does not have yet, one French line each: shown as *à venir*, never linked. */
export function announced(content: Content): string[] {
  return content.catalog.modules.flatMap(m => m.validations.filter(v => !v.available).map(v => `${m.id} : ${v.title} (${v.id})`));
}
