import { plainScalar } from './cluster';
import type { Maker } from './maker';

const token = / *(?:([[\]{},])|"([^"\\]*)"|'([^']*)'|([A-Za-z_][\w./-]*): +|((?:--?(?=\w))?[\w./][\w./+=@-]*(?: +\w[\w./+=@-]*)*))/y;
/** Keys that are read as something else than their text, or that mean something to the language we write in. */
export const notText = /^(?:y|n|yes|no|true|false|on|off|null|\.inf|\.nan|__proto__)$/i;
const maxDepth = 20;

/** Reads `[…]` or `{…}` written on one line, perhaps before a comment, if all in it is of an ordinary shape; `start` is where the line's text is in the file. */
export function readFlow<T>(line: string, start: number, maker: Maker<T>): T | undefined {
  const reader = new Reader(line, start, maker);
  const value = reader.value(0);
  return value !== undefined && /^ *(?: #.*)?$/.test(line.slice(reader.at)) ? value : undefined;
}

class Reader<T> {
  at = 0;

  constructor(private readonly line: string, private readonly start: number, private readonly maker: Maker<T>) {}

  value(depth: number, found = this.next()): T | undefined {
    const [, mark, double, single, , plain] = found;
    const end = this.start + this.at;
    if (mark === '[') return depth < maxDepth ? this.list(depth, end - 1) : undefined;
    if (mark === '{') return depth < maxDepth ? this.map(depth, end - 1) : undefined;
    const quoted = double ?? single;
    if (quoted !== undefined) return this.maker.scalar({ value: quoted, source: quoted, start: end - quoted.length - 2, end, type: double === undefined ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE' });
    return plain === undefined ? undefined : this.maker.scalar({ value: plainScalar(plain), source: plain, start: end - plain.length, end, type: 'PLAIN' });
  }

  private next(): readonly (string | undefined)[] {
    token.lastIndex = this.at;
    const found = token.exec(this.line);
    if (found) this.at = token.lastIndex;
    return found ?? [];
  }

  private list(depth: number, start: number): T | undefined {
    const list = this.maker.list(start);
    for (let count = 0, next = this.next(); ; count++, next = this.next()) {
      if (next[1] === ']') return count === 0 ? this.maker.flow(list, this.start + this.at) : undefined;
      const item = this.value(depth + 1, next);
      if (item === undefined) return undefined;
      this.maker.item(list, item);
      const [, mark] = this.next();
      if (mark === ']') return this.maker.flow(list, this.start + this.at);
      if (mark !== ',') return undefined;
    }
  }

  private map(depth: number, start: number): T | undefined {
    const map = this.maker.map(start);
    for (let count = 0, next = this.next(); ; count++, next = this.next()) {
      const [whole = '', mark, , , key] = next;
      if (mark === '}') return count === 0 ? this.maker.flow(map, this.start + this.at) : undefined;
      if (key === undefined || notText.test(key) || this.maker.has(map, key)) return undefined;
      const from = this.start + this.at - whole.trimStart().length;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      this.maker.entry(map, { value: key, source: key, start: from, end: from + key.length, type: 'PLAIN' }, value);
      const [, end] = this.next();
      if (end === '}') return this.maker.flow(map, this.start + this.at);
      if (end !== ',') return undefined;
    }
  }
}
