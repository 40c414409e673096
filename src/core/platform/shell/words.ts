import { arithmetic } from './arithmetic';
import { bracesOf } from './braces';
import type { DoubleQuotedChild, Word, WordPart } from './grammar';
import { parameter } from './parameter';
import { quoted } from './pattern';
import type { Shell } from './shell';
import { isKnown, unknownText } from './value';

/** A word being made: its text, the same as a pattern, and whether something in it is a wildcard. */
interface Field {
  text: string;
  pattern: string;
  wild: boolean;
}

/** More words than this from one are not made. */
const most = 5_000;

/** The words that one becomes: braces, variables, substitutions, cutting into fields, names of files (POSIX, 2.6). */
export function expanded(word: Word, shell: Shell): string[] {
  if (word.parts?.some(part => part.type === 'BraceExpansion')) return bracesOf(word).flatMap(each => unbraced(each, shell));
  return unbraced(word, shell);
}

function unbraced(word: Word, shell: Shell): string[] {
  const fields = new Fields(shell);
  for (const part of word.parts ?? [{ type: 'Literal', value: tilde(word.value) } as const]) fields.add(part);
  return fields.list.slice(0, most).flatMap(field => (field.wild ? namesOf(field, shell) : [field.text]));
}

/** The text of a word where nothing is cut nor looked for: what is assigned, compared or redirected to. */
export function textOf(word: Word | undefined, shell: Shell, asPattern = false): string {
  if (!word) return '';
  const fields = new Fields(shell, false);
  for (const part of word.parts ?? [{ type: 'Literal', value: word.value } as const]) fields.add(part);
  const joined = fields.list.map(field => (asPattern ? field.pattern : field.text)).join(' ');
  return asPattern && word.parts === undefined && !/[*?[]/.test(word.text) ? quoted(word.value) : joined;
}

/** What is between double quotes, or in a here-document. */
export function quotedText(parts: readonly (DoubleQuotedChild | WordPart)[], shell: Shell): string {
  return parts.map(part => valueOf(part, shell)).join('');
}

function tilde(text: string): string {
  return text === '~' || text.startsWith('~/') ? `/root${text.slice(1)}` : text;
}

type AnyPart = WordPart | { readonly type: 'Literal'; readonly value: string };

function valueOf(part: AnyPart, shell: Shell): string {
  switch (part.type) {
    case 'SimpleExpansion': return part.text === '$@' || part.text === '$*' ? shell.parameters.join(' ') : shell.value(part.text.slice(1));
    case 'ParameterExpansion': return parameter(part, shell, (word, asPattern) => textOf(word, shell, asPattern));
    case 'CommandExpansion': return shell.substitute(part.script);
    case 'ArithmeticExpansion': {
      const value = arithmetic(part.expression, shell);
      return value === undefined ? unknownText(part.text) : String(value);
    }
    case 'ProcessSubstitution': return unknownText(part.text);
    case 'DoubleQuoted': case 'LocaleString': return quotedText(part.parts, shell);
    case 'ExtendedGlob': case 'BraceExpansion': return part.text;
    default: return part.value;
  }
}

class Fields {
  readonly list: Field[] = [];
  private current: Field | undefined;

  constructor(private readonly shell: Shell, private readonly cuts = true) {}

  add(part: AnyPart): void {
    if (part.type === 'Literal') return this.append(part.value, quoted(part.value));
    if (part.type === 'Glob') return this.glob(part.text);
    if (part.type === 'SingleQuoted' || part.type === 'AnsiCQuoted') return this.append(part.value, quoted(part.value));
    if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') return this.quote(part.parts);
    const value = valueOf(part, this.shell);
    if (isList(part) && this.cuts) return this.each(this.listOf(part));
    if (!this.cuts || !isKnown(value)) return value === '' && this.cuts ? undefined : this.append(value, value);
    this.cut(value);
  }

  private append(text: string, pattern: string, wild = false): void {
    if (!this.current) this.list.push((this.current = { text: '', pattern: '', wild: false }));
    this.current.text += text;
    this.current.pattern += pattern;
    this.current.wild ||= wild;
  }

  /** A wildcard, which may hold variables: `[$NAME]`. */
  private glob(written: string): void {
    const text = written.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, bare: string | undefined) => this.shell.value(braced ?? bare ?? ''));
    this.append(text, text, true);
  }

  private quote(parts: readonly DoubleQuotedChild[]): void {
    const [only] = parts;
    // "$@" is as many words as there are parameters.
    if (parts.length === 1 && only && isList(only) && this.cuts) {
      const items = this.listOf(only);
      items.forEach((item, index) => {
        if (index > 0) this.current = undefined;
        this.append(item, quoted(item));
      });
      return;
    }
    const text = quotedText(parts, this.shell);
    this.append(text, quoted(text));
  }

  private listOf(part: AnyPart): readonly string[] {
    return part.type === 'ParameterExpansion' && !/^[@*]$/.test(part.parameter) ? (this.shell.arrays.get(part.parameter) ?? [this.shell.value(part.parameter)].filter(Boolean)) : this.shell.parameters;
  }

  private each(items: readonly string[]): void {
    items.forEach((item, index) => {
      if (index > 0) this.current = undefined;
      this.cut(item);
    });
  }

  /** What an expansion gives outside of quotes is cut at spaces, or at the signs of IFS. */
  private cut(value: string): void {
    const signs = this.shell.variables.get('IFS') ?? ' \t\n';
    if (signs === '') return this.append(value, value, /[*?[]/.test(value));
    const separator = new RegExp(`[${signs.replace(/[\]\\^-]/g, '\\$&')}]+`);
    const pieces = value.split(separator);
    pieces.forEach((piece, index) => {
      if (index > 0) this.current = undefined;
      if (piece !== '') this.append(piece, piece, /[*?[]/.test(piece));
    });
  }
}

/** `$@`, `${A[@]}`: what is a list. */
function isList(part: AnyPart): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$@';
  return part.type === 'ParameterExpansion' && part.operation === undefined && part.prefix === undefined && (part.parameter === '@' || part.index?.value === '@');
}

/** The files that a pattern names; itself when none is there, unless a program that was not run may have made some. */
function namesOf({ text, pattern }: Field, shell: Shell): string[] {
  if (!isKnown(text)) return [text];
  const absolute = text.startsWith('/');
  const place = shell.files.at(shell.folder, pattern);
  const found = shell.files.matching(place).filter(name => !name.split('/').some((step, index) => step.startsWith('.') && !pattern.split('/')[index]?.startsWith('.')));
  const before = absolute || shell.folder === '' ? '' : `${shell.folder}/`;
  if (found.length > 0) return found.map(name => (before !== '' && name.startsWith(before) ? name.slice(before.length) : name));
  return shell.files.mayHold(place.replace(/\/?[^/]*[*?[].*$/, '')) ? [unknownText(text)] : [text];
}
