import type { AnalysisResult, Finding, Location, TextEdit } from '../finding';
import { applyEdits, type SourceText } from '../text';
import type { Candidate } from './candidates';
import { actionEndAt, literalAt } from './helm-place';
import { resourcePlace } from './kustomize-place';
import type { Rendered } from './port';
import type { RenderedUnit } from './rendered-unit';
import { textAt, YamlFile, type YamlFiles } from './yaml-file';

/** A finding of what is rendered with a fix of the rendered text, and what would have to be written in the repository to the same effect. Nothing is proved yet. */
export interface Proposal {
  readonly unit: RenderedUnit;
  readonly finding: Finding;
  /** The document the fix is of, and its edits there. */
  readonly index: number;
  readonly wanted: readonly TextEdit[];
  readonly edits: readonly TextEdit[];
}

/** What `rule` would have written in a rendered document, brought back to what it is made from: the value that makes the place, else the text of the template or of the resource. */
export function proposalFor(unit: RenderedUnit, finding: Finding, cause: Candidate | undefined, yaml: YamlFiles, asTheyAre: () => AnalysisResult): Proposal | undefined {
  const { fix } = finding;
  const place = fix && unit.placeOf(finding.location);
  const document = place && unit.rendered.documents[place.index];
  if (!fix || !place || !document || fix.creates || fix.edits.some(({ file }) => file !== finding.location.file)) return undefined;
  const edits = inValue(cause, place.text, () => textAt(new YamlFile('', applyEdits(document.text, fix.edits)).documents[0], place.path), yaml)
    ?? (unit.unit.request.engine === 'helm' ? inTemplate(unit, place.index, fix.edits, yaml) : inResource(unit, finding, yaml, asTheyAre));
  return edits && { unit, finding, index: place.index, wanted: fix.edits, edits };
}

/** What the value would be for `before` to be `after`, if it is a part of it that can be told from the rest. */
function inValue(cause: Candidate | undefined, before: string | undefined, mended: () => string | undefined, yaml: YamlFiles): TextEdit[] | undefined {
  const after = cause && before !== undefined ? mended() : undefined;
  if (!cause || before === undefined || after === undefined || before === after) return undefined;
  const at = before.indexOf(cause.text);
  const source = yaml.get(cause.file)?.source;
  const [head, tail] = [before.slice(0, at), before.slice(at + cause.text.length)];
  if (!source || at < 0 || before.includes(cause.text, at + 1) || after.length < head.length + tail.length || !after.startsWith(head) || !after.endsWith(tail)) return undefined;
  const value = after.slice(head.length, after.length - tail.length);
  const written = source.text.slice(cause.start, cause.end);
  // Letters that mean nothing to YAML, so that any way of writing a text holds them; what has no quotes must not become of another kind.
  if (!/^[A-Za-z0-9][\w./:@-]*$/.test(value) || /:$/.test(value)) return undefined;
  const quote = /^(["'])[^]*\1$/.exec(written)?.[1] ?? '';
  if (quote === '' && !/^[-+]?\d+$/.test(cause.text) && /^([-+]?[\d._]+([eE][-+]?\d+)?|0x[\da-f]+|true|false|yes|no|on|off|y|n|null)$/i.test(value)) return [{ file: cause.file, range: source.range(cause.start, cause.end), newText: `"${value}"` }];
  return [{ file: cause.file, range: source.range(cause.start, cause.end), newText: `${quote}${value}${quote}` }];
}

/** The same edits where each replaces, or follows, text that is the template's own to the letter. */
function inTemplate(unit: RenderedUnit, index: number, wanted: readonly TextEdit[], yaml: YamlFiles): TextEdit[] | undefined {
  const document = unit.rendered.documents[index];
  if (!document) return undefined;
  const text = unit.source(index);
  const edits = wanted.flatMap(({ range, newText }): TextEdit[] => {
    const [start, end] = [text.offsetAt(range.start), text.offsetAt(range.end)];
    // Blanks have no place of their own: a letter near by has, and what is between must be the same.
    const blanks = /^\s*/.exec(document.text.slice(start, end))?.[0].length ?? 0;
    const anchor = start + blanks < end ? start + blanks : document.text.slice(0, start).trimEnd().length - 1;
    // What is added at the end of a line comes after the action that wrote it.
    const action = start === end && anchor === start - 1 && newText.startsWith('\n') ? actionEndAt(unit.rendered, document, anchor) : undefined;
    const at = action ?? literalAt(unit.rendered, document, anchor);
    const file = at && unit.unit.names.get(at.file);
    const source = file === undefined ? undefined : yaml.text(file);
    if (!at || file === undefined || source === undefined || newText.includes('{{')) return [];
    const from = action ? source.offsetAt(at) : source.offsetAt(at) + start - anchor;
    const [first, last] = [Math.min(start, anchor), Math.max(end, anchor)];
    if (!action && source.text.slice(from + first - start, from + last - start) !== document.text.slice(first, last)) return [];
    const replaced = document.text.slice(start, end);
    // What is added after a line must not come in the middle of one.
    if (newText.startsWith('\n') && !/^[ \t]*(\r?\n|$)/.test(source.text.slice(from + replaced.length))) return [];
    if (start === end && couldComeTwice(unit, at.file, source, newText)) return [];
    return [{ file, range: source.range(from, from + replaced.length), newText: source.eol === '\n' ? newText : newText.replace(/\r?\n/g, source.eol) }];
  });
  return edits.length === wanted.length ? edits : undefined;
}

/** Whether a template has the key that would be added on a line that writes nothing today: with another value it would write it too, and the key would be there twice. */
function couldComeTwice({ rendered, unit }: RenderedUnit, name: string, source: SourceText, newText: string): boolean {
  const key = /^\s*(?:- )?([\w./-]+):/.exec(newText)?.[1];
  if (key === undefined) return false;
  const template = unit.names.get(name) ?? '';
  const written = writtenBy(rendered, unit.names).get(`${template} ${key}`);
  return (keysOf(source).get(key) ?? []).some(offset => written?.has(source.positionAt(offset).line) !== true);
}

const keys = new WeakMap<SourceText, ReadonlyMap<string, readonly number[]>>();

/** Where each key is written in a text: the offsets of their colons. */
function keysOf(source: SourceText): ReadonlyMap<string, readonly number[]> {
  const known = keys.get(source);
  if (known) return known;
  const found = keysIn(source.text);
  keys.set(source, found);
  return found;
}

function keysIn(text: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { 0: whole, 1: key = '', index } of text.matchAll(/^[ \t]*(?:- )?([\w./-]+):/gm)) {
    const offsets = found.get(key);
    if (offsets) offsets.push(index + whole.length - 1);
    else found.set(key, [index + whole.length - 1]);
  }
  return found;
}

const written = new WeakMap<Rendered, ReadonlyMap<string, ReadonlySet<number>>>();

/** By file of the repository and key, the lines of the templates that wrote one. */
function writtenBy(rendered: Rendered, names: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlySet<number>> {
  const known = written.get(rendered);
  if (known) return known;
  const lines = new Map<string, Set<number>>();
  for (const document of rendered.documents) for (const [key, offsets] of keysIn(document.text)) for (const offset of offsets) {
    const at = literalAt(rendered, document, offset);
    if (!at) continue;
    const id = `${names.get(at.file) ?? ''} ${key}`;
    const before = lines.get(id);
    if (before) before.add(at.line);
    else lines.set(id, new Set([at.line]));
  }
  written.set(rendered, lines);
  return lines;
}

/** What the rule would write in the resource itself, read as it is, if it finds the same there. */
function inResource(unit: RenderedUnit, finding: Finding, yaml: YamlFiles, asTheyAre: () => AnalysisResult): readonly TextEdit[] | undefined {
  const place = unit.placeOf(finding.location);
  const own = place && resourcePlace(unit, place, yaml).location;
  if (!own) return undefined;
  const same = fixedIn(asTheyAre()).get(placeKey(finding.rule, own));
  return same?.fix?.edits.every(({ file }) => file === own.file) ? same.fix.edits : undefined;
}

const fixed = new WeakMap<AnalysisResult, ReadonlyMap<string, Finding>>();

/** The findings that have a fix of their own file alone, by rule and place; of two, the first. */
function fixedIn(result: AnalysisResult): ReadonlyMap<string, Finding> {
  const known = fixed.get(result);
  if (known) return known;
  const found = new Map(result.findings.filter(({ fix }) => fix && !fix.creates).reverse().map(finding => [placeKey(finding.rule, finding.location), finding]));
  fixed.set(result, found);
  return found;
}

const placeKey = (rule: string, { file, range: { start } }: Location): string => `${rule} ${file} ${start.line} ${start.character}`;
