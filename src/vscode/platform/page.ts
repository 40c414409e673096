import type * as vscode from 'vscode';
import type { Explanation, Subject } from '../../core/platform/view/why';
import { fromPlatform, type FromPlatform, type SavedPlatform, type ToPlatform } from '../../protocol/platform';
import type { Surface } from './actions';
import type { PlatformDocuments } from './documents';
import { lineOf, nodeAt } from './line';
import { absenceOf, LivePanel, sessionOf, startFor } from './live-panel';
import { jobLog, podLog } from './logs';
import { nodeIn } from './nodes';
import { openPlace } from './place';
import type { PlatformSession } from './session';
import { originOf } from './shown';
import { concerns, whyView } from './why';

type About = SavedPlatform & { page: 'why' };

/** *Pourquoi ?* in a page that follows the platform: what is put right leaves it. */
export class PlatformPage implements vscode.Disposable {
  private readonly live: LivePanel<FromPlatform>;
  private about: About | undefined;
  private shown: readonly Explanation[] = [];

  constructor(private readonly surface: Surface, private readonly documents: PlatformDocuments) {
    this.live = new LivePanel({ surface, name: 'platform', title: ({ platformView }) => platformView.whyTitle, schema: fromPlatform, draw: () => this.draw(), receive: message => this.receive(message) });
  }

  /** Shows why a line of the view is not well; of all that is wrong, without one. */
  show(session: PlatformSession, argument: unknown): Promise<void> {
    const node = nodeIn(argument);
    return this.open({ page: 'why', folder: session.folder.uri.toString(), ...(node && node.kind !== 'folder' ? { line: lineOf(node) } : {}) });
  }

  /** Shows what a page kept; `revived` is the panel that the editor gives back. */
  open(about: About, revived?: vscode.WebviewPanel): Promise<void> {
    this.about = about;
    return this.live.show(revived);
  }

  dispose(): void {
    this.live.dispose();
  }

  private async draw(): Promise<void> {
    const { about } = this;
    if (!about) return;
    const session = await sessionOf(this.surface, about.folder);
    const strings = this.surface.coach.strings().platformView;
    const absent = absenceOf(session, strings.whyTitle, strings);
    const node = session && about.line !== undefined ? nodeAt(session, about.line) : undefined;
    this.shown = session?.view?.why.filter(one => (about.line === undefined || node) && concerns(one, node)) ?? [];
    // Of two drawings that overlap, the one of what was asked last is kept.
    if (about !== this.about) return;
    const lost = about.line !== undefined && !node;
    const message: ToPlatform = absent
      ? { type: 'absent', ...absent, saved: about, strings }
      : { type: 'why', view: whyView(this.shown, { node, lost, others: session?.view?.why.length ?? 0 }, this.surface.coach.strings()), saved: about, strings };
    this.live.post(message);
  }

  private async receive(message: FromPlatform): Promise<void> {
    if (message.type === 'ready') return this.draw();
    if (message.type === 'start') return startFor(this.surface, this.about?.folder);
    if (message.type === 'all') return this.about && this.open({ page: 'why', folder: this.about.folder });
    const explanation = this.shown[message.chain];
    const cause = explanation?.chain[message.step];
    const session = this.about && (await sessionOf(this.surface, this.about.folder));
    if (!session || !explanation || !cause) return;
    if (message.type === 'place' && cause.place) return openPlace(this.surface.coach, session, explanation.project, cause.place);
    if (message.type === 'subject' && cause.at) await this.openSubject(session, cause.at);
  }

  private async openSubject(session: PlatformSession, { kind, name }: Subject): Promise<void> {
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
