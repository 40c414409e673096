import { ABSOLUTES, count, MARKS } from './guessers';
import type { Question } from './schemas';
import { plain, words } from './words';

/** Someone who knows nothing, before a question that is not answered by ticking: how often the form alone gives the exact answer, and chance does. */
export interface BlindStrategy {
  readonly kind: Question['kind'];
  /** French, to be read after « répondre ». */
  readonly title: string;
  readonly odds: (question: Question) => { readonly success: number; readonly chance: number };
}

type Of<K extends Question['kind']> = Extract<Question, { kind: K }>;
const strategy = <K extends Question['kind']>(kind: K, title: string, odds: (question: Of<K>) => { success: number; chance: number }): BlindStrategy => ({ kind, title, odds: question => odds(question as Of<K>) });

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** The line that scores highest, ties sharing the credit; blank lines tempt nobody. */
const pointing = (title: string, score: (line: string, at: number, question: Of<'faulty-line'>) => number): BlindStrategy => strategy('faulty-line', title, question => {
  const lines = question.exhibit.text.trimEnd().split('\n').map((text, at) => ({ text, at })).filter(line => line.text.trim() !== '');
  const scored = lines.map(line => ({ at: line.at + 1, score: score(line.text, line.at, question) }));
  const best = Math.max(...scored.map(line => line.score));
  const tied = scored.filter(line => line.score === best).map(line => line.at);
  const wrong = question.options.find(option => option.correct)?.line ?? 0;
  return { success: tied.includes(wrong) ? 1 / tied.length : 0, chance: 1 / lines.length };
});

const verdict = (title: string, says: (stem: string) => boolean): BlindStrategy => strategy('two-tier', title, question => ({ success: says(question.stem) === question.statement ? 1 : 0, chance: 1 / 2 }));

/** The steps sorted by what shows: right when the author's order comes out. */
const sorting = (title: string, before: (a: string, b: string) => number): BlindStrategy => strategy('order', title, ({ options }) => {
  const sorted = options.every((option, i) => i === 0 || before(options[i - 1]?.text ?? '', option.text) < 0);
  return { success: sorted ? 1 : 0, chance: 1 / factorial(options.length) };
});

/** Each item goes, in turn, with the option left that suits it best: right when all the pairs come out. */
const pairing = (title: string, fit: (item: string, option: string) => number): BlindStrategy => strategy('match', title, ({ items, options }) => {
  const left = new Set(options.keys());
  const guessed = items.map(item => {
    const best = [...left].sort((a, b) => fit(item.text, options[b]?.text ?? '') - fit(item.text, options[a]?.text ?? '') || plain(options[a]?.text ?? '').localeCompare(plain(options[b]?.text ?? '')))[0] ?? -1;
    left.delete(best);
    return best;
  });
  return { success: guessed.every((option, i) => option === items[i]?.option) ? 1 : 0, chance: factorial(options.length - items.length) / factorial(options.length) };
});

const shared = (a: string, b: string): number => [...words(a)].filter(word => words(b).has(word)).length;

export const BLIND_STRATEGIES: readonly BlindStrategy[] = [
  pointing('la ligne la plus longue', line => line.trim().length),
  pointing('la ligne la plus courte', line => -line.trim().length),
  pointing('la ligne la plus chargée de signes', line => count(line, MARKS)),
  pointing('la ligne la plus en retrait', line => /^\s*/.exec(line)?.[0].length ?? 0),
  pointing('la première ligne', (_, at) => -at),
  pointing('la dernière ligne', (_, at) => at),
  pointing('la ligne qui partage le plus de mots avec l’énoncé', (line, _, question) => shared(line, question.stem)),
  verdict('« vrai » à chaque affirmation', () => true),
  verdict('« faux » à chaque affirmation', () => false),
  verdict('« faux » aux affirmations qui tranchent, « vrai » aux autres', stem => count(stem, ABSOLUTES) === 0),
  sorting('dans l’ordre de l’alphabet', (a, b) => plain(a).localeCompare(plain(b))),
  sorting('de la plus courte à la plus longue', (a, b) => a.length - b.length),
  sorting('de la plus longue à la plus courte', (a, b) => b.length - a.length),
  pairing('en associant ce qui partage des mots', shared),
  pairing('en associant les longueurs proches', (item, option) => -Math.abs(item.length - option.length)),
];
