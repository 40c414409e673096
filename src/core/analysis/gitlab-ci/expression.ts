// The language of `rules:if` (GitLab documentation, "CI/CD expressions"): variables, strings, regular expressions, null, ==, !=, =~, !~, &&, ||, parentheses.

export type Variables = Readonly<Record<string, string>>;

/** A parsed condition, or where and why it cannot be read: `at` is an offset in the text. */
export type Parsed = { readonly ok: true; readonly evaluate: (variables: Variables) => boolean } | { readonly ok: false; readonly at: number; readonly reason: string };

type Value = string | null | Pattern;
interface Pattern {
  readonly source: string;
  readonly flags: string;
}
type Operand = (variables: Variables) => Value;
type Condition = (variables: Variables) => boolean;

/** Runs a regular expression within bounds. The product passes RE2, which never backtracks, as GitLab does; a pattern that it refuses is an error of the learner's. */
export type Matcher = (pattern: string, flags: string, text: string) => boolean;

interface Token {
  readonly kind: 'variable' | 'string' | 'pattern' | 'null' | 'operator' | 'open' | 'close';
  readonly text: string;
  readonly at: number;
}

const shapes: readonly (readonly [Token['kind'], RegExp])[] = [
  ['variable', /\$\w+/y],
  ['string', /"[^"]*"|'[^']*'/y],
  ['pattern', /\/(?:\\.|[^/\\\n])+\/[ismU]*/y],
  ['operator', /==|!=|=~|!~|&&|\|\|/y],
  ['null', /null\b/y],
  ['open', /\(/y],
  ['close', /\)/y],
];

const maxOpen = 200;

/** Parses `text` once; never throws. Precedence: comparisons, then &&, then ||. */
export function parseExpression(text: string, match: Matcher): Parsed {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) {
      at++;
      continue;
    }
    const token = tokenAt(text, at);
    // GitLab knows one way of writing a variable here.
    const braced = /^\$\{(\w+)\}/.exec(text.slice(at));
    if (braced) return { ok: false, at, reason: `une variable s’y écrit sans accolades : « $${braced[1] ?? ''} »` };
    if (!token) return { ok: false, at, reason: `« ${text.slice(at, at + 12)} » n’est ni une variable, ni une chaîne entre guillemets, ni une expression régulière entre barres obliques, ni un opérateur` };
    tokens.push(token);
    at += token.text.length;
  }
  // Nesting that would exhaust the stack is nobody's condition.
  const deep = tokens.filter(({ kind }) => kind === 'open')[maxOpen];
  if (deep) return { ok: false, at: deep.at, reason: `plus de ${maxOpen} parenthèses s’ouvrent` };
  return new Parser(tokens, text.length, match).parse();
}

function tokenAt(text: string, at: number): Token | undefined {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const found = shape.exec(text);
    if (found) return { kind, text: found[0], at };
  }
  return undefined;
}

class Fault extends Error {
  constructor(readonly at: number, message: string) {
    super(message);
  }
}

class Parser {
  private next = 0;

  constructor(private readonly tokens: readonly Token[], private readonly end: number, private readonly match: Matcher) {}

  parse(): Parsed {
    try {
      const evaluate = this.either();
      const rest = this.tokens[this.next];
      if (rest) throw new Fault(rest.at, `« ${rest.text} » est de trop`);
      return { ok: true, evaluate };
    } catch (fault) {
      if (fault instanceof Fault) return { ok: false, at: fault.at, reason: fault.message };
      throw fault;
    }
  }

  private either(): Condition {
    let left = this.both();
    while (this.take('operator', '||')) {
      const [a, b] = [left, this.both()];
      left = variables => a(variables) || b(variables);
    }
    return left;
  }

  private both(): Condition {
    let left = this.comparison();
    while (this.take('operator', '&&')) {
      const [a, b] = [left, this.comparison()];
      left = variables => a(variables) && b(variables);
    }
    return left;
  }

  private comparison(): Condition {
    if (this.take('open')) {
      const inner = this.either();
      if (!this.take('close')) throw new Fault(this.here(), 'il manque une parenthèse fermante');
      return inner;
    }
    const left = this.operand();
    const operator = this.tokens[this.next];
    if (operator?.kind !== 'operator' || operator.text === '&&' || operator.text === '||') return variables => truthy(left(variables));
    this.next++;
    const right = this.operand();
    const { match } = this;
    switch (operator.text) {
      case '==': return variables => textOf(left(variables)) === textOf(right(variables));
      case '!=': return variables => textOf(left(variables)) !== textOf(right(variables));
      case '=~': return variables => matches(left(variables), right(variables), match);
      default: return variables => !matches(left(variables), right(variables), match);
    }
  }

  private operand(): Operand {
    const token = this.tokens[this.next++];
    if (!token) throw new Fault(this.end, 'il manque une valeur à la fin');
    switch (token.kind) {
      case 'variable': {
        const name = token.text.replace(/[${}]/g, '');
        return variables => (Object.hasOwn(variables, name) ? (variables[name] ?? null) : null);
      }
      case 'string': return constant(token.text.slice(1, -1));
      case 'null': return constant(null);
      case 'pattern': return constant(patternOf(token.text));
      default: throw new Fault(token.at, `une valeur est attendue à la place de « ${token.text} »`);
    }
  }

  private take(kind: Token['kind'], text?: string): boolean {
    const token = this.tokens[this.next];
    if (token?.kind !== kind || (text !== undefined && token.text !== text)) return false;
    this.next++;
    return true;
  }

  private here(): number {
    return this.tokens[this.next]?.at ?? this.end;
  }
}

const constant = (value: Value): Operand => () => value;

function patternOf(text: string): Pattern {
  const end = text.lastIndexOf('/');
  return { source: text.slice(1, end), flags: text.slice(end + 1) };
}

function textOf(value: Value): string | null {
  return value === null || typeof value === 'string' ? value : `/${value.source}/${value.flags}`;
}

/** A variable that is not set, or is empty, is false; anything else is true. */
function truthy(value: Value): boolean {
  return value !== null && value !== '';
}

/** A variable may hold a pattern written between slashes; a text that is none matches nothing. */
function matches(left: Value, right: Value, match: Matcher): boolean {
  const text = textOf(left);
  const pattern = typeof right === 'string' && /^\/.+\/[ismU]*$/.test(right) ? patternOf(right) : right;
  if (text === null || pattern === null || typeof pattern === 'string') return false;
  return match(pattern.source, pattern.flags, text);
}
