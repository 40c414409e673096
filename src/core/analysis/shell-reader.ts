/** What comes before a command and is none itself. */
const reserved = new Set(['!', 'then', 'do', 'else', 'elif', 'if', 'while', 'until', 'time', '{', '}']);

interface Written {
  /** Names with their values, and the place of each value. */
  readonly assigned: [string, string, number][];
  readonly words: string[];
  /** Where each word begins in the text, its quotes included. */
  readonly places: number[];
}

/** A script inside a command, and where it begins in the text. */
interface Inner {
  readonly script: string;
  readonly from: number;
}

/** Cuts a shell script into commands, as POSIX says: quotes, `${…}`, `$(…)`, comments, redirections, here-documents. What it cannot close, it reads to the end. */
export class ScriptReader {
  private readonly commands: Written[] = [];
  /** By the index of their command, the scripts inside it: substitutions, and what a here-document feeds to a shell. */
  private readonly nested = new Map<number, Inner[]>();
  private current: Written = { assigned: [], words: [], places: [] };
  private word: string | undefined;
  private place = 0;
  private quoted = false;
  private waiting: { readonly end: string; readonly tabs: boolean; readonly owner: Written; readonly index: number }[] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  read(): { readonly commands: readonly Written[]; readonly nested: ReadonlyMap<number, readonly Inner[]> } {
    while (this.at < this.text.length) this.step();
    this.endCommand();
    return { commands: this.commands, nested: this.nested };
  }

  private step(): void {
    if (this.word === undefined) this.place = this.at;
    const plain = this.match(/[^\s"'`\\$#;|&(){}<>]+/y);
    if (plain !== undefined) return this.add(plain);
    const sign = this.text[this.at] ?? '';
    switch (sign) {
      case '\n': this.at++; this.endCommand(); return this.documents();
      case ' ': case '\t': case '\r': this.at++; return this.endWord();
      case '\\': return this.escaped();
      case '"': return this.doubleQuoted();
      case "'": return this.singleQuoted();
      case '`': this.at++; return this.substituted(this.at, this.until('`'), '`');
      case '$': return this.dollar();
      case '#': return this.word === undefined ? void this.match(/[^\n]*/y) : this.one();
      case ';': case '|': case '(': case ')': this.at++; return this.endCommand();
      case '&': return this.match(/&>>?/y) === undefined ? (this.at++, this.endCommand()) : this.redirection('>');
      case '<': case '>': return this.arrow();
      default: return this.brace();
    }
  }

  private one(): void {
    this.add(this.text[this.at++] ?? '');
  }

  private add(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return found;
  }

  private escaped(): void {
    if (this.match(/\\\r?\n/y) !== undefined) return;
    this.at++;
    this.one();
  }

  private singleQuoted(): void {
    this.at++;
    const end = this.text.indexOf("'", this.at);
    this.quote(this.text.slice(this.at, end < 0 ? undefined : end));
    this.at = end < 0 ? this.text.length : end + 1;
  }

  private quote(text: string): void {
    if (this.word === undefined) this.quoted = true;
    this.add(text);
  }

  private doubleQuoted(): void {
    this.at++;
    this.quote('');
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      const plain = this.match(/[^"\\$`]+/y);
      if (plain !== undefined) this.add(plain);
      else if (this.match(/\\\r?\n/y) !== undefined) continue;
      else if (this.text[this.at] === '\\') this.add(this.match(/\\(?=["\\$`])/y) === undefined ? (this.match(/\\/y) ?? '') : (this.text[this.at++] ?? ''));
      else if (this.text[this.at] === '`') {
        this.at++;
        this.substituted(this.at, this.until('`'), '`');
      } else this.dollar();
    }
    this.at++;
  }

  /** `$(…)`, `$((…))`, `${…}`, `$'…'`, or a sign like another. */
  private dollar(): void {
    if (this.text.startsWith('$((', this.at)) {
      const end = this.text.indexOf('))', this.at);
      const whole = this.text.slice(this.at, end < 0 ? undefined : end + 2);
      this.at += whole.length;
      return this.add(whole);
    }
    if (this.text.startsWith('$(', this.at)) {
      this.at += 2;
      return this.substituted(this.at, this.balanced('(', ')'), ')', '$(');
    }
    if (this.text.startsWith('${', this.at)) {
      this.at += 2;
      return this.add(`\${${this.balanced('{', '}')}}`);
    }
    this.one();
  }

  private substituted(from: number, script: string, close: string, open = close): void {
    this.add(`${open}${script}${close}`);
    this.inside(this.commands.length, { script, from });
  }

  private inside(index: number, inner: Inner): void {
    const known = this.nested.get(index);
    if (known) known.push(inner);
    else this.nested.set(index, [inner]);
  }

  /** What is before the next `sign`, which is passed over. */
  private until(sign: string): string {
    const start = this.at;
    while (this.at < this.text.length && this.text[this.at] !== sign) this.at += this.text[this.at] === '\\' ? 2 : 1;
    return this.text.slice(start, this.at++);
  }

  /** What is before the sign that closes, quotes and pairs inside passed over. */
  private balanced(open: string, close: string): string {
    const start = this.at;
    let depth = 1;
    for (; this.at < this.text.length; this.at++) {
      const sign = this.text[this.at];
      if (sign === '\\') this.at++;
      else if (sign === "'") this.at = this.endOf("'");
      else if (sign === open) depth++;
      else if (sign === close && --depth === 0) return this.text.slice(start, this.at++);
    }
    return this.text.slice(start);
  }

  private endOf(sign: string): number {
    const end = this.text.indexOf(sign, this.at + 1);
    return end < 0 ? this.at : end;
  }

  private arrow(): void {
    const here = this.match(/<<-?(?!<)/y);
    if (here !== undefined) return this.hereDocument(here.endsWith('-'));
    const process = this.match(/[<>]\(/y);
    if (process !== undefined) return this.substituted(this.at, this.balanced('(', ')'), ')', process);
    // `2>&1` sends nothing to a file.
    if (this.match(/[<>]&-?\d*/y) !== undefined) return this.dropNumber();
    this.redirection(this.match(/<<<|<>|>>|>\||[<>]/y) ?? '');
  }

  private dropNumber(): void {
    if (/^\d+$/.test(this.word ?? '')) this.word = undefined;
    this.endWord();
  }

  /** The sign is a word of its own, and the file that comes after is the next one. */
  private redirection(sign: string): void {
    this.dropNumber();
    this.current.words.push(sign);
    this.current.places.push(this.at - sign.length);
  }

  private hereDocument(tabs: boolean): void {
    this.dropNumber();
    const end = this.match(/[ \t]*(?:"[^"\n]*"|'[^'\n]*'|[^\s;|&<>()]+)/y)?.trim().replace(/["'\\]/g, '');
    if (end) this.waiting.push({ end, tabs, owner: this.current, index: this.commands.length });
  }

  /** After the end of a line, the bodies of its here-documents: what is fed to a shell, or to nobody, is a script, anything else is data. */
  private documents(): void {
    for (const { end, tabs, owner, index } of this.waiting.splice(0)) {
      const lines: string[] = [];
      const from = this.at;
      while (this.at < this.text.length) {
        const line = this.match(/[^\n]*/y) ?? '';
        this.at++;
        if ((tabs ? line.replace(/^\t+/, '') : line).trimEnd() === end) break;
        lines.push(line);
      }
      // `cat <<EOF | sh`: whoever takes what comes out of the command is on the same line.
      if (owner.words.length === 0 || [owner, ...this.commands.slice(index)].some(({ words }) => words.some(word => /(^|\/)(ba|da|a|k|z)?sh$/.test(word)))) this.body(index, { script: lines.join('\n'), from });
    }
  }

  private body(index: number, inner: Inner): void {
    // A here-document alone has no command that it could belong to.
    if (this.commands[index] === undefined) this.commands.push({ assigned: [], words: [], places: [] });
    this.inside(Math.min(index, this.commands.length - 1), inner);
  }

  /** A brace alone groups commands; in a word, it is part of it. */
  private brace(): void {
    const sign = this.text[this.at++] ?? '';
    if (this.word === undefined && /^(?:\s|;|$)/.test(this.text.slice(this.at, this.at + 1))) return this.endCommand();
    this.add(sign);
  }

  private endWord(): void {
    const { word, quoted } = this;
    this.word = undefined;
    this.quoted = false;
    if (word === undefined) return;
    const first = this.current.words.length === 0;
    const assignment = first && !quoted ? /^(\w+)=(.*)$/s.exec(word) : undefined;
    const [, name = '', value = ''] = assignment ?? [];
    if (assignment) return void this.current.assigned.push([name, value, this.place + name.length + 1]);
    if (first && !quoted && reserved.has(word)) return;
    this.current.words.push(word);
    this.current.places.push(this.place);
  }

  private endCommand(): void {
    this.endWord();
    if (this.current.words.length > 0 || this.current.assigned.length > 0) this.commands.push(this.current);
    else if (this.nested.has(this.commands.length)) this.commands.push(this.current);
    this.current = { assigned: [], words: [], places: [] };
  }
}
