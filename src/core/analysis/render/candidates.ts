import { Scalar } from 'yaml';
import type { RenderUnit } from './unit';
import { leavesOf, type Leaf, type YamlFiles } from './yaml-file';

/** A value written in a file of the team, which may be what made a rendered one; `text` is how it is read, `changed` another like it as it would be written, `becomes` how that is read, and `tail` where more letters may follow. */
export interface Candidate {
  /** What tells it from others: two that end at one place are one. */
  readonly id: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly tail: number;
  readonly text: string;
  readonly changed: string;
  readonly becomes: string;
  /** The key it is written under, or that of the list it is in. */
  readonly key: string | undefined;
}

/** The values that can be read in a rendered text, in a unit's inputs, each once: last word first. Whether one made it is seen by changing it. Many findings ask for the same text. */
export function candidatesOf(unit: RenderUnit, yaml: YamlFiles): (rendered: string) => readonly Candidate[] {
  const all = new Map<string, Candidate[]>();
  const ranks = new Map<Candidate, number>();
  for (const candidate of unit.inputs.flatMap(file => candidatesIn(file, yaml))) {
    if (unit.request.engine === 'kustomize' && names.has(candidate.key ?? '')) continue;
    ranks.set(candidate, ranks.size);
    const known = all.get(candidate.text);
    if (known) known.push(candidate);
    else all.set(candidate.text, [candidate]);
  }
  const answers = new Map<string, readonly Candidate[]>();
  return rendered => {
    const before = answers.get(rendered);
    if (before) return before;
    const held = [...all].flatMap(([text, candidates]) => (holds(rendered, text) ? candidates : [])).sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
    const seen = new Set<string>();
    const found = held.filter(({ id }) => !seen.has(id) && seen.add(id));
    answers.set(rendered, found);
    return found;
  };
}

/** What Kustomize finds things by: changed, it would find nothing. */
const names = new Set(['apiVersion', 'kind', 'name', 'namespace', 'op', 'path', 'resources', 'bases', 'components', 'patchesStrategicMerge', 'crds', 'configurations', 'generators', 'transformers', 'validators']);

const known = new WeakMap<object, readonly Candidate[]>();

function candidatesIn(file: string, yaml: YamlFiles): readonly Candidate[] {
  const read = yaml.get(file);
  if (!read) return [];
  const before = known.get(read);
  if (before) return before;
  const found = /\.(ya?ml|json)$|(^|\/)Kustomization$/i.test(file)
    ? leavesOf(read).flatMap(leaf => ofScalar(file, leaf, read.source.text))
    : ofLines(file, read.source.text, 0);
  known.set(read, found);
  return found;
}

function ofScalar(file: string, { node, start, end, key }: Leaf, source: string): Candidate[] {
  // A text in a text: an inline patch, a file in a value.
  if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED) return ofLines(file, source.slice(start, end), start);
  const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE ? 1 : 0;
  const inside = source.slice(start + quoted, end - quoted);
  const tail = end - quoted;
  const kind = quoted ? 'string' : typeof node.value;
  const id = `${file} ${tail}`;
  const whole: Candidate = { id, file, start, end, tail, key, text, becomes: changed(text, kind), changed: `${source.slice(start, start + quoted)}${changed(inside, kind)}${source.slice(tail, end)}` };
  const equals = typeof node.value === 'string' ? /^[\w.-]+=(.+)$/.exec(inside)?.[1] : undefined;
  const after = tail - (equals?.length ?? 0);
  return equals === undefined ? [whole] : [{ id, file, start: after, end: tail, tail, key, text: equals, becomes: equals + suffix, changed: equals + suffix }, whole];
}

/** `key: value`, `- value` and `key=value`, line by line. */
function ofLines(file: string, text: string, base: number): Candidate[] {
  return [...text.matchAll(/^[ \t]*(?:- +)?(?:["']?([\w./-]+)["']?[ \t]*[:=][ \t]*|- +)(["']?)([^\s"'#{[|>&*][^\r\n"']*?)\2[ \t]*(?:#.*)?\r?$/gm)].map(match => {
    const value = match[3] ?? '';
    const start = base + match.index + match[0].lastIndexOf(value);
    const kind = match[2] ? 'string' : /^-?\d+$/.test(value) ? 'number' : /^(true|false)$/.test(value) ? 'boolean' : 'string';
    return { id: `${file} ${start + value.length}`, file, start, end: start + value.length, tail: start + value.length, key: match[1], text: value, becomes: changed(value, kind), changed: changed(value, kind) };
  });
}

/** A version, so that an image tag made of it is one too. */
const suffix = '-9.9.9';

function changed(source: string, kind: string): string {
  if (kind === 'number' && /^-?\d+$/.test(source)) return String(Number(source) + 20_000);
  if (kind === 'boolean') return /^(true|yes|on)$/i.test(source) ? 'false' : 'true';
  return source + suffix;
}

/** Whether `part` is in `whole` as a word of its own. */
function holds(whole: string, part: string): boolean {
  if (part === '') return false;
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    if (!/[A-Za-z0-9]/.test(whole[at - 1] ?? ' ') && !/[A-Za-z0-9]/.test(whole[at + part.length] ?? ' ')) return true;
  }
  return false;
}
