import type { Leak } from './leak';
import { leaksInCode } from './lines';

/** Secrets of an XML file, in its elements and attributes; what is in a comment is no setting, and a `CDATA` is text like another. Places stay those of the file. */
export function leaksInXml(text: string): Leak[] {
  const blank = (found: string) => found.replace(/[^\r\n]/g, ' ');
  return leaksInCode(text.replace(/<!--[\s\S]*?(?:-->|$)/g, blank).replace(/<!\[CDATA\[|\]\]>/g, blank));
}
