import type { Leak } from './leak';
import { isClearSecret, masked } from './value';

/** `PASSWORD 'secret'` and `IDENTIFIED BY 'secret'` as SQL says them, and `password 'secret'` as a build script does; `from` is where the text starts in its file. */
export function leaksInSql(text: string, from = 0): Leak[] {
  return [...text.matchAll(/^(?![ \t]*(?:--|\/\/|#|\*)).*?\b(?:password|identified[ \t]+(?:with[ \t]+\S+[ \t]+)?by(?:[ \t]+password)?)[ \t(]+(?:as[ \t]+)?(['"])([^'"\r\n]+)\1/gim)].flatMap(({ 0: whole, 2: secret = '', index }): Leak[] => {
    const start = from + index + whole.lastIndexOf(secret);
    return isClearSecret('password', secret) ? [{ start, end: start + secret.length, variant: 'value', what: 'password', excerpt: masked(secret) }] : [];
  });
}
