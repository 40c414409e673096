import type { FromExam } from '../../protocol/exam';

interface Host {
  post(message: FromExam): void;
  saveState(state: unknown): void;
  savedState(): unknown;
}

type Responses = Record<string, readonly number[]>;

/** Answers given and not known to be on disk. They are in the page's state too, which VS Code gives back after a reload: an editor that died in between gets them again. */
export class Pending {
  private session = '';
  private responses: Responses = {};

  constructor(private readonly host: Host) {}

  /** What was last answered to this item in this page, if the editor has not acknowledged it. */
  of(item: number): readonly number[] | undefined {
    return this.responses[item];
  }

  get count(): number {
    return Object.keys(this.responses).length;
  }

  answer(session: string, item: number, response: readonly number[]): void {
    this.session = session;
    this.responses = { ...this.responses, [item]: response };
    this.keep();
    this.host.post({ type: 'answer', session, item, response: [...response] });
  }

  saved({ session, item, response }: { readonly session: string; readonly item: number; readonly response: readonly number[] }): void {
    if (session !== this.session || this.responses[item]?.join() !== response.join()) return;
    const rest = { ...this.responses };
    delete rest[item];
    this.responses = rest;
    this.keep();
  }

  /** The editor shows this exam: tells it again what it may not have heard, while it is still open. */
  resume(session: string, open: boolean): void {
    const saved = this.host.savedState() as { session?: string; responses?: Responses } | undefined;
    if (this.session !== session) this.responses = (saved?.session === session && saved.responses) || {};
    this.session = session;
    if (!open) this.responses = {};
    this.keep();
    for (const [item, response] of Object.entries(this.responses)) this.host.post({ type: 'answer', session, item: Number(item), response: [...response] });
  }

  private keep(): void {
    this.host.saveState({ session: this.session, responses: this.responses });
  }
}
