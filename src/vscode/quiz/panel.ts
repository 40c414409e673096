import * as vscode from 'vscode';
import { format } from '../../protocol/format';
import { quizFromWebview, type QuizFromWebview, type QuizToWebview } from '../../protocol/quiz';
import type { Coach } from '../kit/context';
import { followLink } from '../kit/follow';
import { commands } from '../kit/ids';
import { openPanel, type Panel } from '../kit/webview';
import type { RunningSession } from './session';

/** What the page may ask for beyond its session. */
export interface PanelActions {
  /** Whether the session is still stored: the user's data may be erased under an open page. */
  readonly known: (session: RunningSession) => boolean;
  readonly choose: () => Promise<void>;
  readonly again: (session: RunningSession, questions: 'missed' | 'scope') => Promise<void>;
}

/** The one panel of questions: shows one session at a time, the others wait in the store. */
export class QuizPanel {
  private panel: Panel | undefined;
  private session: RunningSession | undefined;

  constructor(private readonly coach: Coach, private readonly actions: PanelActions) {}

  /** Shows the session, in the panel given back by the editor, in the one that is open or in a new one. Without a session, says that it is gone. */
  show(session: RunningSession | undefined, revived?: vscode.WebviewPanel): void {
    this.session = session;
    const strings = this.coach.strings();
    const title = session ? format(strings.quiz.panelTitle, { title: session.view().title }) : strings.quiz.title;
    if (revived) this.panel?.panel.dispose();
    if (this.panel && !revived) {
      this.panel.panel.title = title;
      this.panel.panel.reveal();
      void this.start();
      return;
    }
    const { extension, log } = this.coach;
    const opened = openPanel<QuizFromWebview>({ extension, log, name: 'quiz', title, language: strings.common.locale, schema: quizFromWebview, onMessage: message => this.receive(message), ...(revived && { revived }) });
    this.panel = opened;
    opened.panel.onDidDispose(() => {
      if (this.panel === opened) this.panel = this.session = undefined;
    });
  }

  get shown(): RunningSession | undefined {
    return this.session;
  }

  dispose(): void {
    this.panel?.panel.dispose();
  }

  /** The page is there. It shows a question once a reload would find the session: that was written while the page was being made. */
  private async start(): Promise<void> {
    await this.session?.settled();
    this.post();
  }

  private post(): void {
    const { quiz, common, suggest } = this.coach.strings();
    const message: QuizToWebview = this.session ? { type: 'view', view: this.session.view(), strings: quiz, common, suggest: suggest.button } : { type: 'gone', strings: quiz };
    this.panel?.post(message);
  }

  private async receive(message: QuizFromWebview): Promise<void> {
    if (message.type === 'ready') return this.start();
    if (message.type === 'choose') return this.actions.choose();
    if (message.type === 'open') return void (await followLink(message.href, await this.coach.content.catalog()));
    const { session } = this;
    // A message about another session comes from a page that has not been redrawn yet.
    if (!session || message.session !== session.state.id) return;
    if (!this.actions.known(session)) return this.show(undefined);
    if (message.type === 'suggest') return void (await vscode.commands.executeCommand(commands.suggest, `question:${session.state.items[message.item]?.question ?? ''}`));
    if (message.type === 'again') return this.actions.again(session, message.questions);
    const changed = session.apply(message);
    // What is being ticked is on the page already; everything else changes what it shows.
    if (changed && message.type !== 'select' && message.type !== 'confidence') this.post();
  }
}
