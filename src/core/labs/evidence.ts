import type { AnalysisResult, Finding, LocatedResource, Location, Unreadable } from '../analysis/finding';
import type { SourceFile } from '../analysis/port';
import type { LabTarget } from '../curriculum/lab';

/** What a verdict stands on: the folder's files as they are now, unsaved text included, and what the analysis says of them. */
export interface Evidence {
  readonly files: readonly SourceFile[];
  readonly analysis: AnalysisResult;
}

const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The place of `target` in the folder, or why it cannot be shown. */
export type Sighting =
  | { readonly state: 'seen'; readonly location: Location }
  | { readonly state: 'unreadable'; readonly unreadable: Unreadable; readonly location: Location }
  | { readonly state: 'containerMissing'; readonly location: Location; readonly containers: LocatedResource['containers'] }
  | { readonly state: 'missing'; readonly alike: readonly LocatedResource[] };

/**
 * Looks for `target`. A file that does not parse hides its objects: when the target is not seen and such a file exists, that file is the answer,
 * since nobody can say that the object is gone.
 */
export function sight(target: LabTarget, { files, analysis }: Evidence): Sighting {
  const faults = analysis.unreadable.filter(u => u.rule === undefined);
  if (target.kind === undefined) return sightFile(target.file ?? '', files, faults);
  const objects = analysis.resources.filter(seen => matches(target, seen.resource.kind, seen.resource.name, seen.location.file));
  const object = objects.find(seen => target.container === undefined || seen.containers.some(({ name, image }) => name === target.container && image !== undefined));
  const damaged = faults.find(u => (object ? u.file === object.location.file : isManifest(u.file)) && (target.file ?? u.file) === u.file);
  if (damaged) return unreadable(damaged);
  if (object) return { state: 'seen', location: object.location };
  const [emptied] = objects;
  if (emptied) return { state: 'containerMissing', location: emptied.location, containers: emptied.containers };
  return { state: 'missing', alike: analysis.resources.filter(seen => seen.resource.kind === target.kind) };
}

/** Why `rule` could not be evaluated on what stands in `file`: its silence there proves nothing. */
export function brokenRule(rule: string, file: string, { analysis }: Evidence): Unreadable | undefined {
  return analysis.unreadable.find(u => u.mark !== true && u.rule === rule && (u.file === file || u.file === rule));
}

/** What `rule` finds on `target`, be it accepted by a comment: a team may live with a finding, a learner was asked to correct it. Information is advice: it never makes a check fail. */
export function findingsOn(target: LabTarget, rule: string, { analysis }: Evidence): readonly Finding[] {
  return [...analysis.findings, ...(analysis.ignored ?? []).map(({ finding }) => finding)].filter(finding => {
    if (finding.rule !== rule || finding.severity === 'information') return false;
    if (target.kind === undefined) return finding.location.file === target.file;
    return finding.resource !== undefined && matches(target, finding.resource.kind, finding.resource.name, finding.location.file);
  });
}

/** The lines at `location` as they are written, three at most, with what hangs from a key: what was found, in the learner's own words. */
export function excerpt(location: Location, files: readonly SourceFile[]): string | undefined {
  const text = files.find(file => file.file === location.file)?.text;
  if (text === undefined) return undefined;
  const { start, end } = location.range;
  const all = text.split(/\r?\n/);
  const close = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const lines = all.slice(start.line, (close > start.line ? close : lastOfBlock(all, start.line)) + 1);
  const indent = Math.min(...lines.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length));
  const shown = lines.slice(0, 3).map(line => line.slice(indent).slice(0, 160));
  return [...shown, ...(lines.length > 3 ? ['…'] : [])].join('\n').trimEnd() || undefined;
}

/** A key alone says little: the last line of what is indented under line `first`. */
function lastOfBlock(lines: readonly string[], first: number): number {
  const depth = (line: string) => line.length - line.trimStart().length;
  let last = first;
  while (last + 1 < lines.length && lines[last + 1]?.trim() && depth(lines[last + 1] ?? '') > depth(lines[first] ?? '')) last++;
  return last;
}

function sightFile(file: string, files: readonly SourceFile[], damaged: readonly Unreadable[]): Sighting {
  const fault = damaged.find(u => u.file === file);
  if (fault) return unreadable(fault);
  return files.some(f => f.file === file) ? { state: 'seen', location: { file, range: top } } : { state: 'missing', alike: [] };
}

function unreadable(fault: Unreadable): Sighting {
  return { state: 'unreadable', unreadable: fault, location: { file: fault.file, range: fault.range ?? top } };
}

function matches(target: LabTarget, kind: string, name: string, file: string): boolean {
  return target.kind === kind && target.name === name && (target.file ?? file) === file;
}

const isManifest = (file: string) => /\.(ya?ml|json)$/i.test(file);
