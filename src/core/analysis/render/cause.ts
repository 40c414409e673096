import type { Finding } from '../finding';
import type { Path } from '../yaml/nodes';
import { candidatesOf, type Candidate } from './candidates';
import type { RenderedPlace, RenderedUnit } from './rendered-unit';
import { trace, type Again, type Tracing } from './tracing';
import type { YamlFiles } from './yaml-file';

/** How many times one unit may be rendered with marks, and one run with a single value changed: what cannot be told then is said at the template. */
const tracings = 7;
const singly = 5;
/** How many questions are asked of each tracing, each by one analysis. */
const rounds = 6;

/** What is done for all units of a run: rendering again, analysing texts as what a unit renders, and how much of the former is left. */
export interface Retrials {
  readonly yaml: YamlFiles;
  readonly again: Again;
  analysed(documents: readonly string[]): RenderedUnit;
  readonly left: { renders: number };
}

interface Asked {
  readonly finding: Finding;
  readonly place: RenderedPlace;
  readonly candidates: readonly Candidate[];
}

/**
 * Finds the value that makes each finding: one that comes out in what is underlined and, changed, ends the finding; or else the one that is all of what
 * is underlined. All values in question are followed by a mark in one rendering, which shows where they come out; what changing one does is then read
 * in the text, many values at a time. A value whose mark the templates do not bear is changed alone and rendered. Anything else is the template's.
 */
export async function causesOf(unit: RenderedUnit, findings: readonly Finding[], retrials: Retrials): Promise<ReadonlyMap<Finding, Candidate>> {
  const readIn = candidatesOf(unit.unit, retrials.yaml);
  const asked = findings.flatMap(finding => question(unit, finding, readIn));
  const all = new Map(asked.flatMap(({ candidates }) => candidates.map(candidate => [candidate.id, candidate])));
  const traced = await trace([...all.values()], unit.rendered, retrials.yaml, retrials.again, { renders: tracings });
  const found = new Map<Finding, Candidate>();
  const open: Asked[] = [];
  const flows = new Map<Asked, readonly Candidate[]>();
  for (const one of asked) {
    const places = new Map(traced.map(tracing => [tracing, tracing.at(one.place)]));
    const at = (candidate: Candidate) => {
      const tracing = traced.find(other => other.has(candidate));
      return tracing && places.get(tracing);
    };
    const seen = one.candidates.filter(candidate => at(candidate)?.includes(all.get(candidate.id) ?? candidate));
    flows.set(one, seen);
    const unseen = one.candidates.filter(candidate => at(candidate) === undefined);
    if (unseen.length > 0) open.push({ ...one, candidates: unseen });
  }
  for (const tracing of traced) decide(tracing, flows, retrials, found);
  for (const [{ finding, place }, seen] of flows) {
    const whole = seen.find(({ text }) => text === place.text);
    if (whole && !found.has(finding)) found.set(finding, whole);
  }
  const tried = new Map<string, RenderedUnit | undefined>();
  for (const one of open) if (!found.has(one.finding)) await changedAlone(one, retrials, tried, found);
  return found;
}

function question(unit: RenderedUnit, finding: Finding, readIn: (rendered: string) => readonly Candidate[]): Asked[] {
  const place = unit.placeOf(finding.location);
  if (!place || place.isKey || place.text === undefined || standsFor(place.path)) return [];
  const candidates = readIn(place.text);
  // Yes and no are everywhere, and most decide of something else: one under the same key is the one meant.
  const namesakes = /^(true|false)$/.test(place.text) ? candidates.filter(({ key }) => key === place.path.at(-1)) : [];
  const likely = namesakes.length > 0 ? namesakes : candidates;
  return likely.length > 0 ? [{ finding, place, candidates: likely }] : [];
}

/** Asks of each value that comes out in a finding whether the finding ends with it. A round changes as many as are alone in each finding they are in. */
function decide(tracing: Tracing, flows: ReadonlyMap<Asked, readonly Candidate[]>, retrials: Retrials, found: Map<Finding, Candidate>): void {
  const waiting = new Map([...flows].map(([asked, seen]) => [asked, seen.filter(candidate => tracing.has(candidate))]));
  for (let round = 0; round < rounds; round++) {
    const chosen = new Map<string, Candidate>();
    const pending = [...waiting].filter(([{ finding }, [next]]) => next !== undefined && !found.has(finding));
    if (pending.length === 0) return;
    const lists = listsOf([...waiting.values()]);
    const barred = new Set<string>();
    for (const [, [next]] of pending) {
      if (!next || barred.has(next.id) || chosen.has(next.id)) continue;
      chosen.set(next.id, next);
      for (const list of lists.get(next.id) ?? []) for (const { id } of list) if (id !== next.id) barred.add(id);
    }
    const changed = retrials.analysed(tracing.changed([...chosen.values()]));
    for (const [{ finding, place }, left] of pending) {
      const [next] = left;
      if (!next || !chosen.has(next.id)) continue;
      if (!changed.holds(finding.rule, place.index, place.path)) found.set(finding, next);
      left.shift();
    }
  }
}

/** The lists that hold each candidate. */
function listsOf(all: readonly (readonly Candidate[])[]): ReadonlyMap<string, readonly (readonly Candidate[])[]> {
  const lists = new Map<string, (readonly Candidate[])[]>();
  for (const list of all) for (const { id } of list) {
    const known = lists.get(id);
    if (known) known.push(list);
    else lists.set(id, [list]);
  }
  return lists;
}

/** What marks could not show: each value is changed alone, and one that ends the finding is better when it can be read again in what comes. */
async function changedAlone({ finding, place, candidates }: Asked, { yaml, again, analysed, left }: Retrials, tried: Map<string, RenderedUnit | undefined>, found: Map<Finding, Candidate>): Promise<void> {
  let ending: Candidate | undefined;
  let whole: Candidate | undefined;
  for (const candidate of candidates.slice(0, singly)) {
    const key = candidate.id;
    if (!tried.has(key)) {
      if (left.renders <= 0) break;
      left.renders--;
      const { file, start, end, changed } = candidate;
      const text = yaml.get(file)?.source.text ?? '';
      const rendered = await again(new Map([[file, text.slice(0, start) + changed + text.slice(end)]]));
      tried.set(key, rendered && analysed(rendered.documents.map(({ text: own }) => own)));
    }
    const after = tried.get(key);
    if (!after) continue;
    const text = after.textAt(place.index, place.path);
    if (after.holds(finding.rule, place.index, place.path)) {
      if (text !== place.text && candidate.text === place.text) whole ??= candidate;
    } else if (text?.includes(candidate.becomes) === true) return void found.set(finding, candidate);
    else ending ??= candidate;
  }
  const best = ending ?? whole;
  if (best) found.set(finding, best);
}

/** Whether what is at a path is underlined for want of something better: the kind or the name of what lacks something is not what is wrong. */
function standsFor(path: Path): boolean {
  const [parent, index, last] = path.slice(-3);
  if (last === undefined) return path.at(-1) === 'kind' || path.at(-1) === 'apiVersion' || (path.at(-1) === 'name' && path.at(-2) === 'metadata');
  return last === 'kind' || last === 'apiVersion' || (last === 'name' && (index === 'metadata' || /^(containers|initContainers|ephemeralContainers|volumes)$/.test(String(parent))));
}
