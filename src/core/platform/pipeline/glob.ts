import { patternTest } from '../shell/pattern';
import { RE2JS } from '@bufbuild/re2';

/** Tells which paths a pattern of `rules:changes` or `rules:exists` takes (Ruby's `File.fnmatch`, with `**` and braces). */
export function globTest(pattern: string): (path: string) => boolean {
  const tests = bracesOf(pattern.replace(/^\.?\//, '')).map(oneTest);
  return path => tests.some(test => test(path));
}

function oneTest(pattern: string): (path: string) => boolean {
  if (!pattern.includes('**')) return patternTest(pattern, true);
  const source = pattern.split(/(\*\*\/|\*\*|\*|\?)/).map(piece => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' })[piece] ?? RE2JS.quote(piece)).join('');
  try {
    const compiled = RE2JS.compile(`^${source}$`);
    return path => compiled.test(path);
  } catch {
    return () => false;
  }
}

function bracesOf(pattern: string): string[] {
  const found = /^([^{]*)\{([^{}]*)\}(.*)$/s.exec(pattern);
  if (!found) return [pattern];
  const [, before = '', inside = '', after = ''] = found;
  return inside.split(',').slice(0, 50).flatMap(each => (after.includes('{') ? bracesOf(after).map(rest => before + each + rest) : [before + each + after])).slice(0, 200);
}
