import * as vscode from 'vscode';
import type { PartState } from '../../core/platform/view/map';
import { format } from '../../protocol/format';
import { fromPlatform, type FromPlatform, type SavedPlatform, type ToPlatform } from '../../protocol/platform';
import type { Strings } from '../../protocol/strings';
import { pick, type Surface } from './actions';
import { absenceOf, LivePanel, sessionOf, startFor } from './live-panel';
import { nodeIn } from './nodes';
import type { PlatformSession } from './session';

type About = SavedPlatform & { page: 'map' };

/** The map of an application, drawn again each time the platform moves. */
export class MapPage implements vscode.Disposable {
  private readonly live: LivePanel<FromPlatform>;
  private about: About | undefined;

  constructor(private readonly surface: Surface) {
    this.live = new LivePanel({ surface, name: 'platform', title: ({ platformView }) => platformView.mapTitle, schema: fromPlatform, draw: () => this.draw(), receive: message => (message.type === 'start' ? startFor(surface, this.about?.folder) : this.draw()) });
  }

  /** *Carte*: of the application of a line, the only one, or the one chosen now. */
  async show(argument: unknown): Promise<void> {
    const given = nodeIn(argument);
    const session = given?.session ?? (await pick(this.surface, argument, true));
    const application = given?.kind === 'application' ? given.application.name : session && (await this.chosen(session));
    if (session && application !== undefined) await this.open({ page: 'map', folder: session.folder.uri.toString(), application });
  }

  /** Shows what a page kept; `revived` is the panel that the editor gives back. */
  open(about: About, revived?: vscode.WebviewPanel): Promise<void> {
    this.about = about;
    return this.live.show(revived);
  }

  dispose(): void {
    this.live.dispose();
  }

  private async chosen({ view }: PlatformSession): Promise<string | undefined> {
    const t = this.surface.coach.strings().platformView;
    const applications = (view?.status.projects ?? []).flatMap(({ environments }) => environments.flatMap(({ name, applications: own }) => own.map(one => ({ label: one.name, description: `${name} · ${one.sync} · ${one.health}` }))));
    if (applications.length === 0) void vscode.window.showInformationMessage(t.noApplication);
    return applications.length > 1 ? (await vscode.window.showQuickPick(applications, { placeHolder: t.pickApplication }))?.label : applications[0]?.label;
  }

  private async draw(): Promise<void> {
    const { about } = this;
    if (!about) return;
    const session = await sessionOf(this.surface, about.folder);
    const strings = this.surface.coach.strings().platformView;
    const title = format(strings.mapOf, { application: about.application });
    const absent = absenceOf(session, title, strings);
    const map = absent ? undefined : await session?.client?.map(about.application).catch(() => undefined);
    if (about !== this.about) return;
    const message: ToPlatform = map
      ? { type: 'map', view: { title, nodes: map.nodes.map(node => ({ ...node, state: stateText(node.state, strings) })), edges: map.edges }, saved: about, strings }
      : { type: 'absent', ...(absent ?? { title, text: format(strings.mapGone, { application: about.application }), start: false }), saved: about, strings };
    this.live.post(message);
  }
}

function stateText(state: PartState, t: Strings['platformView']): string {
  switch (state.says) {
    case 'present': return t.mapPresent;
    case 'absent': return t.mapAbsent;
    case 'no-host': return t.mapNoHost;
    case 'no-pod': return t.mapNoPod;
    case 'ready': return format(t.ready, { ready: state.ready, wanted: state.wanted });
    case 'applications': return format(t.mapApplications, { n: state.n });
    case 'more': return format(t.mapMore, { n: state.n });
    case 'text': return state.text;
  }
}
