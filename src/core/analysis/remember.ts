/** How many texts are remembered, and of which length, at most. */
export interface Bounds {
  readonly most: number;
  readonly longest: number;
}

/** A pure function of an object, which nobody changes, that answers what it answered before for the same one. */
export function rememberingEach<K extends object, T>(read: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, T>();
  return of => {
    const before = known.get(of);
    if (before !== undefined || known.has(of)) return before as T;
    const answer = read(of);
    known.set(of, answer);
    return answer;
  };
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
