import * as vscode from 'vscode';
import { isAnalysable, passedOver } from '../../core/analysis/names';
import type { Lab } from '../../core/curriculum/lab';
import type { NewEvent } from '../../core/progress/event';
import type { LabVerdict } from '../../core/labs/verdict';
import { markerName } from '../../node/labs/marker-name';
import type { Coach } from '../kit/context';
import { RememberedVerdicts } from './remembered';
import { unsavedIn } from './unsaved';

/** A lab started in a folder of this window, and what its last verification said; `stale` once something changed since, or the window was loaded again. */
export interface StartedLab {
  readonly lab: Lab;
  readonly folder: vscode.Uri;
  verdict?: LabVerdict;
  stale: boolean;
  /** When the last verification began to read the folder, in milliseconds of the system's clock. */
  verifiedAt?: number;
}

/** What the labs' view, their tests and their commands share: which labs there are, which are started in the open folders, and their verdicts. */
export class LabsModel implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly verified = new vscode.EventEmitter<StartedLab>();
  private readonly subscriptions: vscode.Disposable[] = [this.changed, this.verified];
  private readonly remembered: RememberedVerdicts;
  private known: Promise<readonly StartedLab[]> | undefined;
  private files: vscode.Disposable | undefined;
  readonly onDidChange = this.changed.event;
  readonly onDidVerify = this.verified.event;

  constructor(readonly coach: Coach) {
    this.remembered = new RememberedVerdicts(coach.extension.workspaceState);
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
    void this.remembered.forget(started.lab, started.folder);
    this.changed.fire();
  }

  /** Verifies what the folder holds now, unsaved text included, and records it. Rejects with a French sentence when nothing could be looked at. */
  async verify(started: StartedLab): Promise<LabVerdict> {
    const { analysis, content } = this.coach;
    const { version } = await content.catalog();
    const { verifyLab } = await import('../../node/labs/verify');
    const unsaved = unsavedIn(started.folder);
    this.watchFiles();
    started.stale = false;
    started.verifiedAt = Date.now();
    const verdict = await verifyLab({ lab: started.lab, content: version, folder: started.folder.fsPath, analysis, unsaved });
    started.verdict = verdict;
    void this.remembered.keep(started.lab, started.folder, verdict);
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
    vscode.Disposable.from(...this.subscriptions, ...(this.files ? [this.files] : [])).dispose();
  }

  private async look(before?: Promise<readonly StartedLab[]>): Promise<readonly StartedLab[]> {
    const [labs, old, { readMarker }] = await Promise.all([this.labs(), before?.catch(() => []) ?? [], import('../../node/labs/marker')]);
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const found = await Promise.all(folders.map(async ({ uri }) => {
      const marker = await readMarker(uri.fsPath).catch((error: Error) => void vscode.window.showWarningMessage(error.message));
      const lab = marker && labs.find(({ id }) => id === marker.lab);
      if (!lab) return [];
      const known = old.find(one => one.lab.id === lab.id && one.folder.toString() === uri.toString());
      if (known) return [known];
      const verdict = this.remembered.of(lab, uri);
      return [verdict ? { lab, folder: uri, verdict, stale: true } : { lab, folder: uri, stale: false }];
    }));
    return found.flat();
  }

  /** From the first verification on, what changes on the disk makes a verdict stale, like what is typed: another editor, git, a terminal. */
  private watchFiles(): void {
    if (this.files) return;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    const written = async (uri: vscode.Uri) => this.touch(uri, (await vscode.workspace.fs.stat(uri)).mtime);
    const tell = (uri: vscode.Uri) => void written(uri).catch(() => this.touch(uri));
    this.files = vscode.Disposable.from(watcher, watcher.onDidCreate(tell), watcher.onDidChange(tell), watcher.onDidDelete(uri => this.touch(uri)));
  }

  /** `at`: when it was written, if that is known; a notice may come long after, and what came before the verification was verified. */
  private touch(uri: vscode.Uri, at = Infinity): void {
    void this.known?.then(all => {
      const touched = all.find(one => one.verdict && !one.stale && at > (one.verifiedAt ?? 0) && isVerified(one.folder, uri));
      if (!touched) return;
      touched.stale = true;
      this.changed.fire();
    }, () => undefined);
  }
}

/** Whether `uri` is a file that a verification of `folder` reads. */
function isVerified(folder: vscode.Uri, uri: vscode.Uri): boolean {
  const prefix = `${folder.toString()}/`;
  const file = uri.path.slice(folder.path.length + 1);
  return uri.toString().startsWith(prefix) && isAnalysable(file) && !file.split('/').some(part => passedOver.has(part));
}
