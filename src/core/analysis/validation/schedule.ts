/** The instants a schedule names, as sets of minutes, hours, days, months and days of the week. */
export interface Schedule {
  readonly fields: readonly ReadonlySet<number>[];
  /** Whether the day of the month, and that of the week, are given: if both are, either is enough. */
  readonly given: { readonly dom: boolean; readonly dow: boolean };
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const bounds: readonly Bounds[] = [
  { min: 0, max: 59 }, { min: 0, max: 23 }, { min: 1, max: 31 },
  { min: 1, max: 12, names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const descriptors: Readonly<Record<string, string>> = { '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0', '@daily': '0 0 * * *', '@midnight': '0 0 * * *', '@hourly': '0 * * * *' };

/** Reads a schedule of five fields, or says why it is none, in the words of the library that Kubernetes reads it with (robfig/cron, `ParseStandard`). */
export function readSchedule(text: string): Schedule | { readonly error: string } {
  if (text === '') return { error: 'empty spec string' };
  const spec = text.startsWith('@') ? descriptors[text] : text;
  if (spec === undefined) return { error: `unrecognized descriptor: ${text}` };
  const parts = spec.trim().split(/\s+/);
  if (parts.length !== 5) return { error: `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]` };
  const fields: Set<number>[] = [];
  for (const [index, part] of parts.entries()) {
    const field = fieldOf(part, bounds[index] ?? { min: 0, max: 0 });
    if (typeof field === 'string') return { error: field };
    fields.push(field);
  }
  return { fields, given: { dom: !/^[*?]/.test(parts[2] ?? ''), dow: !/^[*?]/.test(parts[4] ?? '') } };
}

function fieldOf(text: string, limits: Bounds): Set<number> | string {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const range = rangeOf(part, limits);
    if (typeof range === 'string') return range;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return values;
}

function rangeOf(text: string, { min, max, names = [] }: Bounds): { readonly from: number; readonly to: number; readonly step: number } | string {
  const [range = '', given, ...more] = text.split('/');
  const ends = range.split('-');
  if (more.length > 0) return `too many slashes: ${text}`;
  if (ends.length > 2) return `too many hyphens: ${text}`;
  const read = (word: string) => (names.includes(word.toLowerCase()) && word !== '' ? names.indexOf(word.toLowerCase()) : /^\d+$/.test(word) ? Number(word) : `failed to parse int from ${word}: strconv.Atoi: parsing "${word}": invalid syntax`);
  const all = range === '*' || range === '?';
  const from = all ? min : read(ends[0] ?? '');
  const to = all ? max : ends[1] === undefined ? (given === undefined ? from : max) : read(ends[1]);
  const step = given === undefined ? 1 : read(given);
  for (const value of [from, to, step]) if (typeof value === 'string') return value;
  const [a, b, c] = [from, to, step] as [number, number, number];
  if (a < min) return `beginning of range (${a}) below minimum (${min}): ${text}`;
  if (b > max) return `end of range (${b}) above maximum (${max}): ${text}`;
  if (a > b) return `beginning of range (${a}) beyond end of range (${b}): ${text}`;
  return c === 0 ? `step of range should be a positive number: ${text}` : { from: a, to: b, step: c };
}

/** Whether a time zone is known. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
