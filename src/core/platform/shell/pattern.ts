import { RE2JS } from '@bufbuild/re2';

/** A shell pattern as a regular expression, anchored nowhere; a backslash takes a sign as it is. `path`: a star stops at a slash. RE2 reads it: none can stall. */
export function patternSource(pattern: string, path = false): string {
  const any = path ? '[^/]' : '[\\s\\S]';
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] ?? '';
    const end = sign === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (sign === '*') source += `${any}*`;
    else if (sign === '?') source += any;
    else if (end > 0) {
      source += `[${pattern.slice(at + 1, end).replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
      at = end;
    } else if (sign === '\\' && at + 1 < pattern.length) source += literal(pattern[++at] ?? '');
    else source += literal(sign);
  }
  return source;
}

/** Tells which texts are wholly of a shell pattern; none is of one that does not read. */
export function patternTest(pattern: string, path = false): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(`^(?:${patternSource(pattern, path)})$`);
    return text => compiled.test(text);
  } catch {
    return () => false;
  }
}

/** Whether a whole text is of a shell pattern. */
export function matchesPattern(pattern: string, text: string, path = false): boolean {
  return patternTest(pattern, path)(text);
}

/** A text whose signs a pattern takes as they are. */
export function quoted(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

function literal(sign: string): string {
  return /[\w\s/,:;=@#%&~"'<>!-]/.test(sign) ? sign : `\\${sign}`;
}
