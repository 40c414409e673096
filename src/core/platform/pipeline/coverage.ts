import { attribute, elementsOf, type Element } from './xml';

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

/** The coverage of some sources alone: of those of the repository that `wanted` takes. A name of the report is that of the file it ends, or that it is the end of. */
export function coverageWithin({ file, sources }: Coverage, files: readonly string[], wanted: (file: string) => boolean): Coverage {
  const ends = (long: string, short: string) => long === short || long.endsWith(`/${short}`);
  const taken = sources.filter(({ name }) => files.some(one => (ends(name, one) || ends(one, name)) && wanted(one)));
  return { file, ...summed(taken) };
}

function summed(sources: readonly SourceCoverage[]): Counted {
  return { lines: sources.reduce((sum, { lines }) => sum + lines, 0), covered: sources.reduce((sum, { covered }) => sum + covered, 0), sources };
}

function lcov(text: string): Counted {
  const sources: { name: string; lines: number; covered: number }[] = [];
  for (const line of text.split('\n')) {
    const [, key, value = ''] = /^(SF|LF|LH):(.*?)\s*$/.exec(line) ?? [];
    if (key === 'SF' || sources.length === 0) sources.push({ name: key === 'SF' ? value.replace(/^\.\//, '') : '', lines: 0, covered: 0 });
    const last = sources.at(-1);
    if (!last || !/^\d{1,9}$/.test(value)) continue;
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
  for (const element of elements) {
    const own = element.path.replace(/^report\/(?:group\/)*/, '');
    if (own === 'package') folder = attribute(element, 'name') ?? '';
    if (own === 'package/sourcefile') name = `${folder === '' ? '' : `${folder}/`}${attribute(element, 'name') ?? ''}`;
    if (own === 'package/sourcefile/counter' && attribute(element, 'type') === 'LINE') sources.push({ name, ...count(element) });
  }
  return { ...count(counter), sources };
}

/** Cobertura says its totals at its root, when it does, and each line of each class. */
function cobertura(root: Element, elements: readonly Element[]): Counted {
  const sources = new Map<string, { name: string; lines: number; covered: number }>();
  let name = '';
  for (const element of elements) {
    if (element.path.endsWith('/class')) name = attribute(element, 'filename') ?? '';
    if (!element.path.endsWith('/class/lines/line')) continue;
    const own = sources.get(name) ?? { name, lines: 0, covered: 0 };
    sources.set(name, { name, lines: own.lines + 1, covered: own.covered + (Number(attribute(element, 'hits')) > 0 ? 1 : 0) });
  }
  const each = summed([...sources.values()]);
  const [lines, covered] = [Number(attribute(root, 'lines-valid')), Number(attribute(root, 'lines-covered'))];
  return Number.isInteger(lines) && Number.isInteger(covered) ? { lines, covered, sources: each.sources } : each;
}
