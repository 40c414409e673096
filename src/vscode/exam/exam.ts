import { randomInt, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { startExam, type ExamState } from '../../core/assessment/exam';
import type { Shelf } from '../../core/assessment/shelf';
import { instant } from '../../node/instant';
import type { FromExam, StartView } from '../../protocol/exam';
import type { Coach } from '../kit/context';
import { closePanels } from '../kit/exam';
import { loadShelf } from '../kit/shelf';
import { drawFor, startView } from './offers';
import { ExamPanel } from './panel';
import { eventsOf } from './record';
import { RunningExam, type ExamPorts } from './session';
import { skipKnown } from './skip';
import { limitFor } from './time';

type Purpose = ExamState['purpose'];

/** Surfaces that teach: none stays open while an exam runs. */
const teaching = ['reader', 'copilot', 'quiz'];

/** Mock exams and the placement: what can be chosen, the one under way, and the last result. One panel shows one of them. */
export class Exams implements vscode.Disposable {
  private readonly owner = randomUUID();
  private readonly panel: ExamPanel;
  private purpose: Purpose = 'exam';

  constructor(private readonly coach: Coach) {
    const again = async () => this.resume(await this.stored(this.purpose));
    this.panel = new ExamPanel(coach, { start: message => this.start(message), startView: () => this.startView(), last: again, takeOver: again, skip: ({ state }) => skipKnown(coach, state) });
  }

  /** The command: what is under way, else the choice of an exam or of a placement. Resolves to the id of what is shown. */
  async open(purpose: Purpose): Promise<string | undefined> {
    try {
      const running = await this.running();
      if (running) await this.resume(running);
      else {
        this.purpose = purpose;
        await this.panel.choose();
      }
    } catch (error) {
      this.warn(error);
    }
    return this.panel.session?.state.id;
  }

  /** A panel that VS Code gives back after a reload: what it showed, running or over, else the choice. `saved` is what its page kept, and untrusted. */
  async revive(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const session: unknown = typeof saved === 'object' && saved !== null ? Reflect.get(saved, 'session') : undefined;
    const stored = await Promise.all((['exam', 'placement'] as const).map(purpose => this.stored(purpose).catch(error => void this.warn(error))));
    const shown = stored.find(one => one?.phase === 'running') ?? stored.find(one => one && one.id === session);
    if (shown) await this.resume(shown, panel);
    else await this.panel.choose(panel);
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async running(): Promise<ExamState | undefined> {
    for (const purpose of ['exam', 'placement'] as const) {
      const stored = await this.stored(purpose);
      if (stored?.phase === 'running') return stored;
    }
    return undefined;
  }

  private stored(purpose: Purpose): Promise<ExamState | undefined> {
    return this.coach.exams.load(purpose);
  }

  private async resume(stored: ExamState | undefined, revived?: vscode.WebviewPanel): Promise<void> {
    if (!stored) return this.panel.choose(revived);
    this.purpose = stored.purpose;
    const { session } = this.panel;
    // The exam on the page is the one that moves: taking it up twice would make two copies.
    if (session?.state.id === stored.id && !session.away && stored.owner === this.owner) return this.panel.show(session, revived);
    const shelf = await loadShelf(this.coach);
    await this.panel.show(await RunningExam.resume(stored, shelf, this.ports(stored.purpose, shelf)), revived);
  }

  private async start({ scope, time, timerHidden }: Extract<FromExam, { type: 'start' }>): Promise<void> {
    const { purpose } = this;
    const shelf = await loadShelf(this.coach);
    const seed = randomInt(2 ** 32);
    const drawn = drawFor(purpose, scope, shelf, (await this.coach.journal.read()).events, seed);
    if (!drawn || drawn.questions.length === 0 || (await this.coach.exams.running())) return void (await this.open(purpose));
    const state = startExam({ id: randomUUID(), purpose, scope, owner: this.owner, startedAt: new Date().toISOString(), content: shelf.catalog.version, limit: limitFor(drawn.minutes, time), seed, questions: drawn.questions, now: instant() });
    const session = await RunningExam.begin({ ...state, timerHidden }, shelf, this.ports(purpose, shelf));
    await closePanels(...teaching);
    await this.panel.show(session);
  }

  private async startView(): Promise<StartView> {
    const last = (await this.stored(this.purpose).catch(() => undefined))?.phase === 'finished';
    const view = startView(this.purpose, await loadShelf(this.coach), (await this.coach.journal.read()).events, last);
    if (!view) throw new Error(this.coach.strings().exam.none);
    return view;
  }

  private ports(purpose: Purpose, { bank }: Shelf): ExamPorts {
    const { exams, journal } = this.coach;
    return {
      load: () => exams.load(purpose),
      save: state => exams.save(state),
      record: async state => void (await journal.merge(eventsOf(state, bank, new Date().toISOString()))),
      now: instant, owner: this.owner, warn: error => this.warn(error),
    };
  }

  private warn(error: unknown): void {
    this.coach.log.error(`exam: ${String(error)}`);
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
