import type { Fault } from './fault';
import { kindFaults } from './integrity-kinds';
import { numbersOf } from './numbered';
import type { Question } from './schemas';
import { jaccard, likeness, plain, trigrams } from './words';

const ALL_OR_NONE = /\b(aucune|toutes|aucun|tous) (de|les) (ces|deux|réponses|propositions)|les deux réponses|réponses? [a-e] et [a-e]\b/i;
const NEGATION = /(?<!\*)\b(n’|n'|ne )\p{L}+ (pas|jamais|plus|aucun)/iu;
const NEGATING = /\b(non|oui|faux|vrai|ne|n|pas|c|est|ce|il|elle|on)\b/g;

function numbersInOrder(question: Question): boolean {
  // Steps are written in the order to find.
  const numbers = question.kind === 'order' ? undefined : numbersOf(question.options);
  return !numbers || numbers.every((value, i) => i === 0 || (numbers[i - 1] ?? value) <= value);
}

/** What a *why* must not be: its option turned round, or another option's *why*. */
function emptyWhys(question: Question, fault: (path: (string | number)[], message: string) => Fault): Fault[] {
  return question.options.flatMap((option, i) => {
    const rest = plain(option.why).replace(NEGATING, ' ').replace(/\s+/g, ' ').trim();
    const negates = rest.length > 0 && likeness(rest, plain(option.text).replace(NEGATING, ' ')) > 0.6;
    const again = question.options.some((other, j) => j < i && likeness(other.why, option.why) > 0.6);
    return [
      ...(negates ? [fault(['options', i, 'why'], 'l’explication ne fait que nier ou redire l’option : dire pourquoi.')] : []),
      ...(again ? [fault(['options', i, 'why'], 'l’explication répète celle d’une autre option.')] : []),
    ];
  });
}

/** What a question must be, whatever it says: one right answer if single, a wrong one always, no giveaway of form. */
export function formFaults(question: Question): Fault[] {
  const fault = (path: (string | number)[], message: string): Fault => ({ kind: 'question', id: question.id, path, message });
  const asked = question.stem.split(/(?<=[.…])\s/).at(-1) ?? question.stem;
  return [
    ...(question.id.startsWith(`${question.competence}.`) ? [] : [fault(['id'], 'l’identifiant ne commence pas par celui de la compétence.')]),
    ...(question.objective.startsWith(`${question.competence}.`) ? [] : [fault(['objective'], 'l’objectif n’est pas de cette compétence.')]),
    ...kindFaults(question).map(({ path, message }) => fault(path, message)),
    ...(question.level !== 'recall' && !question.exhibit ? [fault(['stem'], 'au-delà du rappel, la question montre un fichier, un journal ou un cas (exhibit).')] : []),
    ...(NEGATION.test(asked) && asked.includes('?') ? [fault(['stem'], 'négation dans la question : la mettre en évidence (**ne … pas**) ou tourner autrement.')] : []),
    ...(numbersInOrder(question) ? [] : [fault(['options'], 'les options chiffrées ne sont pas dans l’ordre.')]),
    ...question.options.flatMap((o, i) => [
      ...(ALL_OR_NONE.test(o.text) ? [fault(['options', i, 'text'], '« aucune » ou « toutes de ces réponses » est à éviter.')] : []),
      ...(!o.correct && !o.misconception ? [fault(['options', i], 'une option fausse nomme l’idée fausse qui y mène (misconception).')] : []),
      ...(o.correct && o.misconception ? [fault(['options', i, 'misconception'], 'une option juste n’a pas d’idée fausse.')] : []),
      ...(question.options.some((other, j) => j < i && plain(other.text) === plain(o.text)) ? [fault(['options', i, 'text'], 'deux options disent la même chose.')] : []),
    ]),
    ...emptyWhys(question, fault),
  ];
}

/** Pairs of questions whose stems are almost the same (trigram Jaccard over 0.6) though their exhibits do not tell them apart. */
export function similarStems(questions: readonly Question[]): Fault[] {
  const stems = questions.map(question => trigrams(question.stem));
  const alike = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => Math.min(a.size, b.size) > 0.6 * Math.max(a.size, b.size) && jaccard(a, b) > 0.6;
  return questions.flatMap((question, i) => questions.slice(0, i).filter((_, j) => alike(stems[i] ?? new Set(), stems[j] ?? new Set()))
    .map((other): Fault => ({ kind: 'question', id: question.id, path: ['stem'], message: `l’énoncé ressemble trop à celui de « ${other.id} ».` })));
}
