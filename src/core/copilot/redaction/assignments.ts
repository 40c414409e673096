import { isReference, looksRandom, nameStrength } from './names';
import type { MaskKind, Span, TextFormat } from './span';

/** `name: value`, `name = value`, `--name value`, `ENV NAME value`, `<name>value<`… on one line; the value is read from where the match ends. */
const assignment = /(?:--?)?["'`]?([\p{L}_.][\p{L}\p{N}_.-]{0,80})["'`]?[ \t]*(?:(?::=|=>|[:=])[ \t]*|(?<=--[\p{L}\p{N}_.-]{1,80})[ \t]+)/gu;
const dockerEnv = /^[ \t]*(?:ENV|ARG)[ \t]+([\p{L}_][\p{L}\p{N}_.-]{0,80})[ \t]+(?=[^\s=])/gimu;
const element = /<([\p{L}_][\p{L}\p{N}_.-]{0,80})>(?=[^<\s])/gu;
/** An entry of a container's `env`: the name is one value, the secret another. */
const nameEntry = /\bname["']?[ \t]*:[ \t]*["']?([\p{L}_][\p{L}\p{N}_.-]{0,80})["']?[ \t]*,?[ \t]*(?:\r?\n)?[ \t]*,?[ \t]*["']?value["']?[ \t]*:[ \t]*/gu;
const spoken = /\b(mot de passe|passphrase|password|mdp|jeton|token|secret|clé(?: privée| secrète| d['’]api)?)\b[^\n:="']{0,40}?(?:\s(?:est|is|was|vaut|sera|c['’]est)\s+|\s*[:=]\s*)/giu;

/** Values that follow a name which says they are secret. */
export function assignmentSpans(text: string, format: TextFormat): Span[] {
  const spans: Span[] = [];
  const add = (name: string, start: number) => {
    const span = secretValue(text, name, start, format);
    if (span) spans.push(span);
  };
  for (const pattern of [assignment, nameEntry, element, ...(format === 'code' ? [] : [dockerEnv])]) {
    for (const match of text.matchAll(pattern)) add(match[1] ?? '', match.index + match[0].length);
  }
  if (format === 'prose') {
    for (const match of text.matchAll(spoken)) {
      const start = match.index + match[0].length;
      const value = /^["'«“`]?[ \u00a0]?([^\s"'»”`]{4,})/.exec(text.slice(start, start + 200));
      // « le mot de passe est stocké » speaks of none: a password said in a sentence is quoted, or is no word.
      if (value?.[1] && (/^["'«“`]/.test(value[0]) || /[\d_$#@!%&*+=/]/.test(value[1]) || /[a-z][A-Z]/.test(value[1]))) {
        spans.push({ start: start + value[0].length - value[1].length, end: start + value[0].length, kind: 'mot-de-passe' });
      }
    }
  }
  return spans;
}

function secretValue(text: string, name: string, start: number, format: TextFormat): Span | undefined {
  const strength = nameStrength(name);
  if (strength === 'no') return undefined;
  const value = readValue(text, start, name, format);
  if (!value || isReference(text.slice(value.start, value.end))) return undefined;
  const kind: MaskKind = strength === 'secret' ? 'mot-de-passe' : 'chaîne-aléatoire';
  return strength === 'secret' || looksRandom(text.slice(value.start, value.end)) ? { ...value, kind } : undefined;
}

/** Where the value that starts at `start` ends: its quotes, its block, its line or its word, by what surrounds it. */
function readValue(text: string, start: number, name: string, format: TextFormat): { start: number; end: number } | undefined {
  const quote = text[start];
  if (quote === '"' || quote === "'" || quote === '`') return { start: start + 1, end: closing(text, start + 1, quote) };
  const lineEnd = endOfLine(text, start);
  const rest = text.slice(start, lineEnd);
  if (/^[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(rest)) return block(text, start, lineEnd);
  if (format === 'code' || rest.trim() === '') return undefined;
  // Structure that opens here is no value; a reference is left whole by the caller.
  if (/^[{[]/.test(rest) && !/^\{\{/.test(rest)) return undefined;
  const separator = text.slice(0, start).trimEnd().at(-1);
  // A YAML value and a property run to the end of the line; a word of a command or of a Dockerfile stops at a space.
  const whole = separator === ':' || name.includes('.') || /^[ \t]*[\p{L}_][\p{L}\p{N}_. -]*[ \t]+=[ \t]*$/u.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
  const end = whole ? rest.replace(/[ \t]+#.*$/, '').trimEnd().length : separator === '>' ? rest.split('<', 1)[0]!.length : (/^[^\s]+/.exec(rest)?.[0].length ?? 0);
  return { start, end: start + end };
}

/** The place of the closing quote, escapes passed over; the end of the text when there is none. */
function closing(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\' && quote !== "'") at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at;
    }
  }
  return text.length;
}

/** The lines of a block scalar: those more indented than the key that opens it. */
function block(text: string, start: number, lineEnd: number): { start: number; end: number } {
  const opening = text.lastIndexOf('\n', start - 1) + 1;
  const column = /^[ \t]*(?:-[ \t]+)*/.exec(text.slice(opening, start))?.[0].length ?? 0;
  let end = lineEnd;
  while (end < text.length) {
    const nextEnd = endOfLine(text, end + 1);
    const line = text.slice(end + 1, nextEnd);
    if (line.trim() !== '' && line.length - line.trimStart().length <= column) break;
    end = nextEnd;
  }
  const first = Math.min(lineEnd + 1, text.length);
  return { start: Math.min(first + text.slice(first, end).length - text.slice(first, end).trimStart().length, end), end };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}
