import * as vscode from 'vscode';
import { format } from '../../protocol/format';
import { fromPlatform, type FromPlatform, type ToPlatform } from '../../protocol/platform';
import { openPanel, type Panel } from '../kit/webview';
import { pick, type Surface } from './actions';
import { nodeIn } from './nodes';
import type { PlatformSession } from './session';

/** The map of an application, drawn again each time the platform moves. */
export class MapPage implements vscode.Disposable {
  private panel: Panel | undefined;
  private about: { readonly session: PlatformSession; readonly application: string } | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(private readonly surface: Surface) {
    this.subscription = surface.platforms.onDidChange(() => void this.post());
  }

  /** *Carte*: of the application of a line, the only one, or the one chosen now. */
  async show(argument: unknown): Promise<void> {
    const { extension, log, strings } = this.surface.coach;
    const t = strings().platformView;
    const given = nodeIn(argument);
    const session = given?.session ?? (await pick(this.surface, argument, true));
    const application = given?.kind === 'application' ? given.application.name : session && (await this.chosen(session));
    if (!session || application === undefined) return;
    this.about = { session, application };
    if (this.panel) this.panel.panel.reveal();
    else {
      const opened = openPanel<FromPlatform>({ extension, log, name: 'platform', title: t.mapTitle, language: strings().common.locale, schema: fromPlatform, onMessage: () => this.post() });
      opened.panel.onDidDispose(() => (this.panel = undefined));
      this.panel = opened;
    }
    await this.post();
  }

  dispose(): void {
    this.subscription.dispose();
    this.panel?.panel.dispose();
  }

  private async chosen({ view }: PlatformSession): Promise<string | undefined> {
    const t = this.surface.coach.strings().platformView;
    const applications = (view?.status.projects ?? []).flatMap(({ environments }) => environments.flatMap(({ name, applications: own }) => own.map(one => ({ label: one.name, description: `${name} · ${one.sync} · ${one.health}` }))));
    if (applications.length === 0) void vscode.window.showInformationMessage(t.noApplication);
    return applications.length > 1 ? (await vscode.window.showQuickPick(applications, { placeHolder: t.pickApplication }))?.label : applications[0]?.label;
  }

  private async post(): Promise<void> {
    if (!this.about || !this.panel) return;
    const { session, application } = this.about;
    const strings = this.surface.coach.strings().platformView;
    const title = format(strings.mapOf, { application });
    const map = await session.client?.map(application).catch(() => undefined);
    const message: ToPlatform = map ? { type: 'map', view: { title, nodes: map.nodes, edges: map.edges }, strings } : { type: 'stopped', title, strings };
    this.panel?.post(message);
  }
}
