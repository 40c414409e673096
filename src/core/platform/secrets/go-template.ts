import { call, isTrue, shown, TemplateError, type Value } from './go-functions';

/** What a template gives; or why not, as Go says it. */
export type Rendered = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

type Term = { readonly is: 'value'; readonly value: Value } | { readonly is: 'path'; readonly variable?: string; readonly fields: readonly string[] } | { readonly is: 'pipe'; readonly pipe: Pipe } | { readonly is: 'function'; readonly name: string };
type Pipe = readonly (readonly Term[])[];
type Node = { readonly is: 'text'; readonly text: string } | { readonly is: 'write'; readonly pipe: Pipe } | { readonly is: 'set'; readonly names: readonly string[]; readonly pipe: Pipe } | { readonly is: 'if' | 'with' | 'range'; readonly names: readonly string[]; readonly pipe: Pipe; readonly then: readonly Node[]; readonly otherwise: readonly Node[] };

/** More text than this is a template that multiplies itself. */
const longest = 1_000_000;

/** Renders a template of Go's `text/template` over plain data: actions, pipes, variables, `if`, `with` and `range`, with the functions that `go-functions.ts` knows. What it does not know is refused by name, never passed over. */
export function renderTemplate(name: string, text: string, data: Value): Rendered {
  try {
    return { ok: true, text: new Rendering().all(new Parser(text).body(), data, new Map([['$', data]])) };
  } catch (error) {
    if (error instanceof TemplateError) return { ok: false, error: `template: ${name}:1: ${error.message}` };
    throw error;
  }
}

class Parser {
  private readonly parts: readonly string[];
  private at = 0;
  private closing = '';

  constructor(text: string) {
    // Texts and actions in turn; a dash takes away the blanks on its side.
    this.parts = text.split(/(\s*\{\{-(?=\s)|\{\{|(?<=\s)-\}\}\s*|\}\})/).flatMap((part, index, all) => (index % 2 === 0 ? (all[index - 1]?.includes('{{') ? [`\0${part}`] : [part]) : []));
  }

  /** The nodes up to `end` or `else`, or the end of the text. */
  body(inside = false): Node[] {
    const nodes: Node[] = [];
    while (this.at < this.parts.length) {
      const part = this.parts[this.at++] ?? '';
      if (!part.startsWith('\0')) {
        nodes.push({ is: 'text', text: part });
        continue;
      }
      const action = part.slice(1).trim();
      if (action.startsWith('/*')) continue;
      const [, word = ''] = /^(end|else|if|with|range|define|template|block|break|continue)\b/.exec(action) ?? [];
      if (word === 'end' || word === 'else') {
        if (!inside) throw new TemplateError(`unexpected {{${word}}}`);
        this.closing = action;
        return nodes;
      }
      if (['define', 'template', 'block', 'break', 'continue'].includes(word)) throw new TemplateError(`{{${word}}} n’est pas interprété par la plateforme simulée`);
      nodes.push(word === '' ? this.statement(action) : this.control(word as 'if' | 'with' | 'range', action.slice(word.length)));
    }
    if (inside) throw new TemplateError('unexpected EOF');
    return nodes;
  }

  private control(is: 'if' | 'with' | 'range', head: string): Node {
    const { names, pipe } = assigned(head);
    const then = this.body(true);
    let otherwise: readonly Node[] = [];
    const again = /^else\s+(if|with)\b(.*)$/s.exec(this.closing);
    if (again) otherwise = [this.control(again[1] as 'if' | 'with', again[2] ?? '')];
    else if (this.closing === 'else') otherwise = this.body(true);
    return { is, names, pipe, then, otherwise };
  }

  private statement(action: string): Node {
    const { names, pipe } = assigned(action);
    return names.length > 0 ? { is: 'set', names, pipe } : { is: 'write', pipe };
  }
}

/** `$a, $b := pipe`, or a pipe alone. */
function assigned(text: string): { readonly names: readonly string[]; readonly pipe: Pipe } {
  const match = /^\s*(\$\w+(?:\s*,\s*\$\w+)?)\s*:?=(?!=)(.*)$/s.exec(text);
  const tokens = [...(match?.[2] ?? text).matchAll(/"(?:\\.|[^"\\])*"|`[^`]*`|-?\d+(?:\.\d+)?|\$\w*(?:\.\w+)*|(?:\.\w+)+|[()|.]|[A-Za-z_]\w*|\S/g)].map(([token]) => token);
  const pipe = pipeOf(tokens);
  if (tokens.length > 0) throw new TemplateError(`unexpected "${tokens[0] ?? ''}" in operand`);
  return { names: match?.[1]?.split(',').map(name => name.trim()) ?? [], pipe };
}

/** Reads up to a closing parenthesis, which is left to whoever opened it. */
function pipeOf(tokens: string[]): Pipe {
  const commands: Term[][] = [[]];
  while (tokens.length > 0 && tokens[0] !== ')') {
    const token = tokens.shift() ?? '';
    if (token === '|') commands.push([]);
    else commands.at(-1)?.push(token === '(' ? closed(tokens) : termOf(token));
  }
  if (commands.some(command => command.length === 0)) throw new TemplateError('missing value for command');
  return commands;
}

function closed(tokens: string[]): Term {
  const pipe = pipeOf(tokens);
  if (tokens.shift() !== ')') throw new TemplateError('unclosed left paren');
  return { is: 'pipe', pipe };
}

function termOf(token: string): Term {
  if (token.startsWith('"')) return { is: 'value', value: unquoted(token) };
  if (token.startsWith('`')) return { is: 'value', value: token.slice(1, -1) };
  if (/^-?\d/.test(token)) return { is: 'value', value: Number(token) };
  if (token.startsWith('.')) return { is: 'path', fields: token.split('.').filter(Boolean) };
  const [first = '', ...fields] = token.split('.');
  if (first.startsWith('$')) return { is: 'path', variable: first, fields };
  if (['true', 'false', 'nil'].includes(token)) return { is: 'value', value: token === 'nil' ? null : token === 'true' };
  if (/^[A-Za-z_]/.test(token)) return { is: 'function', name: token };
  throw new TemplateError(`unexpected "${token}" in operand`);
}

function unquoted(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    throw new TemplateError(`invalid syntax: ${token}`);
  }
}

class Rendering {
  private length = 0;

  all(nodes: readonly Node[], dot: Value, variables: Map<string, Value>): string {
    return nodes.map(node => this.one(node, dot, variables)).join('');
  }

  private one(node: Node, dot: Value, variables: Map<string, Value>): string {
    switch (node.is) {
      case 'text': return this.counted(node.text);
      case 'write': return this.counted(shown(this.value(node.pipe, dot, variables)));
      case 'set': return variables.set(node.names[0] ?? '', this.value(node.pipe, dot, variables)), '';
      case 'range': return this.range(node, dot, variables);
      default: {
        const value = this.value(node.pipe, dot, variables);
        return isTrue(value) ? this.all(node.then, node.is === 'with' ? value : dot, new Map([...variables, ...node.names.map(name => [name, value] as const)])) : this.all(node.otherwise, dot, new Map(variables));
      }
    }
  }

  /** Lists in their order, maps in that of their keys. */
  private range(node: Node & { readonly is: 'if' | 'with' | 'range' }, dot: Value, variables: Map<string, Value>): string {
    const value = this.value(node.pipe, dot, variables) ?? [];
    if (typeof value !== 'object') throw new TemplateError(`range can't iterate over ${shown(value)}`);
    const items: (readonly [Value, Value])[] = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    if (items.length === 0) return this.all(node.otherwise, dot, new Map(variables));
    const [first, second] = node.names;
    return items.map(([key, item]) => this.all(node.then, item, new Map([...variables, ...(second !== undefined && first !== undefined ? [[first, key] as const, [second, item] as const] : first !== undefined ? [[first, item] as const] : [])]))).join('');
  }

  private value(pipe: Pipe, dot: Value, variables: ReadonlyMap<string, Value>): Value {
    let last: { readonly value: Value } | undefined;
    for (const [first, ...others] of pipe) {
      const given = [...others.map(term => this.term(term, dot, variables)), ...(last ? [last.value] : [])];
      if (first?.is === 'function') last = { value: call(first.name, given) };
      else if (first && given.length === 0) last = { value: this.term(first, dot, variables) };
      else throw new TemplateError('can\'t give argument to non-function');
    }
    return last?.value;
  }

  private term(term: Term, dot: Value, variables: ReadonlyMap<string, Value>): Value {
    switch (term.is) {
      case 'value': return term.value;
      case 'pipe': return this.value(term.pipe, dot, variables);
      case 'function': return call(term.name, []);
      case 'path': {
        if (term.variable !== undefined && !variables.has(term.variable)) throw new TemplateError(`undefined variable "${term.variable}"`);
        return term.fields.reduce<Value>((value, field) => fieldOf(value, field), term.variable === undefined ? dot : variables.get(term.variable));
      }
    }
  }

  private counted(text: string): string {
    this.length += text.length;
    if (this.length > longest) throw new TemplateError('ce modèle produit plus de texte que la plateforme n’en accepte');
    return text;
  }
}

function fieldOf(value: Value, field: string): Value {
  if (value === undefined || value === null) throw new TemplateError(`nil pointer evaluating interface {}.${field}`);
  if (typeof value !== 'object' || Array.isArray(value)) throw new TemplateError(`can't evaluate field ${field} in type interface {}`);
  return Object.hasOwn(value, field) ? (value as Readonly<Record<string, Value>>)[field] : undefined;
}
