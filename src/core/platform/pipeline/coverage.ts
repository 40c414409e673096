import { attribute, elementsOf, type Element } from './xml';

/** Lines of a file, from the first to the last, counted from 1. */
export type LineRange = readonly [first: number, last: number];

/** By file, the lines that were added or changed since the commit that new code counts from. */
export type AddedLines = Readonly<Record<string, readonly LineRange[]>>;

/** What a report of coverage says: the lines that could be covered, and those that are. */
export interface Coverage {
  readonly file: string;
  readonly lines: number;
  readonly covered: number;
  /** The same of each source, named as the tool names it. */
  readonly sources: readonly SourceCoverage[];
}

export interface SourceCoverage {
  readonly name: string;
  readonly lines: number;
  readonly covered: number;
  /** Whether each line that could be covered is, by its number; empty when the report counts without telling which. */
  readonly at: ReadonlyMap<number, boolean>;
}

/** Where tools write their report (lcov, Cobertura, JaCoCo). */
export function isCoverageReport(path: string): boolean {
  return /(^|\/)(lcov\.info|cobertura(-coverage)?\.xml|coverage\.xml|jacoco(TestReport)?\.xml)$/i.test(path);
}

/** Reads a report by its form; undefined when it is none, or counts no line. */
export function coverageOf(file: string, text: string): Coverage | undefined {
  const counted = /\.info$/i.test(file) ? lcov(text) : xml(text);
  return counted && counted.lines > 0 && counted.covered <= counted.lines ? { file, ...counted } : undefined;
}

type Counted = Omit<Coverage, 'file'>;

/** The coverage of some sources alone: of those of the repository that `part` takes, whole or some of their lines. A name of the report is that of the file it ends, or that it is the end of. */
export function coverageWithin({ file, sources }: Coverage, files: readonly string[], part: (file: string) => 'whole' | readonly LineRange[] | undefined): Coverage {
  const ends = (long: string, short: string) => long === short || long.endsWith(`/${short}`);
  const taken = sources.flatMap(source => {
    const own = files.find(one => (ends(source.name, one) || ends(one, source.name)) && part(one) !== undefined);
    const wanted = own === undefined ? undefined : part(own);
    if (wanted === undefined) return [];
    return wanted === 'whole' || source.at.size === 0 ? [source] : [onLines(source, wanted)];
  });
  return { file, ...summed(taken) };
}

function onLines(source: SourceCoverage, ranges: readonly LineRange[]): SourceCoverage {
  const at = new Map([...source.at].filter(([line]) => ranges.some(([first, last]) => line >= first && line <= last)));
  return { name: source.name, lines: at.size, covered: [...at.values()].filter(Boolean).length, at };
}

function summed(sources: readonly SourceCoverage[]): Counted {
  return { lines: sources.reduce((sum, { lines }) => sum + lines, 0), covered: sources.reduce((sum, { covered }) => sum + covered, 0), sources };
}

function lcov(text: string): Counted {
  const sources: { name: string; lines: number; covered: number; at: Map<number, boolean> }[] = [];
  for (const line of text.split('\n')) {
    const [, key, value = ''] = /^(SF|LF|LH|DA):(.*?)\s*$/.exec(line) ?? [];
    if (key === 'SF' || sources.length === 0) sources.push({ name: key === 'SF' ? value.replace(/^\.\//, '') : '', lines: 0, covered: 0, at: new Map() });
    const last = sources.at(-1);
    if (!last) continue;
    const [, number, hits] = (key === 'DA' && /^(\d{1,9}),(\d+)(?:,|$)/.exec(value)) || [];
    if (number !== undefined) last.at.set(Number(number), Number(hits) > 0);
    if (!/^\d{1,9}$/.test(value)) continue;
    if (key === 'LF') last.lines += Number(value);
    if (key === 'LH') last.covered += Number(value);
  }
  return summed(sources);
}

function xml(text: string): Counted | undefined {
  const { elements } = elementsOf(text);
  const [root] = elements;
  if (root?.path === 'report') return jacoco(elements);
  return root?.path === 'coverage' ? cobertura(root, elements) : undefined;
}

/** JaCoCo sums up the whole report in counters directly below its root, and each source in its own. */
function jacoco(elements: readonly Element[]): Counted | undefined {
  const lineOf = (path: string) => elements.find(element => element.path === path && attribute(element, 'type') === 'LINE');
  const count = (element: Element) => ({ lines: Number(attribute(element, 'missed')) + Number(attribute(element, 'covered')), covered: Number(attribute(element, 'covered')) });
  const counter = lineOf('report/counter');
  if (!counter) return undefined;
  const sources: SourceCoverage[] = [];
  let [folder, name] = ['', ''];
  let at = new Map<number, boolean>();
  for (const element of elements) {
    const own = element.path.replace(/^report\/(?:group\/)*/, '');
    if (own === 'package') folder = attribute(element, 'name') ?? '';
    if (own === 'package/sourcefile') [name, at] = [`${folder === '' ? '' : `${folder}/`}${attribute(element, 'name') ?? ''}`, new Map<number, boolean>()];
    if (own === 'package/sourcefile/line') note(at, attribute(element, 'nr'), attribute(element, 'ci'));
    if (own === 'package/sourcefile/counter' && attribute(element, 'type') === 'LINE') sources.push({ name, ...count(element), at });
  }
  return { ...count(counter), sources };
}

/** Cobertura says its totals at its root, when it does, and each line of each class. */
function cobertura(root: Element, elements: readonly Element[]): Counted {
  const sources = new Map<string, { name: string; lines: number; covered: number; at: Map<number, boolean> }>();
  let name = '';
  for (const element of elements) {
    if (element.path.endsWith('/class')) name = attribute(element, 'filename') ?? '';
    if (!element.path.endsWith('/class/lines/line')) continue;
    const own = sources.get(name) ?? { name, lines: 0, covered: 0, at: new Map<number, boolean>() };
    sources.set(name, own);
    own.lines++;
    if (Number(attribute(element, 'hits')) > 0) own.covered++;
    note(own.at, attribute(element, 'number'), attribute(element, 'hits'));
  }
  const each = summed([...sources.values()]);
  const [lines, covered] = [Number(attribute(root, 'lines-valid')), Number(attribute(root, 'lines-covered'))];
  return Number.isInteger(lines) && Number.isInteger(covered) ? { lines, covered, sources: each.sources } : each;
}

function note(at: Map<number, boolean>, line: string | undefined, hits: string | undefined): void {
  if (line !== undefined && /^\d{1,9}$/.test(line)) at.set(Number(line), Number(hits) > 0);
}
