// Texts that go on over several lines, written bare or in quotes: a break between two lines is a space, an empty line is a break.

/** The text that lines make: the first one begins after its quote, the last one ends before it. */
export function folded([first = '', ...others]: readonly string[]): string {
  const last = others.pop();
  if (last === undefined) return first;
  let text = withoutEnd(first);
  let between = ' ';
  for (const line of others.map(other => withoutEnd(other).trimStart())) {
    if (line !== '') [text, between] = [text + between + line, ' '];
    else if (between === '\n') text += between;
    else between = '\n';
  }
  return text + between + last.trimStart();
}

const withoutEnd = (line: string): string => line.replace(/(?<! ) +$/, '');

/** Whether a line may go on with a text written bare: nothing in it means something to YAML, and its only blanks are spaces. */
export function goesOn(line: string): boolean {
  return !/[^\S ]|:(?: |$)| #/.test(line);
}

const ends = {
  '"': { within: /^(?:[^"\\\p{Cc}]|\\(?:["\\/nrt]| (?! *$)))*\\?$/u, closing: /^((?:[^"\\\p{Cc}]|\\["\\/nrt ])*")(?: +#.*)? *$/u },
  "'": { within: /^(?:[^']|'')*$/, closing: /^((?:[^']|'')*')(?: +#.*)? *$/ },
} as const;

/** What a line holds of a text in quotes that began above it: all of it, or up to its end, the quote included; undefined when it is not of an ordinary shape. */
export function quotedPart(line: string, quote: '"' | "'"): { readonly part: string; readonly closes: boolean } | undefined {
  // Lines are cut at other breaks than these by the library.
  if (/[^\S ]/.test(line)) return undefined;
  if (ends[quote].within.test(line)) return { part: line, closes: false };
  const part = ends[quote].closing.exec(line)?.[1];
  return part === undefined ? undefined : { part, closes: true };
}

const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The text that lines between quotes make; undefined where a break that is to be passed over comes before an empty line. */
export function inQuotes(lines: readonly string[], quote: '"' | "'"): string | undefined {
  if (quote === "'") return folded(lines).replaceAll("''", "'");
  const joined: string[] = [];
  let open = false;
  for (const line of lines) {
    if (open && line.trim() === '') return undefined;
    const text = open ? (joined.pop() ?? '') + line.trimStart() : line;
    open = (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1;
    joined.push(open ? text.slice(0, -1) : text);
  }
  return folded(joined).replace(/\\(.)/g, (_, letter: string) => escaped[letter] ?? letter);
}
