import { Scalar } from 'yaml';
import type { RenderUnit } from './unit';
import { leavesOf, type YamlFiles } from './yaml-file';

/** A value written in a file of the team, which may be what made a rendered one; `text` is how it is read, and `changed` what to write in its place to see. */
export interface Candidate {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly changed: string;
}

/** The values that can be read in `rendered`, in a unit's inputs: last word first. Whether one made it is seen by changing it. */
export function candidatesFor(unit: RenderUnit, yaml: YamlFiles, rendered: string): Candidate[] {
  return unit.inputs.flatMap(file => candidatesIn(file, yaml)).filter(({ text }) => holds(rendered, text));
}

const known = new WeakMap<object, readonly Candidate[]>();

function candidatesIn(file: string, yaml: YamlFiles): readonly Candidate[] {
  const read = yaml.get(file);
  if (!read) return [];
  const before = known.get(read);
  if (before) return before;
  const found = /\.(ya?ml|json)$|(^|\/)Kustomization$/i.test(file)
    ? leavesOf(read).flatMap(({ node, start, end }) => ofScalar(file, node, start, end, read.source.text))
    : ofLines(file, read.source.text, 0);
  known.set(read, found);
  return found;
}

function ofScalar(file: string, node: Scalar, start: number, end: number, source: string): Candidate[] {
  // A text in a text: an inline patch, a file in a value.
  if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED) return ofLines(file, source.slice(start, end), start);
  const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE ? 1 : 0;
  const inside = source.slice(start + quoted, end - quoted);
  const whole: Candidate = { file, start, end, text, changed: `${source.slice(start, start + quoted)}${quoted ? `${inside}${suffix}` : changed(inside, typeof node.value)}${source.slice(end - quoted, end)}` };
  const equals = typeof node.value === 'string' ? /^[\w.-]+=(.+)$/.exec(inside)?.[1] : undefined;
  const after = end - quoted - (equals?.length ?? 0);
  return equals === undefined ? [whole] : [whole, { file, start: after, end: end - quoted, text: equals, changed: equals + suffix }];
}

/** `key: value`, `- value` and `key=value`, line by line. */
function ofLines(file: string, text: string, base: number): Candidate[] {
  return [...text.matchAll(/^[ \t]*(?:- +)?(?:["']?[\w./-]+["']?[ \t]*[:=][ \t]*|- +)(["']?)([^\s"'#{[|>&*][^\r\n"']*?)\1[ \t]*(?:#.*)?\r?$/gm)].map(match => {
    const value = match[2] ?? '';
    const start = base + match.index + match[0].lastIndexOf(value);
    const kind = match[1] ? 'string' : /^-?\d+$/.test(value) ? 'number' : /^(true|false)$/.test(value) ? 'boolean' : 'string';
    return { file, start, end: start + value.length, text: value, changed: changed(value, kind) };
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
