import type { SourceFile } from '../port';
import { withoutMark } from '../text';
import type { Call, CodeFile, CodeImport, Literal, Span, Value } from './model';
import { tokensOf, type Language, type Token } from './tokens';

// Python as far as the rules that hold for every language need it: tokens, so that comments and documentation never match, and just enough of calls and assignments.

const language: Language = { lineComment: '#', strings: /([rbuf]{0,2})("""|'''|"|')/iy };

/** Reads a Python file. Never throws; what it cannot follow it passes over. */
export function readPython({ file, text }: SourceFile): CodeFile {
  const plain = withoutMark(text);
  const tokens = tokensOf(plain, language);
  const origins = new Map<string, string>();
  const imports = readImports(tokens, origins);
  const reader = new Reader(tokens, origins);
  reader.read();
  return { file, text: plain, language: 'python', imports, literals: reader.literals, calls: reader.calls, state: [], environment: reader.environment };
}

/** `import logging.handlers`, `from logging import handlers as h`: what each local name stands for. */
function readImports(tokens: readonly Token[], origins: Map<string, string>): CodeImport[] {
  const found: CodeImport[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'word' || !token.first) return;
    if (token.text !== 'import' && token.text !== 'from') return;
    let at = index + 1;
    const dotted = () => {
      let name = '';
      while (tokens[at] && !tokens[at]?.first && (tokens[at]?.kind === 'word' || tokens[at]?.text === '.') && !['import', 'as'].includes(tokens[at]?.text ?? '')) name += tokens[at++]?.text ?? '';
      return name;
    };
    const alias = (name: string) => {
      if (tokens[at]?.text !== 'as') return name;
      at += 2;
      return tokens[at - 1]?.text ?? name;
    };
    const start = tokens[at]?.start ?? token.end;
    const module = dotted();
    found.push({ specifier: module, kind: 'import', erased: false, start, end: tokens[at - 1]?.end ?? start });
    if (token.text === 'import') {
      const local = alias(module);
      origins.set(local === module ? (module.split('.')[0] ?? module) : local, local === module ? (module.split('.')[0] ?? module) : module);
      return;
    }
    for (at++; tokens[at] && (!tokens[at]?.first || tokens[at]?.depth !== 0); at++) {
      const one = tokens[at];
      if (one?.kind !== 'word') continue;
      at++;
      origins.set(alias(one.text), `${module}.${one.text}`);
      at--;
    }
  });
  return found;
}

/** Follows brackets and commas: which call and which name each text is given to. */
class Reader {
  readonly literals: Literal[] = [];
  readonly calls: Call[] = [];
  readonly environment: Span[] = [];
  private at = 0;
  /** Within a class of settings for development: what it names is on a developer's machine. */
  private development = false;
  /** Whether the fields of classes take their values from the environment first, as pydantic's do. */
  private readonly settings: boolean;

  constructor(private readonly tokens: readonly Token[], private readonly origins: ReadonlyMap<string, string>) {
    this.settings = [...origins.values()].some(origin => origin.endsWith('.BaseSettings'));
  }

  read(): void {
    while (this.at < this.tokens.length) this.statement();
  }

  /** A logical line: `NAME = value`, `NAME: type = value`, or anything else. */
  private statement(): void {
    const first = this.tokens[this.at];
    const start = this.at;
    let end = start + 1;
    while (this.tokens[end] && !(this.tokens[end]?.first && this.tokens[end]?.depth === 0)) end++;
    let name: string | undefined;
    const equal = this.tokens.slice(start, end).findIndex(({ text, depth }) => text === '=' && depth === (first?.depth ?? 0));
    if (first?.text === 'class') this.development = /dev|local|test/i.test(this.tokens[start + 1]?.text ?? '');
    const annotated = this.settings && equal > 0 && this.tokens[start + 1]?.text === ':';
    if (equal > 0) {
      name = this.nameBefore(start + equal, start);
      this.at = start + equal + 1;
    }
    // A text alone is documentation.
    if (first?.kind === 'text' && end === start + 1) this.at = end;
    const inert = ['raise', 'assert', 'if', 'elif', 'while', 'def', 'class', 'import', 'from', 'print'].includes(first?.text ?? '');
    while (this.at < end) this.value({ names: name === undefined ? [] : [name], inert: inert || this.development, fallback: annotated, siblings: [] });
  }

  private nameBefore(equal: number, start: number): string | undefined {
    const before = this.tokens.slice(start, equal);
    const colon = before.findIndex(({ text, depth }) => text === ':' && depth === before[0]?.depth);
    const left = colon < 0 ? before : before.slice(0, colon);
    const last = left.findLast(({ kind }) => kind === 'word' || kind === 'text');
    return last?.kind === 'text' ? last.value : last?.text;
  }

  /** One token, or one call with all that is in it. */
  private value(use: { names: readonly string[]; inert: boolean; fallback: boolean; siblings: readonly string[]; call?: string }): Value {
    const token = this.tokens[this.at++];
    // Nothing a person writes is nested that deep.
    if (!token || token.depth > 100) return { kind: 'other' };
    if (token.kind === 'text' || token.kind === 'number') return this.literal(token, use);
    if (token.kind === 'word') return this.word(token, use);
    if (token.text === '{') return this.map(use);
    if (token.text === '[' || token.text === '(') return { kind: 'list', items: this.items(use).values };
    return { kind: 'other' };
  }

  private literal(token: Token, use: Parameters<Reader['value']>[0]): Value {
    const value = token.kind === 'number' ? Number(token.text.replaceAll('_', '')) : token.value;
    const [before, after] = [this.tokens[this.at - 2], this.tokens[this.at]];
    const compared = /^(==|!=|in|not|<|>|<=|>=)$/.test(before?.text ?? '') || /^(==|!=|in|not)$/.test(after?.text ?? '');
    const open = after?.text === '+' || after?.text === '%' || (token.formatted && /\{/.test(token.value));
    const reference = /^\.(format|join)$/.test((after?.text ?? '') + (this.tokens[this.at + 1]?.text ?? ''));
    const { call, fallback, inert, names, siblings } = use;
    const ored = before?.text === 'or';
    if (before?.text !== '+') this.literals.push({ value, start: token.start, end: token.end, names, siblings, ...(call === undefined ? {} : { call }), ...(fallback || ored ? { fallback: true } : {}), ...(inert || compared || reference ? { inert: true } : {}), ...(open ? { open: true } : {}) });
    return { kind: 'literal', value };
  }

  private word(token: Token, use: Parameters<Reader['value']>[0]): Value {
    let name = this.origins.get(token.text) ?? token.text;
    let end = token.end;
    while (this.tokens[this.at]?.text === '.' && this.tokens[this.at + 1]?.kind === 'word') {
      name += `.${this.tokens[this.at + 1]?.text ?? ''}`;
      end = this.tokens[this.at + 1]?.end ?? end;
      this.at += 2;
    }
    if (/^(os\.environ|os\.getenv)/.test(name)) this.environment.push({ start: token.start, end });
    if (this.tokens[this.at]?.text !== '(') return { kind: 'name', name };
    this.at++;
    const fallback = use.fallback || /(^|\.)(getenv|env(\.\w+)?|config|add_argument|option|Option|Field|getint|(\w+)?Value)$/.test(name);
    const second = /(^|\.)(get|pop|setdefault|getattr)$/.test(name);
    const inert = use.inert || /(^|\.)(startswith|endswith|replace|split|debug|info|warning|error|critical|exception|log|print|match|search|compile|sub|find|Error|\w+Error|\w+Exception|echo|write|(log|logger|logging|LOG|LOGGER|_logger)\.[a-z]+)$/.test(name);
    const { values, named } = this.items({ ...use, call: name, fallback, inert }, second);
    this.calls.push({ callee: name, arguments: Object.keys(named).length > 0 ? [...values, { kind: 'map', entries: named }] : values, start: token.start, end: this.tokens[this.at - 1]?.end ?? end });
    return { kind: 'call', callee: name, arguments: values };
  }

  /** What is between brackets, to the closing one; `name=value` apart. `second` says that a value after the first is what to take when there is none. */
  private items(use: Parameters<Reader['value']>[0], second = false): { values: Value[]; named: Record<string, Value> } {
    const values: Value[] = [];
    const named: Record<string, Value> = {};
    let name: string | undefined;
    let fresh = true;
    for (let token = this.tokens[this.at]; token && !/^[)\]}]$/.test(token.text); token = this.tokens[this.at]) {
      if (token.text === ',') {
        this.at++;
        name = undefined;
        fresh = true;
      } else if (fresh && token.kind === 'word' && this.tokens[this.at + 1]?.text === '=') {
        name = token.text;
        this.at += 2;
      } else {
        const value = this.value(name === undefined ? { ...use, fallback: use.fallback || (second && values.length > 0) } : { ...use, names: [name, ...use.names], fallback: use.fallback || name === 'default' });
        if (name !== undefined) named[name] ??= value;
        else if (fresh) values.push(value);
        fresh = false;
      }
    }
    this.at++;
    return { values, named };
  }

  private map(use: Parameters<Reader['value']>[0]): Value {
    const entries: Record<string, Value> = {};
    const close = this.closing();
    const siblings = this.tokens.slice(this.at, close).flatMap((one, index) => (one.kind === 'text' && this.tokens[this.at + index + 1]?.text === ':' ? [one.value] : []));
    while (this.at < close) {
      const key = this.tokens[this.at];
      const isKey = key?.kind === 'text' && this.tokens[this.at + 1]?.text === ':';
      if (isKey) this.at += 2;
      const value = this.value(isKey ? { ...use, names: [key.value, ...use.names], siblings } : use);
      if (isKey) entries[key.value] = value;
    }
    this.at = close + 1;
    return { kind: 'map', entries };
  }

  private closing(): number {
    let depth = 1;
    for (let at = this.at; at < this.tokens.length; at++) {
      const { kind, text } = this.tokens[at] ?? { kind: '', text: '' };
      if (kind !== 'sign') continue;
      if (/^[([{]$/.test(text)) depth++;
      if (/^[)\]}]$/.test(text) && --depth === 0) return at;
    }
    return this.tokens.length;
  }
}
