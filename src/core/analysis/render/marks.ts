// Marks put in values to see where they come out: letters of a script that no manifest is written in. An engine takes them for text like any
// other, and quotes, cuts, compares and sorts them as letters; what it cannot keep (a digest, a number) simply loses them.

const opens = 0xa000;
const zero = 0xa010;
const base = 1000;

/** How many marks there are. */
export const mostMarks = base * base;

/** The mark numbered `number`, from zero and below `mostMarks`. */
export function markOf(number: number): string {
  return String.fromCharCode(opens, zero + Math.floor(number / base), zero + (number % base));
}

const pattern = /\uA000([\uA010-\uA3F7])([\uA010-\uA3F7])/g;

/** Whether a text has letters of the script already: then marks would say nothing. */
export function hasMarks(text: string): boolean {
  return text.includes('\uA000');
}

/** `text` with each mark replaced by what is said of its number; nothing by default. */
export function withoutMarks(text: string, instead: (number: number) => string = () => ''): string {
  return text.replace(pattern, (_, high: string, low: string) => instead((high.charCodeAt(0) - zero) * base + low.charCodeAt(0) - zero));
}

/** The numbers of the marks in a text, each once, in the order they come. */
export function marksIn(text: string): number[] {
  const found = new Set<number>();
  withoutMarks(text, number => (found.add(number), ''));
  return [...found];
}
