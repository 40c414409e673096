import type { Document } from 'yaml';
import type { SourceText } from '../text';

/**
 * The documents of a file. Parsed, a file takes fifty times the room of its text: once its own rules have run it is let go, and the seldom rule that
 * finds a place in it afterwards has it parsed again.
 */
export class Documents {
  private kept: readonly Document[] | undefined;

  constructor(private readonly source: SourceText, private readonly parse: (text: string) => readonly Document[]) {}

  get all(): readonly Document[] {
    return (this.kept ??= this.parse(this.source.text));
  }

  /** The document at `index`, which the file was seen to have. */
  at(index: number): Document {
    const document = this.all[index];
    if (!document) throw new RangeError(`document ${index} of ${this.all.length}`);
    return document;
  }

  release(): void {
    this.kept = undefined;
  }
}
