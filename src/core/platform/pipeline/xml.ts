/** An element of an XML text: the names of those it is in and its own, its attributes as written, the text it begins with. */
export interface Element {
  readonly path: string;
  readonly attributes: string;
  readonly text: string;
}

/** Elements of an XML text in their order, comments left out; `balanced` says whether each one is closed. Reads in one pass, whatever it is given. */
export function elementsOf(source: string, most = 200_000): { readonly elements: readonly Element[]; readonly balanced: boolean } {
  const elements: Element[] = [];
  const open: string[] = [];
  let balanced = true;
  const text = withoutComments(source);
  for (const { 1: end, 2: name, 3: rest = '', 0: whole, index } of text.matchAll(/<(\/?)([\w:.-]+)([^<>]*)>/g)) {
    if (name === undefined || elements.length >= most || open.length > 200) continue;
    if (end) {
      if (open.pop() !== name) balanced = false;
      continue;
    }
    const next = text.indexOf('<', index + whole.length);
    elements.push({ path: [...open.slice(-12), name].join('/'), attributes: rest, text: text.slice(index + whole.length, Math.min(next < 0 ? text.length : next, index + whole.length + 500)).trim() });
    if (!rest.endsWith('/')) open.push(name);
  }
  return { elements, balanced: balanced && open.length === 0 };
}

/** An attribute of an element. */
export function attribute({ attributes }: Element, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
}

function withoutComments(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', at)) {
    pieces.push(text.slice(at, start));
    const end = text.indexOf('-->', start);
    if (end < 0) return pieces.join('');
    at = end + 3;
  }
  return [...pieces, text.slice(at)].join('');
}
