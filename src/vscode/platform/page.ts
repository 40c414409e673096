import type * as vscode from 'vscode';
import type { Explanation, Subject } from '../../core/platform/view/why';
import { fromPlatform, type FromPlatform, type ToPlatform } from '../../protocol/platform';
import { openPanel, type Panel } from '../kit/webview';
import type { Surface } from './actions';
import type { PlatformDocuments } from './documents';
import { jobLog, podLog } from './logs';
import { nodeIn, type PlatformNode } from './nodes';
import { openPlace } from './place';
import type { PlatformSession } from './session';
import { originOf } from './shown';
import { concerns, whyView } from './why';

/** *Pourquoi ?* in a page that follows the platform: what is put right leaves it. */
export class PlatformPage implements vscode.Disposable {
  private panel: Panel | undefined;
  private about: { readonly session: PlatformSession; readonly node: PlatformNode | undefined } | undefined;
  private shown: readonly Explanation[] = [];
  private readonly subscription: vscode.Disposable;

  constructor(private readonly surface: Surface, private readonly documents: PlatformDocuments) {
    this.subscription = surface.platforms.onDidChange(() => this.post());
  }

  /** Shows why a line of the view is not well; of all that is wrong, without one. */
  show(session: PlatformSession, argument: unknown): void {
    this.about = { session, node: nodeIn(argument) };
    const { extension, log, strings } = this.surface.coach;
    if (this.panel) this.panel.panel.reveal();
    else {
      const opened = openPanel<FromPlatform>({ extension, log, name: 'platform', title: strings().platformView.whyTitle, language: strings().common.locale, schema: fromPlatform, onMessage: message => this.receive(message) });
      opened.panel.onDidDispose(() => (this.panel = undefined));
      this.panel = opened;
    }
    this.post();
  }

  dispose(): void {
    this.subscription.dispose();
    this.panel?.panel.dispose();
  }

  private post(): void {
    if (!this.about) return;
    const { session, node } = this.about;
    const strings = this.surface.coach.strings().platformView;
    this.shown = session.view?.why.filter(one => concerns(one, node)) ?? [];
    const message: ToPlatform = session.view ? { type: 'why', view: whyView(this.shown, strings.whyTitle, strings), strings } : { type: 'stopped', title: strings.whyTitle, strings };
    this.panel?.post(message);
  }

  private async receive(message: FromPlatform): Promise<void> {
    if (message.type === 'ready') return this.post();
    const explanation = this.shown[message.chain];
    const cause = explanation?.chain[message.step];
    if (!this.about || !explanation || !cause) return;
    if (message.type === 'place' && cause.place) return openPlace(this.surface.coach, this.about.session, explanation.project, cause.place);
    if (message.type === 'subject' && cause.at) await this.open(this.about.session, cause.at);
  }

  private async open(session: PlatformSession, { kind, name }: Subject): Promise<void> {
    const projects = session.view?.status.projects ?? [];
    if (kind === 'job') {
      const job = projects.flatMap(({ pipelines }) => pipelines.flatMap(({ jobs }) => jobs)).find(one => String(one.id) === name);
      if (job) await jobLog(this.documents, session, job);
    } else if (kind === 'pod') {
      const environment = projects.flatMap(({ environments }) => environments).find(({ workloads }) => workloads.some(({ pods }) => pods.some(pod => pod.name === name)));
      if (environment) await podLog(this.surface, this.documents, originOf(session), environment.namespace, name);
    }
  }
}
