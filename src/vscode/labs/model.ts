import * as vscode from 'vscode';
import type { Lab } from '../../core/curriculum/lab';
import type { NewEvent } from '../../core/progress/event';
import type { LabVerdict } from '../../core/labs/verdict';
import { markerName } from '../../node/labs/marker-name';
import type { Coach } from '../kit/context';
import { unsavedIn } from './unsaved';

/** A lab started in a folder of this window, and what its last verification said; `stale` once something was typed since. */
export interface StartedLab {
  readonly lab: Lab;
  readonly folder: vscode.Uri;
  verdict?: LabVerdict;
  stale: boolean;
}

/** What the labs' view, their tests and their commands share: which labs there are, which are started in the open folders, and their verdicts. */
export class LabsModel implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly verified = new vscode.EventEmitter<StartedLab>();
  private readonly subscriptions: vscode.Disposable[] = [this.changed, this.verified];
  private known: Promise<readonly StartedLab[]> | undefined;
  readonly onDidChange = this.changed.event;
  readonly onDidVerify = this.verified.event;

  constructor(readonly coach: Coach) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${markerName}`, false, false, false);
    const refresh = () => this.refresh();
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate(refresh),
      watcher.onDidChange(refresh),
      watcher.onDidDelete(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      vscode.workspace.onDidChangeTextDocument(event => event.contentChanges.length > 0 && this.touch(event.document.uri)),
    );
  }

  async labs(): Promise<readonly Lab[]> {
    return (await this.coach.content.catalog()).labs;
  }

  /** The labs started in the open folders. A marker that cannot be read is said once and its folder passed over. */
  started(): Promise<readonly StartedLab[]> {
    this.known ??= this.look();
    return this.known;
  }

  /** Looks at the folders again; verdicts are kept for labs that are still there. */
  refresh(): void {
    const before = this.known;
    this.known = this.look(before);
    this.changed.fire();
  }

  /** Tells that something shown with a lab (a hint) changed. */
  tell(): void {
    this.changed.fire();
  }

  /** Forgets a verdict: the lab was begun again. */
  forget(started: StartedLab): void {
    delete started.verdict;
    started.stale = false;
    this.changed.fire();
  }

  /** Verifies what the folder holds now, unsaved text included, and records it. Rejects with a French sentence when nothing could be looked at. */
  async verify(started: StartedLab): Promise<LabVerdict> {
    const { analysis, content } = this.coach;
    const { version } = await content.catalog();
    const { verifyLab } = await import('../../node/labs/verify');
    const unsaved = unsavedIn(started.folder);
    started.stale = false;
    const verdict = await verifyLab({ lab: started.lab, content: version, folder: started.folder.fsPath, analysis, unsaved });
    started.verdict = verdict;
    this.changed.fire();
    this.verified.fire(started);
    await this.record({ type: 'lab.verified', lab: verdict.lab, state: verdict.state, checks: verdict.checks.map(({ check, state }) => ({ check, state })) });
    return verdict;
  }

  /** Writes an event in the journal; a disk that refuses is told to the user and takes nothing else away from them. */
  async record(event: NewEvent): Promise<void> {
    await this.coach.journal.append(event).catch((error: Error) => void vscode.window.showWarningMessage(error.message));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async look(before?: Promise<readonly StartedLab[]>): Promise<readonly StartedLab[]> {
    const [labs, old, { readMarker }] = await Promise.all([this.labs(), before?.catch(() => []) ?? [], import('../../node/labs/marker')]);
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const found = await Promise.all(folders.map(async ({ uri }) => {
      const marker = await readMarker(uri.fsPath).catch((error: Error) => void vscode.window.showWarningMessage(error.message));
      const lab = marker && labs.find(({ id }) => id === marker.lab);
      if (!lab) return [];
      return [old.find(one => one.lab.id === lab.id && one.folder.toString() === uri.toString()) ?? { lab, folder: uri, stale: false }];
    }));
    return found.flat();
  }

  private touch(uri: vscode.Uri): void {
    void this.known?.then(all => {
      const touched = all.find(one => one.verdict && !one.stale && uri.toString().startsWith(`${one.folder.toString()}/`));
      if (!touched) return;
      touched.stale = true;
      this.changed.fire();
    }, () => undefined);
  }
}
