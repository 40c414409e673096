import { parseDocument } from 'yaml';
import { isPlainMap, toPlain, type PlainMap } from '../yaml/plain';

/** JSON with comments and trailing commas, as TypeScript's own configuration is written; undefined when it is no object. Never throws. */
export function readJsonc(text: string): PlainMap | undefined {
  const document = parseDocument(withoutComments(text), { logLevel: 'silent', strict: false });
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return undefined;
  const { value } = toPlain(document);
  return isPlainMap(value) ? value : undefined;
}

/** Comments become spaces; what looks like one in a string stays. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, found => (found.startsWith('"') ? found : found.replace(/[^\n]/g, ' ')));
}
