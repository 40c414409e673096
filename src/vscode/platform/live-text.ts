/** How much of a log is shown, in characters: what VS Code shows with ease. Beyond, its beginning is let go of, and the text says so. */
const most = 8_000_000;

/** The text of a log that grows. When it is read again from its first line, what was told already is not told twice. */
export class LiveText {
  private shown = '';
  /** What the log has given since it was opened, and what it had given the time before. */
  private heard = '';
  private known: string | undefined;

  constructor(private readonly cut: string, private readonly limit = most) {}

  get text(): string {
    return this.shown;
  }

  /** What the log gives. Opened again, it is held as long as it says the same as before; if it comes to say something else, all of it is told. */
  add(text: string): void {
    this.heard += text;
    const { known } = this;
    if (known === undefined) return this.note(text);
    if (known.length > this.heard.length && known.startsWith(this.heard)) return;
    this.known = undefined;
    this.note(this.heard.startsWith(known) ? this.heard.slice(known.length) : this.heard);
  }

  /** A line of ours. */
  note(text: string): void {
    this.shown += text;
    if (this.shown.length <= this.limit) return;
    // A half is let go of at once, so that the next lines cost nothing; and what was heard, which would be as much again.
    this.shown = `${this.cut}\n${this.shown.slice(this.shown.indexOf('\n', this.shown.length - this.limit / 2) + 1)}`;
    this.heard = '';
  }

  /** The log is opened again. */
  again(): void {
    this.known = this.heard;
    this.heard = '';
  }
}
