import type { Finding, Fix, TextEdit } from '../finding';
import { groupedBy } from '../grouped';
import { applyEdits } from '../text';
import type { Proposal } from './proposal';
import type { RenderedUnit } from './rendered-unit';
import { isPlainMap, type Plain, type PlainMap } from '../yaml/plain';
import type { Rendered } from './port';
import { YamlFile } from './yaml-file';

/** How many times a family of units may be rendered to prove fixes, and how many sets of fixes that do not touch are tried. */
const most = 12;
const sets = 3;

/** What proving takes: the text of a file, rendering a unit with other texts, and analysing what comes. */
export interface Means {
  text(file: string): string;
  render(unit: RenderedUnit, texts: ReadonlyMap<string, string>): Promise<Rendered | undefined>;
  analysed(unit: RenderedUnit, rendered: Rendered): RenderedUnit;
}

/**
 * The fixes that hold: written, each unit of the family renders exactly what the rules wanted and nothing else changes in any environment; their
 * findings are no more and no other comes. Many are proved at once; where that fails, by halves, and what is not proved is not offered.
 */
export async function provedFixes(units: readonly RenderedUnit[], proposals: readonly Proposal[], means: Means): Promise<ReadonlyMap<Finding, Fix>> {
  const proved = new Map<Finding, Fix>();
  const left = { renders: most };
  // One edit may mend several findings.
  const groups = agreed([...groupedBy(proposals, ({ edits }) => JSON.stringify(edits)).values()], units.length);
  for (let set = 0, waiting = groups; set < sets && waiting.length > 0; set++) {
    const chosen = apart(waiting);
    waiting = waiting.filter(group => !chosen.includes(group));
    for (const group of await prove(units, chosen, means, left)) for (const { finding, edits } of group) proved.set(finding, { title: finding.fix?.title ?? '', edits });
  }
  return proved;
}

type Group = readonly Proposal[];

/** Without those that say of one place what another says otherwise for another environment, as a label of each does: it is written once for all. */
function agreed(groups: readonly Group[], units: number): readonly Group[] {
  if (units < 2) return groups;
  const said = new Map<string, Set<Group>>();
  const placeOf = ({ rule, key }: Finding, { file, range }: TextEdit) => JSON.stringify([rule, key.split('|')[0], file, range]);
  const places = (group: Group) => group.flatMap(({ finding, edits }) => edits.map(edit => placeOf(finding, edit)));
  for (const group of groups) for (const place of places(group)) said.set(place, (said.get(place) ?? new Set()).add(group));
  return groups.filter(group => places(group).every(place => said.get(place)?.size === 1));
}

async function prove(units: readonly RenderedUnit[], groups: readonly Group[], means: Means, left: { renders: number }): Promise<readonly Group[]> {
  if (groups.length === 0 || left.renders <= 0) return [];
  left.renders--;
  if (await holds(units, groups, means)) return groups;
  if (groups.length === 1) return [];
  const half = groups.length >> 1;
  return [...(await prove(units, groups.slice(0, half), means, left)), ...(await prove(units, groups.slice(half), means, left))];
}

async function holds(units: readonly RenderedUnit[], groups: readonly Group[], { text, render, analysed }: Means): Promise<boolean> {
  const edits = groups.flatMap(([first]) => first?.edits ?? []);
  const texts = new Map([...groupedBy(edits, ({ file }) => file)].map(([file, own]) => [file, applyEdits(text(file), own)]));
  const all = groups.flat();
  for (const unit of units) {
    const rendered = await render(unit, texts);
    const own = all.filter(proposal => proposal.unit === unit);
    const byDocument = groupedBy(own, ({ index }) => index);
    const wanted = unit.rendered.documents.map(({ text: before }, index) => applyEdits(before, once((byDocument.get(index) ?? []).map(proposal => proposal.wanted))));
    if (rendered?.documents.length !== wanted.length || rendered.documents.some((document, index) => !alike(document.text, wanted[index] ?? ''))) return false;
    if (own.length > 0 && !improved(unit, analysed(unit, rendered), own)) return false;
  }
  return true;
}

/** Edits that several findings ask for, once. */
function once(wanted: readonly (readonly TextEdit[])[]): TextEdit[] {
  return [...new Map(wanted.map(edits => [JSON.stringify(edits), edits])).values()].flat();
}

/** Nothing is different but what says nothing: blanks at ends of lines, and the order of keys, which an engine that merges may change. */
function alike(text: string, wanted: string): boolean {
  return text === wanted || text.trimEnd() === wanted.trimEnd() || (inOrder(text) ?? 'one') === (inOrder(wanted) ?? 'the other');
}

/** What a document says, its keys sorted; undefined for one that does not read well. */
function inOrder(text: string): string | undefined {
  const { documents, values } = new YamlFile('', text);
  if (documents.length !== 1 || documents.some(({ errors }) => errors.length > 0)) return undefined;
  return JSON.stringify(values, (_, value: unknown) => (isPlainMap(value as Plain) ? Object.fromEntries(Object.entries(value as PlainMap).sort(([a], [b]) => (a < b ? -1 : 1))) : value));
}

/** Whether the findings mended are no more, and no rule finds more than before. */
function improved(before: RenderedUnit, after: RenderedUnit, mended: readonly Proposal[]): boolean {
  const count = ({ result }: RenderedUnit) => {
    const counts = new Map<string, number>();
    for (const { rule } of result.findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return counts;
  };
  const [was, is] = [count(before), count(after)];
  const gone = new Map<string, number>();
  for (const { finding: { rule } } of mended) gone.set(rule, (gone.get(rule) ?? 0) + 1);
  return [...is].every(([rule, number]) => number <= (was.get(rule) ?? 0) - (gone.get(rule) ?? 0)) && [...gone].every(([rule, number]) => (is.get(rule) ?? 0) <= (was.get(rule) ?? 0) - number) && after.result.unreadable.length <= before.result.unreadable.length;
}

/** As many as do not write on the same lines, here or in what is rendered. */
function apart(groups: readonly Group[]): readonly Group[] {
  const taken = new Set<string>();
  const linesOf = ({ file, range: { start, end } }: TextEdit) => Array.from({ length: end.line - start.line + 1 }, (_, index) => `${start.line + index} ${file}`);
  return groups.filter(group => {
    const edits = [...(group[0]?.edits ?? []), ...group.flatMap(({ unit, wanted }) => wanted.map(edit => ({ ...edit, file: `${unit.unit.head} ${unit.unit.environment ?? ''} ${edit.file}` })))];
    const lines = edits.flatMap(linesOf);
    if (lines.some(line => taken.has(line))) return false;
    for (const line of lines) taken.add(line);
    return true;
  });
}
