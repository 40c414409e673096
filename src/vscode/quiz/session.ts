import { isCompleted, practice, type PracticeEvent, type PracticeState } from '../../core/assessment/practice';
import { restorePractice } from '../../core/assessment/restore';
import { reviewScope } from '../../core/assessment/scope';
import type { Shelf } from '../../core/assessment/shelf';
import { viewOf, type QuizView } from '../../core/assessment/view';
import type { JournalEvent, JournalPort, NewEvent } from '../../core/progress/event';

/** What a running session needs of the editor. */
export interface SessionPorts {
  readonly journal: JournalPort;
  /** Resolves once a reload would find this state. */
  readonly save: (state: PracticeState) => Promise<void>;
  /** Tells the user that something could not be written; receives a French sentence. */
  readonly warn: (error: unknown) => void;
}

/**
 * A session being played. Events change it at once, so that a second one sees the first; saving and the journal follow, one thing at a time. An
 * answer is in the saved state, in the journal or in both, and the journal is read before it is written: interrupted anywhere, it is there once.
 */
export class RunningSession {
  private work: Promise<void> = Promise.resolve();
  private readonly attempted = new Set<string>();

  private constructor(private current: PracticeState, private readonly shelf: Shelf, private readonly ports: SessionPorts) {}

  /** Takes a new or saved session up, with what the journal knows of it. */
  static async open(saved: PracticeState, shelf: Shelf, ports: SessionPorts): Promise<RunningSession> {
    const answers = (await ports.journal.read()).events.flatMap(event => (isAnswer(event, saved.id) ? [{ question: event.question, response: event.selected, correct: event.correct }] : []));
    const session = new RunningSession(restorePractice(saved, shelf.bank, shelf.catalog.version, answers), shelf, ports);
    session.settle();
    return session;
  }

  get state(): PracticeState {
    return this.current;
  }

  view(): QuizView {
    return viewOf(this.current, this.shelf);
  }

  /** Applies an event; says whether anything changed. */
  apply(event: PracticeEvent): boolean {
    const next = practice(this.current, event, this.shelf.bank);
    if (next === this.current) return false;
    this.current = next;
    this.settle();
    return true;
  }

  /** Resolves when all that was done is on disk. */
  settled(): Promise<void> {
    return this.work;
  }

  private settle(): void {
    this.work = this.work.then(() => this.write()).catch(error => this.ports.warn(error));
  }

  private async write(): Promise<void> {
    await this.ports.save(this.current);
    for (const [item, { question, answer, recorded, confidence }] of this.current.items.entries()) {
      const asked = this.shelf.bank.get(question);
      if (!answer || recorded || !asked) continue;
      const { competence, objective } = asked;
      await this.once(question, event => isAnswer(event, this.current.id) && event.question === question, { type: 'question.answered', session: this.current.id, question, competence, objective, correct: answer.correct, selected: answer.response, ...(confidence && { confidence }) });
      await this.done({ type: 'recorded', item });
    }
    if (!isCompleted(this.current) || this.current.completionRecorded || this.current.scope === reviewScope) return;
    const answers = this.current.items.flatMap(item => item.answer ?? []);
    const completed = { type: 'quiz.completed', session: this.current.id, module: this.current.module, correct: answers.filter(a => a.correct).length, total: answers.length } as const;
    await this.once('completed', event => event.type === 'quiz.completed' && event.session === this.current.id, completed);
    await this.done({ type: 'completionRecorded' });
  }

  /** Appends unless the journal has it. A journal that cannot be written keeps the event itself, so it is handed over once only. */
  private async once(key: string, is: (event: JournalEvent) => boolean, event: NewEvent): Promise<void> {
    if (this.attempted.has(key) || (await this.ports.journal.read()).events.some(is)) return;
    this.attempted.add(key);
    await this.ports.journal.append(event);
  }

  private async done(event: PracticeEvent): Promise<void> {
    this.current = practice(this.current, event, this.shelf.bank);
    await this.ports.save(this.current);
  }
}

function isAnswer(event: JournalEvent, session: string): event is Extract<JournalEvent, { type: 'question.answered' }> {
  return event.type === 'question.answered' && event.session === session;
}
