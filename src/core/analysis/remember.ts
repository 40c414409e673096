/** How many texts are remembered, and of which length, at most. */
export interface Bounds {
  readonly most: number;
  readonly longest: number;
}

/** A pure function of a text that answers what it answered before for the same one. When it remembers too many, it forgets them all; a longer text is read anew each time. */
export function remembering<T>(read: (text: string) => T, { most, longest }: Bounds): (text: string) => T {
  const known = new Map<string, T>();
  return text => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as T;
    const answer = read(text);
    if (text.length > longest) return answer;
    if (known.size >= most) known.clear();
    known.set(text, answer);
    return answer;
  };
}
