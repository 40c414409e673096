import * as vscode from 'vscode';
import type { Answer } from '../../core/copilot/answer';
import { explainFinding } from '../../core/copilot/explain';
import { ground } from '../../core/copilot/grounding';
import { answerQuestion } from '../../core/copilot/question';
import { copilotFromWebview, type FromCopilot, type ModelView, type ToCopilot } from '../../protocol/copilot';
import type { Coach } from '../kit/context';
import { toRange } from '../kit/convert';
import { followLink } from '../kit/follow';
import { openPanel, type Panel } from '../kit/webview';
import { askedFrom, circumstancesOf, findingOf } from './asked';
import { openCopilotSettings, type Keys } from './keys';
import { knowledgeOf } from './knowledge';
import { prepareTurn, streamAnswer, type Pending } from './remote';
import { serverSetting } from './server';
import { Store, type Turn } from './store';
import { Drawing } from './view';

/** The copilot's panel and the conversation it shows. */
export class Copilot implements vscode.Disposable {
  private panel: Panel | undefined;
  private readonly store: Store;
  private turns: Turn[];
  private readonly knowledge;
  private readonly pending = new Map<number, Pending>();
  private readonly running = new Map<number, AbortController>();
  private previews = 0;
  /** What to bring into view once the page listens: a message sent before would be lost. */
  private waiting: Arrival | undefined;
  private listening = false;

  constructor(private readonly coach: Coach, private readonly keys: Keys) {
    this.store = new Store(coach.extension.workspaceState);
    this.turns = this.store.turns();
    this.knowledge = knowledgeOf(coach.content);
  }

  /** Shows the panel, beside the editor the first time. */
  open(): void {
    if (this.panel) this.panel.panel.reveal(undefined, false);
    else this.attach(undefined);
  }

  revive(panel: vscode.WebviewPanel): void {
    if (this.panel) panel.dispose();
    else this.attach(panel);
  }

  /** Explains the finding given, or the one under the cursor; gives the answer it shows, or undefined when there is no finding to explain. */
  async explain(given: unknown): Promise<Answer | undefined> {
    const finding = askedFrom(given);
    const strings = this.coach.strings().copilot;
    if (!finding) {
      void vscode.window.showInformationMessage(strings.noFinding);
      return undefined;
    }
    const [{ library }, circumstances] = await Promise.all([this.knowledge(), circumstancesOf(finding, this.coach)]);
    const answer = explainFinding(findingOf(finding), library, circumstances);
    const turn = this.add({ question: strings.explainQuestion, finding, answer });
    this.open();
    await this.draw({ arrived: { turn, focus: true } });
    return answer;
  }

  /** Draws again what depends on settings, trust or language. */
  redraw(): void {
    void this.draw();
  }

  dispose(): void {
    for (const running of this.running.values()) running.abort();
    this.panel?.panel.dispose();
  }

  private attach(revived: vscode.WebviewPanel | undefined): void {
    const { extension, log } = this.coach;
    const { common, copilot } = this.coach.strings();
    const panel = openPanel<FromCopilot>({ extension, log, name: 'copilot', title: copilot.panel, language: common.locale, column: vscode.ViewColumn.Beside, schema: copilotFromWebview, onMessage: message => this.receive(message), ...(revived && { revived }) });
    this.panel = panel;
    this.listening = false;
    panel.panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = undefined;
      this.listening = false;
    });
  }

  private async receive(message: FromCopilot): Promise<void> {
    switch (message.type) {
      case 'ready': return this.greet();
      case 'draft': return void (await this.store.saveDraft(message.text));
      case 'ask': return this.ask(message.text);
      case 'open': return this.follow(message.href);
      case 'reveal': return this.reveal(message.turn);
      case 'prepare': return this.prepare(message.turn);
      case 'send': return this.send(message.turn, message.preview);
      case 'cancel': return this.cancel(message.turn);
      case 'stop': return this.running.get(message.turn)?.abort();
      case 'clear': return this.clear();
      case 'settings': return void (await openCopilotSettings());
    }
  }

  private greet(): Promise<void> {
    this.listening = true;
    const arrived = this.waiting;
    this.waiting = undefined;
    return this.draw(arrived && { arrived });
  }

  private async ask(text: string): Promise<void> {
    const question = text.trim();
    if (question === '') return;
    const { library, search } = await this.knowledge();
    const about = this.turns.findLast(turn => turn.finding)?.finding;
    const grounding = about && ground(about.rule, library);
    const near = grounding ? [`rule:${grounding.card.id}`, ...grounding.sources.map(s => s.ref), ...grounding.requirements.map(r => `requirement:${r.id}`)] : [];
    const turn = this.add({ question, answer: answerQuestion(question, search, library, near) });
    // The question is a turn now, kept with the others: only then may the box forget it.
    if (this.store.draft() === text) await this.store.saveDraft('');
    await this.draw({ arrived: { turn, focus: false }, asked: text });
  }

  private async prepare(id: number, notice?: string): Promise<void> {
    const strings = this.coach.strings();
    const setting = serverSetting(strings.copilot);
    const turn = this.turns.find(t => t.id === id);
    if (!turn || this.running.has(id) || setting.state !== 'ready') return this.draw();
    const knowledge = await this.knowledge();
    const built = prepareTurn(this.turns, turn, setting.server, setting.model, knowledge, strings.copilot);
    this.pending.set(id, { ...built, notices: [...(notice === undefined ? [] : [notice]), ...built.notices], preview: ++this.previews });
    await this.tell(id);
  }

  /** Sends the very object that was shown; if the server is no longer the one shown, shows again instead. */
  private async send(id: number, preview: number): Promise<void> {
    const pending = this.pending.get(id);
    if (!pending || pending.preview !== preview || this.running.has(id)) return this.draw();
    const { copilot } = this.coach.strings();
    const setting = serverSetting(copilot);
    if (setting.state !== 'ready' || setting.server.baseUrl !== pending.server.baseUrl || setting.model !== pending.outgoing.model) return this.prepare(id, copilot.changed);
    this.pending.delete(id);
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      const key = await this.keys.of(pending.server.origin);
      const pace = new Pace(() => this.tell(id));
      await streamAnswer(pending, key, controller.signal, model => {
        this.update(id, { model });
        pace.soon();
      });
      pace.stop();
    } finally {
      this.running.delete(id);
      await this.save();
      await this.tell(id);
    }
  }

  private async cancel(id: number): Promise<void> {
    this.pending.delete(id);
    await this.tell(id);
  }

  private async clear(): Promise<void> {
    const { clearConfirm, clearYes } = this.coach.strings().copilot;
    if ((await vscode.window.showWarningMessage(clearConfirm, { modal: true }, clearYes)) !== clearYes) return;
    for (const running of this.running.values()) running.abort();
    this.pending.clear();
    this.turns = [];
    await this.save();
    await this.draw();
  }

  private async follow(href: string): Promise<void> {
    const { library } = await this.knowledge();
    if (!(await followLink(href, library.catalog))) void vscode.window.showWarningMessage(this.coach.strings().copilot.linkRefused);
  }

  private async reveal(id: number): Promise<void> {
    const finding = this.turns.find(turn => turn.id === id)?.finding;
    if (!finding) return;
    try {
      await vscode.window.showTextDocument(vscode.Uri.parse(finding.uri, true), { selection: toRange(finding.range), viewColumn: vscode.ViewColumn.One });
    } catch {
      void vscode.window.showWarningMessage(this.coach.strings().copilot.fileClosed);
    }
  }

  private add(turn: Omit<Turn, 'id'>): number {
    const id = (this.turns.at(-1)?.id ?? 0) + 1;
    this.turns = [...this.turns, { ...turn, id }];
    void this.save();
    return id;
  }

  private update(id: number, change: Partial<Turn>): void {
    this.turns = this.turns.map(turn => (turn.id === id ? { ...turn, ...change } : turn));
  }

  private save(): Thenable<void> {
    return this.store.saveTurns(this.turns);
  }

  /** One turn's model, alone: an answer that streams does not draw the whole conversation again. */
  private async tell(id: number): Promise<void> {
    const { library } = await this.knowledge();
    const drawing = new Drawing(library, this.coach.strings());
    const turn = this.turns.find(t => t.id === id);
    this.post({ type: 'model', turn: id, model: this.preview(id, drawing) ?? (turn?.model && drawing.answer(turn.model)) });
  }

  private async draw(more: { readonly arrived?: Arrival; readonly asked?: string } = {}): Promise<void> {
    if (!this.listening) this.waiting = more.arrived;
    if (!this.panel || !this.listening) return;
    const { library } = await this.knowledge();
    const strings = this.coach.strings();
    const drawing = new Drawing(library, strings);
    const previews = new Map([...this.pending.keys()].flatMap(id => [[id, this.preview(id, drawing)] as const]).filter((entry): entry is readonly [number, ModelView] => entry[1] !== undefined));
    const view = { turns: drawing.turns(this.turns, previews), server: drawing.server(serverSetting(strings.copilot)), draft: this.store.draft() };
    this.post({ type: 'view', view, strings: strings.copilot, ...more });
  }

  private preview(id: number, drawing: Drawing): ModelView | undefined {
    const pending = this.pending.get(id);
    return pending && drawing.preview(pending.preview, pending.outgoing, pending.notices);
  }

  private post(message: ToCopilot): void {
    this.panel?.post(message);
  }
}

type Arrival = NonNullable<Extract<ToCopilot, { type: 'view' }>['arrived']>;

/** Draws at most ten times a second what changes with every word. */
class Pace {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly work: () => Promise<void>) {}

  soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.work();
    }, 100);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
