import * as vscode from 'vscode';
import type { RequestView } from '../../core/platform/forge/view';
import type { Issue, WorkItemCommand } from '../../core/platform/forge/work-items';
import type { ChangesView } from '../../core/platform/view/changes';
import { fromForge, type ForgeAct, type FromForge, type SavedForge, type ToForge } from '../../protocol/forge';
import { format } from '../../protocol/format';
import type { Surface } from './actions';
import type { PlatformDocuments } from './documents';
import { issueView, requestView } from './forge-view';
import { absenceOf, LivePanel, sessionOf, startFor } from './live-panel';
import type { PlatformSession } from './session';
import { originOf } from './shown';

type Found = { readonly kind: 'request'; readonly item: RequestView; readonly changes: ChangesView | undefined } | { readonly kind: 'issue'; readonly item: Issue };

/** A merge request or an issue of the forge, in a page that follows the platform: what it is, what it changes, what was said, and what can be done. */
export class ForgePage implements vscode.Disposable {
  private readonly live: LivePanel<FromForge>;
  private about: SavedForge | undefined;
  private changes: ChangesView | undefined;
  private turn = 0;

  constructor(private readonly surface: Surface, private readonly documents: PlatformDocuments) {
    this.live = new LivePanel({ surface, name: 'forge', title: ({ forge }) => this.titleIn(forge), schema: fromForge, draw: () => this.draw(), receive: message => this.receive(message) });
  }

  /** Shows one, which a line, a command or a page that comes back names; `revived` is the panel that the editor gives back. */
  async open(about: SavedForge, revived?: vscode.WebviewPanel): Promise<void> {
    this.about = about;
    await this.live.show(revived);
    this.live.rename(this.titleIn(this.surface.coach.strings().forge));
  }

  dispose(): void {
    this.live.dispose();
  }

  private titleIn({ request, issue }: { readonly request: string; readonly issue: string }): string {
    const { about } = this;
    return about ? (about.kind === 'request' ? `${request} !${about.iid}` : `${issue} #${about.iid}`) : request;
  }

  private async draw(): Promise<void> {
    const { about } = this;
    if (!about) return;
    const turn = ++this.turn;
    const session = await sessionOf(this.surface, about.folder);
    const strings = this.surface.coach.strings();
    const title = this.titleIn(strings.forge);
    const absent = absenceOf(session, title, strings.platformView);
    const found = session?.view && !absent ? await itemOf(session, about) : undefined;
    // Of two drawings that overlap, the one asked for last is kept.
    if (turn !== this.turn) return;
    const common = { saved: about, strings: strings.forge, startLabel: strings.platformView.start };
    if (!session?.view || !found) {
      const text = about.kind === 'request' ? strings.forge.gone : strings.forge.issueGone;
      return this.tell({ type: 'absent', ...(absent ?? { title, text, start: false }), ...common });
    }
    const around = { status: session.view.status, events: session.view.forge.events };
    this.changes = found.kind === 'request' ? found.changes : undefined;
    this.tell({ type: 'item', view: found.kind === 'request' ? requestView(found.item, { ...around, changes: found.changes }, strings) : issueView(found.item, around, strings), ...common });
  }

  private async receive(message: FromForge): Promise<void> {
    const { about } = this;
    switch (message.type) {
      case 'ready': return this.draw();
      case 'start': return startFor(this.surface, about?.folder);
      case 'act': return about && this.give(commandOf(about, message.act));
      case 'comment': {
        if (!about) return;
        await this.give({ type: 'comment', ...where(about), on: about.kind === 'request' ? 'merge-request' : 'issue', text: message.text });
        const strings = this.surface.coach.strings();
        return this.tell({ type: 'commented', saved: about, strings: strings.forge, startLabel: strings.platformView.start });
      }
      case 'file': return this.compare(message.index);
    }
  }

  /** Has the forge do something; its refusal is told, and stands in GitLab's words. */
  private async give(command: WorkItemCommand): Promise<void> {
    const session = this.about && (await sessionOf(this.surface, this.about.folder));
    const { refused, pageStopped } = this.surface.coach.strings().platformView;
    if (!session?.client) throw new Error(pageStopped);
    const { ok, message } = await session.client.give(command);
    if (!ok) throw new Error(message ?? refused);
    await session.refresh();
  }

  /** What a request changes in a file, in the editor's own comparison. */
  private async compare(index: number): Promise<void> {
    const { about, changes } = this;
    const file = changes?.files[index];
    const session = about && (await sessionOf(this.surface, about.folder));
    if (!about || !changes || !file || !session) return;
    const { before, after } = this.surface.coach.strings().forge;
    const [left, right] = [changes.base, changes.head].map(commit => this.documents.address(originOf(session), { kind: 'file', repository: about.repository, commit, file: file.path }, file.path));
    await vscode.commands.executeCommand('vscode.diff', left, right, format('{file} (!{iid} : {before} ↔ {after})', { file: file.path.split('/').at(-1) ?? '', iid: about.iid, before, after }));
  }

  private tell(message: ToForge): void {
    this.live.post(message);
  }
}

async function itemOf({ view, client }: PlatformSession, { kind, repository, iid }: SavedForge): Promise<Found | undefined> {
  const is = (one: { readonly repository: string; readonly iid: number }) => one.repository === repository && one.iid === iid;
  if (kind === 'issue') {
    const item = view?.forge.issues.find(is);
    return item && { kind, item };
  }
  const item = view?.forge.mergeRequests.find(is);
  return item && { kind, item, changes: await client?.changes(repository, iid).catch(() => undefined) };
}

function where({ repository, iid }: SavedForge): { readonly project: string; readonly repository: string; readonly iid: number } {
  const [project = '', name = ''] = repository.split('/');
  return { project, repository: name, iid };
}

function commandOf(about: SavedForge, act: ForgeAct): WorkItemCommand {
  if (about.kind === 'issue') return { type: act === 'reopen' ? 'reopen-issue' : 'close-issue', ...where(about) };
  const type = act === 'approve' ? 'approve-merge-request' : act === 'merge' ? 'merge-request-merge' : 'close-merge-request';
  return { type, ...where(about) };
}
