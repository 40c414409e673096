import { randomInt, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { drawExam } from '../../core/assessment/blueprint';
import { startExam, type ExamState } from '../../core/assessment/exam';
import { offersOf } from '../../core/assessment/exam-offer';
import { sourceOf } from '../../core/assessment/feedback';
import type { Shelf } from '../../core/assessment/shelf';
import { usedInExams } from '../../core/progress/exposure';
import { instant } from '../../node/instant';
import type { FromExam, StartView } from '../../protocol/exam';
import type { Coach } from '../kit/context';
import { closePanels } from '../kit/exam';
import { loadShelf } from '../kit/shelf';
import { ExamPanel } from './panel';
import { eventsOf } from './record';
import { RunningExam, type ExamPorts } from './session';
import { limitFor } from './time';

/** Surfaces that teach: none stays open while an exam runs. */
const teaching = ['reader', 'copilot', 'quiz'];

/** Mock exams: what can be chosen, the one under way, and the last result. */
export class Exams implements vscode.Disposable {
  private readonly owner = randomUUID();
  private readonly panel: ExamPanel;

  constructor(private readonly coach: Coach) {
    this.panel = new ExamPanel(coach, {
      start: message => this.start(message),
      startView: () => this.startView(),
      last: async () => this.resume(await this.stored()),
      takeOver: async () => this.resume(await this.stored()),
    });
  }

  /** The command: the exam under way, else the choice of one. Resolves to the id of the exam shown. */
  async open(): Promise<string | undefined> {
    try {
      const stored = await this.stored();
      if (stored?.phase === 'running') await this.resume(stored);
      else await this.panel.choose();
    } catch (error) {
      this.warn(error);
    }
    return this.panel.session?.state.id;
  }

  /** A panel that VS Code gives back after a reload: the exam it showed, running or over, else the choice. */
  async revive(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const stored = await this.stored().catch(error => void this.warn(error));
    const known = typeof saved === 'object' && saved !== null && Reflect.get(saved, 'session') === stored?.id;
    if (stored && (known || stored.phase === 'running')) await this.resume(stored, panel);
    else await this.panel.choose(panel);
  }

  dispose(): void {
    this.panel.dispose();
  }

  private stored(): Promise<ExamState | undefined> {
    return this.coach.exams.load('exam');
  }

  private async resume(stored: ExamState | undefined, revived?: vscode.WebviewPanel): Promise<void> {
    if (!stored) return this.panel.choose(revived);
    const { session } = this.panel;
    // The exam on the page is the one that moves: taking it up twice would make two copies.
    if (session?.state.id === stored.id && !session.away && stored.owner === this.owner) return this.panel.show(session, revived);
    const shelf = await loadShelf(this.coach);
    await this.panel.show(await RunningExam.resume(stored, shelf, this.ports(shelf)), revived);
  }

  private async start({ scope, time, timerHidden }: Extract<FromExam, { type: 'start' }>): Promise<void> {
    const shelf = await loadShelf(this.coach);
    const used = usedInExams((await this.coach.journal.read()).events);
    const offer = shelf.catalog.exam && offersOf(shelf.catalog.exam, shelf.catalog.modules, [...shelf.bank.values()], used).find(one => one.id === scope);
    if (!offer || offer.missing > 0 || (await this.coach.exams.running())) return void (await this.open());
    const seed = randomInt(2 ** 32);
    const { questions } = drawExam(offer.plan, [...shelf.bank.values()], used, seed);
    const state = startExam({ id: randomUUID(), purpose: 'exam', scope, owner: this.owner, startedAt: new Date().toISOString(), content: shelf.catalog.version, limit: limitFor(offer.plan.minutes, time), seed, questions, now: instant() });
    const session = await RunningExam.begin({ ...state, timerHidden }, shelf, this.ports(shelf));
    await closePanels(...teaching);
    await this.panel.show(session);
  }

  private async startView(): Promise<StartView> {
    const { catalog, bank, markdown } = await loadShelf(this.coach);
    const { strings, journal } = this.coach;
    if (!catalog.exam) throw new Error(strings().exam.none);
    const offers = offersOf(catalog.exam, catalog.modules, [...bank.values()], usedInExams((await journal.read()).events));
    return {
      scopes: offers.map(({ id, title, plan, questions, missing, repeated }) => ({ id, title, questions, minutes: plan.minutes, missing, repeated })),
      facts: catalog.exam.facts.map(({ text, source }) => ({ text: markdown.inline(text), ...(source !== undefined && { source: sourceOf(source, catalog) }) })),
      last: (await this.stored().catch(() => undefined))?.phase === 'finished',
    };
  }

  private ports({ bank }: Shelf): ExamPorts {
    const { exams, journal } = this.coach;
    return {
      load: () => exams.load('exam'),
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
