import type { Span } from './model';

/** One `key = value` of a Java properties file, or of an INI file with its section. */
export interface Property extends Span {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** The properties of a text, comments (`#`, `!`, `;`) passed over. The span is that of the value. */
export function propertiesOf(text: string): readonly Property[] {
  let section = '';
  let at = 0;
  const found: Property[] = [];
  for (const line of text.split('\n')) {
    const header = /^\s*\[([^\]]+)\]/.exec(line);
    const pair = /^(\s*)([^\s#!;=:][^\s=:]*)(\s*[=:]\s*)(.*?)\s*$/.exec(line);
    if (header) section = header[1] ?? '';
    else if (pair) {
      const [, indent = '', key = '', sign = '', value = ''] = pair;
      const start = at + indent.length + key.length + sign.length;
      found.push({ section, key, value, start, end: start + value.length });
    }
    at += line.length + 1;
  }
  return found;
}
