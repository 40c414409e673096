import type { SourceFile } from '../port';
import { withoutMark } from '../text';
import type { Call, CodeFile, CodeImport, Literal, Value } from './model';
import { tokensOf, type Language, type Token } from './tokens';

// Java as far as the rules that hold for every language need it: tokens, so that comments never match, with the name and the call each text is given to.

const language: Language = { lineComment: '//', blockComment: ['/*', '*/'], strings: /()("""|"|')/y };
/** Annotations of tests and documentation, and the calls that show or compare a text. */
const inertCalls = /(^|\.)(equals|equalsIgnoreCase|startsWith|endsWith|contains|matches|replace|replaceAll|split|format|println|print|printf|debug|info|warn|error|trace|log|fatal|assert\w*|\w+Exception|\w+Error|Operation|Schema|Tag|ApiResponse|Contact|License|ApiModelProperty|SuppressWarnings|RequestMapping|GetMapping|PostMapping|PutMapping|DeleteMapping|XmlRootElement|XmlElement|JsonProperty|Column|Table|Query|NamedQuery)$/;
/** Whatever a logger is asked. */
const loggingCalls = /(?:(?:^|[._])(?:log|logs|logger|LOG|LOGGER|Timber|Log)|[a-z]Log(?:ger)?)\.[a-z]\w*$/;
const fallbackCalls = /(^|\.)(getOrDefault|orElse|orElseGet|getProperty|defaultIfBlank|defaultIfEmpty|defaultValue|ConfigProperty|DefaultValue|getenv|Value|requireNonNullElse)$/;

/** Reads a Java file. Never throws; what it cannot follow it passes over. */
export function readJava({ file, text }: SourceFile): CodeFile {
  const plain = withoutMark(text);
  const tokens = tokensOf(plain, language);
  const origins = new Map<string, string>();
  const imports = readImports(tokens, origins);
  const reader = new Reader(tokens, origins);
  reader.read();
  return { file, text: plain, language: 'java', imports, literals: reader.literals, calls: reader.calls, state: [], environment: [] };
}

function readImports(tokens: readonly Token[], origins: Map<string, string>): CodeImport[] {
  const found: CodeImport[] = [];
  tokens.forEach((token, index) => {
    if (token.text !== 'import' || !token.first || token.depth > 0) return;
    let at = index + (tokens[index + 1]?.text === 'static' ? 2 : 1);
    const start = tokens[at]?.start ?? token.end;
    let name = '';
    for (; tokens[at] && tokens[at]?.text !== ';'; at++) name += tokens[at]?.text ?? '';
    found.push({ specifier: name, kind: 'import', erased: false, start, end: tokens[at - 1]?.end ?? start });
    origins.set(name.split('.').pop() ?? name, name);
  });
  return found;
}

/** One open bracket: the call it belongs to, and what it was given so far. */
interface Frame {
  readonly callee: string | undefined;
  readonly start: number;
  readonly arguments: Value[];
  /** `name = value` of an annotation. */
  name: string | undefined;
}

class Reader {
  readonly literals: Literal[] = [];
  readonly calls: Call[] = [];
  private readonly frames: Frame[] = [];
  /** What the statement assigns, or the method that returns. */
  private assigned: string | undefined;
  private returns: string | undefined;

  constructor(private readonly tokens: readonly Token[], private readonly origins: ReadonlyMap<string, string>) {}

  read(): void {
    this.tokens.forEach((token, index) => this.token(token, index));
  }

  private token(token: Token, index: number): void {
    const { text, kind } = token;
    const previous = this.tokens[index - 1];
    const top = this.frames.at(-1);
    if (kind === 'text' && !token.text.startsWith("'")) this.literal(token, index, token.value.replace(/^\r?\n\s*/, ''));
    else if (kind === 'number' && /^\d[\d_]*$/.test(text)) this.literal(token, index, Number(text.replaceAll('_', '')));
    else if (text === '(') this.frames.push({ callee: this.calleeBefore(index), start: this.startBefore(index), arguments: [], name: undefined });
    else if (text === ')') this.close(token);
    else if (text === '=' && previous?.kind === 'word') {
      if (top) top.name = previous.text;
      else this.assigned = previous.text;
    } else if (text === ',' && top) top.name = undefined;
    else if (text === ';' || text === '{' || text === '}') {
      if (text === '{' && this.frames.length === 0 && this.lastCall !== undefined) this.returns = this.lastCall;
      this.assigned = undefined;
      if (text !== '{') this.lastCall = undefined;
    }
  }

  /** The last call closed: before a brace, it is the method declared. */
  private lastCall: string | undefined;

  private close(token: Token): void {
    const frame = this.frames.pop();
    if (frame?.callee === undefined) return;
    this.calls.push({ callee: frame.callee, arguments: frame.arguments, start: frame.start, end: token.end });
    this.frames.at(-1)?.arguments.push({ kind: 'call', callee: frame.callee, arguments: frame.arguments });
    if (this.frames.length === 0) this.lastCall = frame.callee;
  }

  private literal(token: Token, index: number, value: string | number): void {
    const [before, after] = [this.tokens[index - 1]?.text ?? '', this.tokens[index + 1]?.text ?? ''];
    const top = this.frames.at(-1);
    top?.arguments.push({ kind: 'literal', value });
    if (before === '+' || (before === '-' && typeof value === 'number')) return;
    const callees = this.frames.flatMap(({ callee }) => callee ?? []);
    const names = [top?.name, this.assigned, before === 'return' ? this.returns : undefined].filter(name => name !== undefined);
    // `@Value("${api.url:http://…}")` and its like take from the environment what they can.
    const inert = callees.some(callee => inertCalls.test(callee) || loggingCalls.test(callee)) || /^(==|!=|case|<|>|<=|>=)$/.test(before) || after === '.' || after === '==' || (typeof value === 'string' && value.startsWith('${'));
    this.literals.push({ value, start: token.start, end: token.end, names, siblings: [], ...(callees.length > 0 ? { call: callees.at(-1) ?? '' } : {}), ...(callees.some(callee => fallbackCalls.test(callee)) || before === ':' ? { fallback: true } : {}), ...(inert ? { inert: true } : {}), ...(after === '+' ? { open: true } : {}) });
  }

  /** `new a.B(`, `a.b(`, `@A(`: the dotted name before a bracket, its first part resolved through the imports. */
  private calleeBefore(index: number): string | undefined {
    let at = index - 1;
    const parts: string[] = [];
    while (this.tokens[at]?.kind === 'word') {
      parts.unshift(this.tokens[at]?.text ?? '');
      if (this.tokens[at - 1]?.text !== '.') break;
      at -= 2;
    }
    const [head = '', ...rest] = parts;
    if (parts.length === 0 || ['if', 'for', 'while', 'switch', 'catch', 'synchronized', 'try', 'return'].includes(head)) return undefined;
    return [this.origins.get(head) ?? head, ...rest].join('.');
  }

  private startBefore(index: number): number {
    let at = index - 1;
    while (this.tokens[at]?.kind === 'word' && this.tokens[at - 1]?.text === '.') at -= 2;
    return (this.tokens[at] ?? this.tokens[index])?.start ?? 0;
  }
}
