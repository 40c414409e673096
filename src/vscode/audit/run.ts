import * as vscode from 'vscode';
import type { AuditReport } from '../../core/compliance/report';
import { stepText } from '../../protocol/audit-step';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';
import { commands, settings } from '../kit/ids';

/** Audits the folder of the window (or the one chosen), with a progress that can be cancelled; undefined when it was, or when there is nothing to audit. */
export async function auditCommand(coach: Coach): Promise<AuditReport | undefined> {
  const t = coach.strings().audit;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick({ placeHolder: t.pickFolder }) : folders[0];
  if (!folder) {
    if (folders.length === 0) void vscode.window.showErrorMessage(t.noFolder);
    return undefined;
  }
  if (folder.uri.scheme !== 'file') return void vscode.window.showErrorMessage(t.notOnDisk);
  const unsaved = vscode.workspace.textDocuments.filter(document => document.isDirty && vscode.workspace.getWorkspaceFolder(document.uri) === folder);
  const report = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t.running, cancellable: true }, (progress, token) =>
    coach.audits.run(folder, signalOf(token), step => progress.report({ message: stepText(step, coach.strings()) })));
  if (report) void tell(coach, report, unsaved.length);
  return report;
}

/** What was found, in one sentence, and where to read the rest. */
async function tell(coach: Coach, { summary }: AuditReport, unsaved: number): Promise<void> {
  const t = coach.strings().audit;
  const { requirements } = summary;
  const said = format(t.done, { broken: requirements['non-conforme'], partial: requirements.partiel, open: requirements['a-justifier'], met: requirements.conforme });
  const late = unsaved > 0 ? ` ${format(t.unsaved, { n: unsaved })}` : '';
  if ((await vscode.window.showInformationMessage(said + late, t.openReport)) === t.openReport) await vscode.commands.executeCommand(commands.auditReport);
}

/** Audits again when a file of a folder is saved, where the setting asks for it: one audit at a time, and one more if something was saved meanwhile. */
export function auditOnSave(coach: Coach): vscode.Disposable {
  const running = new Map<string, boolean>();
  const again = async (folder: vscode.WorkspaceFolder): Promise<void> => {
    const key = folder.uri.toString();
    if (running.has(key)) return void running.set(key, true);
    running.set(key, false);
    const t = coach.strings().audit;
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t.running }, (_progress, token) => coach.audits.run(folder, signalOf(token), () => undefined));
    } catch (error) {
      coach.log.error(`audit: ${String(error)}`);
    }
    const more = running.get(key);
    running.delete(key);
    if (more) await again(folder);
  };
  return vscode.workspace.onDidSaveTextDocument(document => {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    if (folder?.uri.scheme === 'file' && vscode.workspace.getConfiguration(settings.section, folder.uri).get(settings.auditOnSave, false)) void again(folder);
  });
}

function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
