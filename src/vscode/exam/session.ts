import type { Instant } from '../../core/assessment/clock';
import { exam, type ExamEvent, type ExamState } from '../../core/assessment/exam';
import { examView, type ExamView } from '../../core/assessment/exam-view';
import type { Shelf } from '../../core/assessment/shelf';

/** What a running exam needs of the machine. */
export interface ExamPorts {
  readonly load: () => Promise<ExamState | undefined>;
  /** Resolves once the state is on disk. */
  readonly save: (state: ExamState) => Promise<void>;
  /** Puts in the journal what the exam has earned so far; may be asked again, and must then add nothing twice. */
  readonly record: (state: ExamState) => Promise<void>;
  readonly now: () => Instant;
  /** Names this process among those that may play the same exam. */
  readonly owner: string;
  /** Tells the user that something could not be written; receives a French sentence. */
  readonly warn: (error: unknown) => void;
}

/** An exam being played. An event changes it at once; saving and the journal follow, one thing at a time, and `settled` says when all is on disk. */
export class RunningExam {
  private work: Promise<void> = Promise.resolve();
  /** Another process plays it, or its file went: nothing is written any more. */
  away: 'elsewhere' | 'lost' | undefined;

  private constructor(private current: ExamState, private readonly shelf: Shelf, private readonly ports: ExamPorts) {}

  /** Begins a new exam. Rejects when it cannot be stored: one that would be lost must not begin. */
  static async begin(state: ExamState, shelf: Shelf, ports: ExamPorts): Promise<RunningExam> {
    await ports.save(state);
    const running = new RunningExam(state, shelf, ports);
    running.settle();
    await running.settled();
    return running;
  }

  /** Takes up an exam that this or another process left: its time went on meanwhile. */
  static async resume(state: ExamState, shelf: Shelf, ports: ExamPorts): Promise<RunningExam> {
    const running = new RunningExam(exam(state, { type: 'own', owner: ports.owner }, ports.now(), shelf.bank), shelf, ports);
    running.current = exam(running.current, { type: 'tick' }, ports.now(), shelf.bank);
    await ports.save(running.current).catch(ports.warn);
    running.settle();
    await running.settled();
    return running;
  }

  get state(): ExamState {
    return this.current;
  }

  view(): ExamView {
    return examView(this.current, this.shelf);
  }

  /** Applies an event, and resolves once what came of it is on disk; false when it is not. */
  async apply(event: ExamEvent): Promise<boolean> {
    if (this.away) return false;
    this.current = exam(this.current, event, this.ports.now(), this.shelf.bank);
    this.settle();
    await this.settled();
    return !this.failed && !this.away;
  }

  /** Resolves when all that was done is on disk, or was refused. */
  settled(): Promise<void> {
    return this.work;
  }

  private failed = false;

  private settle(): void {
    this.work = this.work.then(() => this.write()).then(
      () => void (this.failed = false),
      error => {
        this.failed = true;
        this.ports.warn(error);
      },
    );
  }

  private async write(): Promise<void> {
    const stored = await this.ports.load();
    if (stored?.id !== this.current.id || stored.owner !== this.ports.owner) {
      this.away = stored?.id === this.current.id ? 'elsewhere' : 'lost';
      return;
    }
    await this.ports.save(this.current);
    if (this.current.recorded || (this.current.phase === 'running' && this.started)) return;
    await this.ports.record(this.current);
    this.started = true;
    if (this.current.phase === 'running') return;
    this.current = exam(this.current, { type: 'recorded' }, this.ports.now(), this.shelf.bank);
    await this.ports.save(this.current);
  }

  /** Whether this process knows that the journal holds the beginning. */
  private started = false;
}
