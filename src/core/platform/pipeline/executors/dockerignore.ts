import { RE2JS } from '@bufbuild/re2';

/** Tells which files a `.dockerignore` leaves out of the context: the last pattern that names one, or a folder it is in, decides (moby/patternmatcher). */
export function ignoring(text: string | undefined): (path: string) => boolean {
  const rules = (text ?? '').split('\n').map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#')).slice(0, 500).flatMap(line => {
    const keeps = line.startsWith('!');
    const pattern = line.replace(/^!/, '').replace(/^\.?\/+/, '').replace(/\/+$/, '');
    const test = compiled(pattern === '.' ? '**' : pattern);
    return test ? [{ keeps, test }] : [];
  });
  return path => rules.reduce((out, { keeps, test }) => (test(path) ? !keeps : out), false);
}

function compiled(pattern: string): ((path: string) => boolean) | undefined {
  const source = pattern.split(/(\*\*\/|\*\*|\*|\?)/).map(piece => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' })[piece] ?? RE2JS.quote(piece)).join('');
  try {
    const expression = RE2JS.compile(`^${source}(?:/.*)?$`);
    return path => expression.test(path);
  } catch {
    return undefined;
  }
}
