import { groupedBy } from '../grouped';

/** No name that GitLab or Kubernetes takes is longer: one that is was not mistyped. */
const longest = 255;
/** As good as infinite, whatever is added to it. */
const far = 1000;

/** The one of `names` that `name` was most likely meant to be: the same letters in another case, or two letters away at most. Of several as near, the first. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  return new Spellings(names).nearest(name);
}

interface Entry {
  readonly name: string;
  readonly letters: string;
  readonly order: number;
}

/** The names that begin alike. */
interface Branch {
  readonly entries: readonly Entry[];
  /** By the letter that comes next; the names that end here are under none. Made when it is gone through. */
  next?: ReadonlyMap<string, Branch>;
}

/** Names to look among many times: those that begin alike are gone through together, so that the time taken hardly grows with their number. */
export class Spellings {
  private readonly root: Branch;

  constructor(names: readonly string[]) {
    this.root = { entries: names.map((name, order) => ({ name, letters: name.toLowerCase(), order })) };
  }

  /** The one that `name` was most likely meant to be, of those that `accepts` takes. */
  nearest(name: string, accepts: (name: string) => boolean = () => true): string | undefined {
    return name.length > longest ? undefined : new Search(name, accepts).among(this.root);
  }
}

/** Looks for one name. A row holds how far the first letters of another one are from the first 0, 1, 2… of its own: letters added, taken away, changed or exchanged. */
class Search {
  private readonly letters: string;
  private readonly allowed: number;
  private readonly rows: Uint16Array[];
  private best: { readonly name?: string; readonly distance: number; readonly order: number };

  constructor(name: string, private readonly accepts: (name: string) => boolean) {
    this.letters = name.toLowerCase();
    this.allowed = name.length < 4 ? 0 : name.length < 7 ? 1 : 2;
    this.rows = [Uint16Array.from({ length: this.letters.length + 1 }, (_, index) => index)];
    this.best = { distance: this.allowed, order: Infinity };
  }

  among(root: Branch): string | undefined {
    this.visit(root, 0);
    return this.best.name;
  }

  private visit(branch: Branch, depth: number): void {
    const [only] = branch.entries;
    if (only && branch.entries.length === 1) return this.visitOne(only, depth);
    branch.next ??= byLetter(branch.entries, depth);
    for (const [letter, next] of branch.next) {
      if (letter === '') next.entries.forEach(entry => this.consider(entry));
      else if (this.step(depth, next.entries[0]?.letters ?? '')) this.visit(next, depth + 1);
    }
  }

  private visitOne(entry: Entry, depth: number): void {
    for (let at = depth; at < entry.letters.length; at++) if (!this.step(at, entry.letters)) return;
    this.consider(entry);
  }

  private consider({ name, letters, order }: Entry): void {
    const distance = this.rows[letters.length]?.[this.letters.length] ?? far;
    if ((distance < this.best.distance || (distance === this.best.distance && order < this.best.order)) && this.accepts(name)) this.best = { name, distance, order };
  }

  /** Makes the row that comes after the first `depth` letters of another name; false when nothing that begins so can be near enough. */
  private step(depth: number, other: string): boolean {
    const { letters, rows, allowed } = this;
    const [before, last, at] = [rows[depth - 1], rows[depth], depth + 1];
    const row = (rows[at] ??= new Uint16Array(letters.length + 1).fill(far));
    let least = far;
    // What is further from the diagonal than what is allowed stays infinite.
    for (let index = Math.max(0, at - allowed); index <= Math.min(letters.length, at + allowed); index++) {
      const change = index === 0 ? far : (last?.[index - 1] ?? far) + (letters[index - 1] === other[at - 1] ? 0 : 1);
      const exchange = index > 1 && at > 1 && letters[index - 1] === other[at - 2] && letters[index - 2] === other[at - 1] ? (before?.[index - 2] ?? far) + 1 : far;
      const distance = Math.min(change, exchange, (last?.[index] ?? far) + 1, index === 0 ? far : (row[index - 1] ?? far) + 1);
      row[index] = distance;
      if (distance < least) least = distance;
    }
    return least <= this.best.distance;
  }
}

function byLetter(entries: readonly Entry[], depth: number): Map<string, Branch> {
  return new Map([...groupedBy(entries, ({ letters }) => letters.charAt(depth))].map(([letter, group]) => [letter, { entries: group }]));
}
