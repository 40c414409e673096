import * as vscode from 'vscode';
import { remaining, type ExamEvent } from '../../core/assessment/exam';
import { wholeExam } from '../../core/curriculum/exam-plan';
import { format } from '../../protocol/format';
import { fromExam, type FromExam, type StartView, type ToExam } from '../../protocol/exam';
import type { Coach } from '../kit/context';
import { followLink } from '../kit/follow';
import { commands } from '../kit/ids';
import { openPanel, type Panel } from '../kit/webview';
import type { RunningExam } from './session';
import { hasSkipped } from './skip';

/** What the page may ask for beyond its exam. */
export interface ExamActions {
  readonly start: (message: Extract<FromExam, { type: 'start' }>) => Promise<void>;
  readonly startView: () => Promise<StartView>;
  readonly last: () => Promise<void>;
  readonly takeOver: () => Promise<void>;
  readonly skip: (session: RunningExam) => Promise<void>;
}

/** The one panel of exams: the choice of one, the one under way, or its result. */
export class ExamPanel {
  private panel: Panel | undefined;
  private ending: NodeJS.Timeout | undefined;
  session: RunningExam | undefined;

  constructor(private readonly coach: Coach, private readonly actions: ExamActions) {}

  /** Shows what can be chosen. */
  async choose(revived?: vscode.WebviewPanel): Promise<void> {
    this.session = undefined;
    const { exam } = this.coach.strings();
    await this.open((await this.actions.startView()).purpose === 'exam' ? exam.title : exam.placementTitle, revived);
  }

  /** Shows an exam, in the panel given back by the editor, in the one that is open or in a new one. */
  async show(session: RunningExam, revived?: vscode.WebviewPanel): Promise<void> {
    this.session = session;
    const { exam } = this.coach.strings();
    await this.open(format(session.state.purpose === 'exam' ? exam.panelTitle : exam.placementPanelTitle, { title: await this.title(session) }), revived);
  }

  dispose(): void {
    clearTimeout(this.ending);
    this.panel?.panel.dispose();
  }

  private async open(title: string, revived?: vscode.WebviewPanel): Promise<void> {
    if (revived) this.panel?.panel.dispose();
    if (this.panel && !revived) {
      this.panel.panel.title = title;
      this.panel.panel.reveal();
      return this.post();
    }
    const { extension, log } = this.coach;
    const opened = openPanel<FromExam>({ extension, log, name: 'exam', title, language: this.coach.strings().common.locale, schema: fromExam, onMessage: message => this.receive(message), ...(revived && { revived }) });
    this.panel = opened;
    opened.panel.onDidDispose(() => {
      if (this.panel !== opened) return;
      clearTimeout(this.ending);
      this.panel = this.session = undefined;
    });
  }

  private async title({ state }: RunningExam): Promise<string> {
    if (state.scope === wholeExam) return this.coach.strings().exam.whole;
    const { modules, placement } = await this.coach.content.catalog();
    return [...modules, ...(placement?.profiles ?? [])].find(one => one.id === state.scope)?.title ?? state.scope;
  }

  private async post(): Promise<void> {
    const { session } = this;
    const { exam: strings, quiz, common, suggest: { button: suggest } } = this.coach.strings();
    if (!session) return this.send({ type: 'start', view: await this.actions.startView(), strings, suggest, common });
    this.wake(session);
    if (session.away) return this.send({ type: 'away', reason: session.away, session: session.state.id, strings, suggest, common });
    this.send({ type: 'view', view: session.view(), title: await this.title(session), skipped: await hasSkipped(this.coach, session.state.id), strings, suggest, quiz, common });
  }

  private send(message: ToExam): void {
    this.panel?.post(message);
  }

  private async receive(message: FromExam): Promise<void> {
    switch (message.type) {
      case 'ready': return this.post();
      case 'start': return this.actions.start(message);
      case 'last': return this.actions.last();
      case 'choose': return this.session?.state.phase === 'running' && !this.session.away ? this.post() : this.choose();
      case 'open': return void (await followLink(message.href, await this.coach.content.catalog()));
    }
    // A message about another exam comes from a page that has not been redrawn yet.
    if (message.session !== this.session?.state.id) return;
    if (message.type === 'take-over') return this.actions.takeOver();
    if (message.type === 'suggest') return void (await vscode.commands.executeCommand(commands.suggest, `question:${this.session.state.items[message.item]?.question ?? ''}`));
    if (message.type === 'skip') {
      await this.actions.skip(this.session);
      return this.post();
    }
    await this.play(this.session, message);
  }

  /** What the page does to its exam. An answer is only acknowledged, so that typing goes on; everything else is drawn again. */
  private async play(session: RunningExam, event: ExamEvent): Promise<void> {
    const saved = await session.apply(event);
    const view = session.view();
    if (event.type !== 'answer' || view.page !== 'item' || session.away) return this.post();
    if (saved) this.send({ type: 'saved', session: view.session, item: event.item, response: event.response, items: view.items, remaining: view.remaining });
  }

  /** Ends the exam when its time is over, whether or not anybody looks. Timers count to 2^31 milliseconds at most. */
  private wake(session: RunningExam): void {
    clearTimeout(this.ending);
    const left = session.state.phase === 'running' ? remaining(session.state) : null;
    if (left !== null) this.ending = setTimeout(() => void this.over(session), Math.min(left + 100, 2 ** 31 - 1));
  }

  private async over(session: RunningExam): Promise<void> {
    await session.apply({ type: 'tick' });
    if (this.session === session) await this.post();
  }
}
