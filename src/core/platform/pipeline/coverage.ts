import { attribute, elementsOf } from './xml';

/** What a report of coverage says: the lines that could be covered, and those that are. */
export interface Coverage {
  readonly file: string;
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

function lcov(text: string): { readonly lines: number; readonly covered: number } {
  let [lines, covered] = [0, 0];
  for (const line of text.split('\n')) {
    const [, key, count] = /^(LF|LH):(\d{1,9})\s*$/.exec(line) ?? [];
    if (key === 'LF') lines += Number(count);
    if (key === 'LH') covered += Number(count);
  }
  return { lines, covered };
}

function xml(text: string): { readonly lines: number; readonly covered: number } | undefined {
  const { elements } = elementsOf(text);
  const [root] = elements;
  // JaCoCo sums up the whole report in counters directly below its root.
  const counter = elements.find(element => element.path === 'report/counter' && attribute(element, 'type') === 'LINE');
  if (counter) return { lines: Number(attribute(counter, 'missed')) + Number(attribute(counter, 'covered')), covered: Number(attribute(counter, 'covered')) };
  if (root?.path !== 'coverage') return undefined;
  const [lines, covered] = [Number(attribute(root, 'lines-valid')), Number(attribute(root, 'lines-covered'))];
  if (Number.isInteger(lines) && Number.isInteger(covered)) return { lines, covered };
  const each = elements.filter(({ path }) => path.endsWith('/class/lines/line'));
  return { lines: each.length, covered: each.filter(element => Number(attribute(element, 'hits')) > 0).length };
}
