import { randomInt, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { drawPractice, type Exposure } from '../../core/assessment/draw';
import { startPractice, type PracticeState } from '../../core/assessment/practice';
import { questionsIn, reviewScope, scopeOf, type Scope } from '../../core/assessment/scope';
import type { Shelf } from '../../core/assessment/shelf';
import type { Question } from '../../core/curriculum/schemas';
import { dueQuestions } from '../../core/progress/due';
import { usedInExams } from '../../core/progress/exposure';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';
import { QuizPanel } from './panel';
import { pickScope } from './pick';
import { RunningSession } from './session';
import { dailyReview, findingsNow } from '../kit/review';
import { loadShelf } from '../kit/shelf';
import { SessionStore } from './store';
import { targetOf } from './target';

/** Questions in a session. */
const size = 10;

/** Starts, resumes and shows practice sessions. */
export class Quiz implements vscode.Disposable {
  private readonly store: SessionStore;
  private readonly panel: QuizPanel;

  constructor(private readonly coach: Coach) {
    this.store = new SessionStore(coach.extension.globalState);
    this.panel = new QuizPanel(coach, { known: session => this.store.get(session.state.id) !== undefined, choose: () => this.choose(), again: (session, questions) => this.again(session, questions) });
  }

  /** The command: on a subject if one is given, else the running session, else the user's choice. Returns the id of the session shown. */
  async start(argument: unknown): Promise<string | undefined> {
    const target = targetOf(argument);
    try {
      if (target !== undefined) await this.practise(target);
      else if (this.panel.shown && this.store.get(this.panel.shown.state.id)) this.panel.show(this.panel.shown);
      else await this.resumeOrChoose();
    } catch (error) {
      this.warn(error);
    }
    return this.panel.shown?.state.id;
  }

  /** A panel that VS Code gives back after a reload; `saved` is what its page kept, and untrusted. */
  async revive(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const id: unknown = typeof saved === 'object' && saved !== null ? Reflect.get(saved, 'session') : undefined;
    const state = typeof id === 'string' ? this.store.get(id) : this.store.running()[0];
    this.panel.show(state && (await this.open(state, await loadShelf(this.coach))), panel);
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async practise(target: string): Promise<void> {
    const shelf = await loadShelf(this.coach);
    const scope = scopeOf(target, shelf.catalog, shelf.contents);
    if (!scope) throw new Error(format(this.coach.strings().quiz.unknown, { scope: target }));
    const running = this.store.running().find(state => state.scope === scope.id);
    if (running) {
      const session = await this.open(running, shelf);
      // Nothing may be left to ask once the content changed: then a new session is what was meant.
      if (session.state.phase !== 'finished') return this.panel.show(session);
    }
    await this.begin(scope, await this.questionsOf(scope, shelf), shelf);
  }

  private async resumeOrChoose(): Promise<void> {
    const [running] = this.store.running();
    if (running) this.panel.show(await this.open(running, await loadShelf(this.coach)));
    else await this.choose();
  }

  private async choose(): Promise<void> {
    const shelf = await loadShelf(this.coach);
    const choice = await pickScope(shelf.catalog, shelf.contents, this.store.running(), (await this.due(shelf)).length, this.coach.strings().quiz);
    if (!choice) return;
    if ('resume' in choice) this.panel.show(await this.open(choice.resume, shelf));
    else await this.practise(choice.scope.id);
  }

  private async again(session: RunningSession, questions: 'missed' | 'scope'): Promise<void> {
    const shelf = await loadShelf(this.coach);
    const scope = scopeOf(session.state.scope, shelf.catalog, shelf.contents);
    if (!scope) return this.choose();
    const missed = session.state.items.flatMap(item => (item.answer && !item.answer.correct ? (shelf.bank.get(item.question) ?? []) : []));
    await this.begin(scope, questions === 'missed' && missed.length > 0 ? missed : await this.questionsOf(scope, shelf), shelf);
  }

  private async begin(scope: Scope, from: readonly Question[], shelf: Shelf): Promise<void> {
    if (from.length === 0) {
      const { none, noneDue } = this.coach.strings().quiz;
      void vscode.window.showInformationMessage(scope.id === reviewScope ? noneDue : format(none, { scope: scope.title }));
      return;
    }
    const seed = randomInt(2 ** 32);
    // The review comes in the order of what is most forgotten, and as long as the day's stack.
    const questions = scope.id === reviewScope ? from : drawPractice(from, await this.exposures(), size, seed);
    const state = startPractice({ id: randomUUID(), startedAt: new Date().toISOString(), scope: scope.id, module: scope.module, content: shelf.catalog.version, seed, questions });
    this.panel.show(await this.open(state, shelf));
    await this.store.prune(state.id);
  }

  private async open(state: PracticeState, shelf: Shelf): Promise<RunningSession> {
    // The session on the page is the one that moves: opening it twice would let two copies overwrite each other.
    if (this.panel.shown?.state.id === state.id) return this.panel.shown;
    return RunningSession.open(state, shelf, { journal: this.coach.journal, save: next => this.store.save(next), warn: error => this.warn(error) });
  }

  private warn(error: unknown): void {
    this.coach.log.error(`quiz: ${String(error)}`);
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }

  private async questionsOf(scope: Scope, shelf: Shelf): Promise<Question[]> {
    return scope.id === reviewScope ? this.due(shelf) : questionsIn(scope, shelf.contents, usedInExams((await this.coach.journal.read()).events));
  }

  private async due(shelf: Shelf): Promise<Question[]> {
    const { events } = await this.coach.journal.read();
    return dueQuestions(events, shelf, { now: Date.now(), size: dailyReview(), seed: randomInt(2 ** 32), findings: findingsNow(this.coach.audits) });
  }

  private async exposures(): Promise<Map<string, Exposure>> {
    const { events } = await this.coach.journal.read();
    return new Map(events.flatMap((event, last) => (event.type === 'question.answered' ? [[event.question, { last, correct: event.correct }] as const] : [])));
  }
}
