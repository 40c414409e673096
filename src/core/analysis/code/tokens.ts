/** A piece of source text that is neither space nor comment. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'sign';
  /** As written; for a text, quotes included. */
  readonly text: string;
  /** Of a text, what is between its quotes; escapes are left as written. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is the first of its line. */
  readonly first: boolean;
  /** How many brackets are open before it. */
  readonly depth: number;
  /** Of a text, whether variables are written in it. */
  readonly formatted: boolean;
}

/** What differs between two languages' texts and comments. */
export interface Language {
  readonly lineComment: string;
  readonly blockComment?: readonly [string, string];
  /** The opening of a text, sticky: its first group is a prefix, its second the quotes. */
  readonly strings: RegExp;
}

const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const number = /\d[\d_]*(\.\d[\d_]*)?([eE][+-]?\d+)?[a-zA-Z]*/y;
const sign = /==|!=|<=|>=|->|::|[^\s]/y;

/** Cuts a source text. A text that is not closed ends with its line, or with the file when its quotes allow several lines; nothing is thrown. */
export function tokensOf(text: string, { lineComment, blockComment, strings }: Language): readonly Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  let first = true;
  for (let at = 0; at < text.length;) {
    const char = text[at] ?? '';
    if (char === '\n' || char === '\r') {
      first = true;
      at++;
    } else if (/\s|\\/.test(char)) at++;
    else if (text.startsWith(lineComment, at)) at = endOr(text, text.indexOf('\n', at));
    else if (blockComment && text.startsWith(blockComment[0], at)) at = endOr(text, text.indexOf(blockComment[1], at + blockComment[0].length), blockComment[1].length);
    else {
      const token = read(text, at, strings);
      const closes = token.kind === 'sign' && /^[)\]}]$/.test(token.text);
      tokens.push({ ...token, first, depth: closes ? depth - 1 : depth });
      if (closes) depth = Math.max(0, depth - 1);
      else if (token.kind === 'sign' && /^[([{]$/.test(token.text)) depth++;
      first = false;
      at = token.end;
    }
  }
  return tokens;
}

function endOr(text: string, found: number, more = 0): number {
  return found < 0 ? text.length : found + more;
}

function read(text: string, at: number, strings: RegExp): Omit<Token, 'first' | 'depth'> {
  const opening = matchAt(strings, text, at);
  if (opening) return quoted(text, at, opening);
  const [kind, match] = ((): ['word' | 'number' | 'sign', string] => {
    const found = matchAt(word, text, at);
    if (found) return ['word', found[0]];
    const digits = matchAt(number, text, at);
    return digits ? ['number', digits[0]] : ['sign', matchAt(sign, text, at)?.[0] ?? text[at] ?? ''];
  })();
  return { kind, text: match, value: '', start: at, end: at + match.length, formatted: false };
}

function quoted(text: string, at: number, [whole, prefix = '', quotes = '"']: RegExpExecArray): Omit<Token, 'first' | 'depth'> {
  const body = at + whole.length;
  let end = body;
  while (end < text.length && !text.startsWith(quotes, end)) {
    if (quotes.length === 1 && /[\r\n]/.test(text[end] ?? '')) break;
    end += text[end] === '\\' ? 2 : 1;
  }
  const closed = Math.min(text.startsWith(quotes, end) ? end + quotes.length : end, text.length);
  return { kind: 'text', text: text.slice(at, closed), value: text.slice(body, Math.min(end, text.length)), start: at, end: closed, formatted: /f/i.test(prefix) };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
