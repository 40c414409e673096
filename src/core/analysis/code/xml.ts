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

/** An element of an XML text: its name after those it is in, and the text right inside. */
export interface Element {
  readonly path: readonly string[];
  readonly text: string;
}

const parts = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<!(?:[^>]*)>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g;

/** The elements of an XML text, in the order in which they end; one that is not closed ends with the one around it. Never throws. */
export function elementsOf(text: string): readonly Element[] {
  const found: Element[] = [];
  const open: { readonly name: string; text: string }[] = [];
  const close = () => {
    found.push({ path: open.map(({ name }) => name), text: open.at(-1)?.text.trim() ?? '' });
    open.pop();
  };
  for (const [, data, closed, name, , empty, written] of text.matchAll(parts)) {
    const last = open.at(-1);
    if (last && (data ?? written) !== undefined) last.text += data ?? written ?? '';
    else if (closed !== undefined) {
      const from = open.findLastIndex(one => one.name === closed);
      while (from >= 0 && open.length > from) close();
    } else if (name !== undefined) {
      open.push({ name, text: '' });
      if (empty === '/') close();
    }
  }
  while (open.length > 0) close();
  return found;
}
