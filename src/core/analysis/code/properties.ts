import type { Span } from './model';

/** One `key = value` of a Java properties file, or of an INI file with its section. */
export interface Property extends Span {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** A line of an INI file: its key, its sign, its value. */
const pair = /^(\s*)([^\s#!;=:][^\s=:]*)(\s*[=:]\s*)(.*?)\s*$/;

/** The entries of an INI file, comments (`#`, `;`) passed over. The span is that of the value. */
export function propertiesOf(text: string): readonly Property[] {
  let section = '';
  let at = 0;
  const found: Property[] = [];
  for (const line of text.split('\n')) {
    const header = /^\s*\[([^\]]+)\]/.exec(line);
    const written = pair.exec(line);
    if (header) section = header[1] ?? '';
    else if (written) {
      const [, indent = '', key = '', sign = '', value = ''] = written;
      const start = at + indent.length + key.length + sign.length;
      found.push({ section, key, value, start, end: start + value.length });
    }
    at += line.length + 1;
  }
  return found;
}

/** The entries of a Java properties file, as `java.util.Properties` reads them: a key ends at `=`, `:` or a space, a backslash escapes a sign or the end of a line. The span is that of the value as written. */
export function javaPropertiesOf(text: string): readonly Property[] {
  const found: Property[] = [];
  // A logical line: not a comment, with the lines that a backslash adds to it.
  for (const { 0: line, index } of text.matchAll(/^(?![ \t\f]*[#!])[ \t\f]*(?:\\(?:\r?\n|[^\r\n])|[^\\\r\n])+/gm)) {
    const [whole, key = ''] = /^\s*((?:\\(?:\r?\n[ \t]*|.)|[^\s=:\\])+)(?:[ \t\f]*[=:])?(?:[ \t\f]|\\\r?\n)*/.exec(line) ?? [];
    if (whole === undefined) continue;
    const value = line.slice(whole.length).trimEnd();
    const start = index + whole.length;
    found.push({ section: '', key: unescaped(key), value: unescaped(value), start, end: start + value.length });
  }
  return found;
}

function unescaped(text: string): string {
  return text.replace(/\\\r?\n[ \t\f]*/g, '').replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (_, code: string | undefined, sign: string | undefined) => (code === undefined ? ({ n: '\n', t: '\t', r: '\r', f: '\f' }[sign ?? ''] ?? sign ?? '') : String.fromCharCode(parseInt(code, 16))));
}
