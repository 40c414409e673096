import type { Span } from './model';

/** An opening tag of an XML text. */
export interface Tag extends Span {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const piece = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<!(?:[^>]*)>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g;

/** The opening tags of an XML text in their order; comments, declarations and character data are passed over. Never throws. */
export function tagsOf(text: string): readonly Tag[] {
  return [...text.matchAll(piece)].flatMap(({ 0: whole, 1: name, 2: rest = '', index }) => {
    if (name === undefined) return [];
    const attributes = Object.fromEntries([...rest.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key = '', double, single]) => [key, double ?? single ?? '']));
    return [{ name, attributes, start: index, end: index + whole.length }];
  });
}
