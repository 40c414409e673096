import type { Question } from './schemas';
import { jaccard, plain, words } from './words';

/** Someone who knows nothing and reads only the form: the options it would tick first have the highest score. */
export interface Guesser {
  readonly id: string;
  /** French, to be read after « deviner ». */
  readonly title: string;
  readonly score: (question: Question) => number[];
}

/** Whole words only: `\b` would find « ne » at the end of « chaîne », accented letters being no letters to it. */
const anyOf = (list: string): RegExp => new RegExp(`(?<!\\p{L})(?:${list})(?!\\p{L})`, 'giu');

const HEDGES = anyOf('peut|peuvent|souvent|parfois|en général|généralement|selon|plutôt|environ|surtout|d’abord');
export const ABSOLUTES = anyOf('toujours|jamais|tous|toutes|tout|aucune?|seule?ment|uniquement|rien|partout|n’importe|obligatoirement|exactement|sans');

/** What lengthens an option with a second idea, a reason or a refusal. */
const JOINED = anyOf('et|puis|mais|ou');
const REASONED = anyOf('car|puisque?|puisqu|parce|afin|pour|étant');
const DENIED = anyOf('ne|n|ni|pas|plus|sans|jamais');

export const MARKS = /[\d`"«»(),;:/–-]/g;

export const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const each = (score: (text: string, question: Question, index: number) => number) => (question: Question): number[] => question.options.map((o, i) => score(o.text, question, i));
const negated = (score: Guesser['score']): Guesser['score'] => question => score(question).map(value => -value);

const length = each(text => text.length);
const shared = each((text, question) => {
  const stem = words(`${question.stem} ${question.exhibit?.text ?? ''}`);
  return [...words(text)].filter(word => stem.has(word)).length;
});
const marks = each(text => count(text, MARKS));
const typical = each((text, question, index) => question.options.reduce((sum, other, j) => (j === index ? sum : sum + jaccard(words(text), words(other.text))), 0));
const quoted = each((text, question) => {
  const shown = words(question.exhibit?.text ?? '');
  const own = [...words(text)];
  return own.filter(word => shown.has(word)).length / Math.max(1, own.length);
});
/** The share of an option's own words, short ones included, that another text holds. */
const held = (text: string, by: string): number => {
  const [own, other] = [plain(text).split(' '), new Set(plain(by).split(' '))];
  return own.filter(word => other.has(word)).length / Math.max(1, own.length);
};
const common = each((text, { options }, index) => held(text, options.filter((_, j) => j !== index).map(o => o.text).join(' ')));
const echoed = each((text, question) => held(text, question.stem));
const order = each((_, __, index) => index);
const alphabet = (question: Question): number[] => {
  const sorted = question.options.map(o => plain(o.text)).sort();
  return question.options.map(o => -sorted.indexOf(plain(o.text)));
};

/** Gender and number of the article that ends the stem, against the one that starts the option. */
const agreement = each((text, question) => {
  const article = /\b(le|la|les|un|une|des|du|l’)\s*(?:\?|:|…)?\s*$/iu.exec(question.stem)?.[1]?.toLowerCase();
  const own = /^(le|la|les|un|une|des|du|l’)/iu.exec(text)?.[1]?.toLowerCase();
  return article !== undefined && article === own ? 1 : 0;
});

/** Each score of a question against its others: in standard deviations from their mean, all nought where nothing tells them apart. */
export function standard(scores: readonly number[]): number[] {
  const mean = scores.reduce((sum, s) => sum + s, 0) / scores.length;
  const deviation = Math.sqrt(scores.reduce((sum, s) => sum + (s - mean) ** 2, 0) / scores.length);
  return scores.map(score => (deviation < 1e-9 ? 0 : (score - mean) / deviation));
}
const sum = (...scores: readonly Guesser['score'][]): Guesser['score'] => question => {
  const terms = scores.map(score => standard(score(question)));
  return question.options.map((_, i) => terms.reduce((total, term) => total + (term[i] ?? 0), 0));
};

const hedged = each(text => count(text, HEDGES) - count(text, ABSOLUTES));

export const GUESSERS: readonly Guesser[] = [
  { id: 'longest', title: 'la plus longue', score: length },
  { id: 'shortest', title: 'la plus courte', score: negated(length) },
  { id: 'shared', title: 'celle qui partage le plus de mots avec l’énoncé', score: shared },
  { id: 'unshared', title: 'celle qui partage le moins de mots avec l’énoncé', score: negated(shared) },
  { id: 'marks', title: 'celle qui a le plus de chiffres et de signes', score: marks },
  { id: 'unmarked', title: 'celle qui a le moins de chiffres et de signes', score: negated(marks) },
  { id: 'hedged', title: 'celle qui nuance, plutôt que celle qui tranche', score: hedged },
  { id: 'joined', title: 'celle qui joint deux idées', score: each(text => count(text, JOINED)) },
  { id: 'single', title: 'celle qui n’en joint pas', score: negated(each(text => count(text, JOINED))) },
  { id: 'reasoned', title: 'celle qui se justifie', score: each(text => count(text, REASONED)) },
  { id: 'bare', title: 'celle qui ne se justifie pas', score: negated(each(text => count(text, REASONED))) },
  { id: 'denied', title: 'celle qui nie', score: each(text => count(text, DENIED)) },
  { id: 'affirmed', title: 'celle qui affirme', score: negated(each(text => count(text, DENIED))) },
  { id: 'quoted', title: 'celle dont les mots sont le plus dans le document', score: quoted },
  { id: 'unquoted', title: 'celle dont les mots y sont le moins', score: negated(quoted) },
  { id: 'typical', title: 'celle qui ressemble le plus aux autres', score: typical },
  { id: 'odd', title: 'celle qui ressemble le moins aux autres', score: negated(typical) },
  { id: 'common', title: 'celle dont les autres reprennent le plus les mots', score: common },
  { id: 'uncommon', title: 'celle dont les autres reprennent le moins les mots', score: negated(common) },
  { id: 'echoed', title: 'celle dont les mots sont le plus dans l’énoncé', score: echoed },
  { id: 'unechoed', title: 'celle dont les mots sont le moins dans l’énoncé', score: negated(echoed) },
  // The candidate that Millman, Bishop and Ebel describe (« An analysis of test-wiseness », 1965), and its opposite in length: an author who
  // has learnt not to lengthen right options, and builds wrong ones by changing a word of the right one.
  { id: 'test-wise', title: 'la plus longue, nuancée, proche des autres et de l’énoncé', score: sum(length, hedged, common, echoed) },
  { id: 'converging', title: 'la plus courte, proche des autres et loin de l’énoncé', score: sum(negated(length), common, negated(echoed)) },
  { id: 'agreement', title: 'celle qui s’accorde avec l’article de l’énoncé', score: agreement },
  { id: 'first', title: 'la première', score: negated(order) },
  { id: 'last', title: 'la dernière', score: order },
  { id: 'alphabetical', title: 'la première dans l’alphabet', score: alphabet },
  { id: 'reverse-alphabetical', title: 'la dernière dans l’alphabet', score: negated(alphabet) },
];
