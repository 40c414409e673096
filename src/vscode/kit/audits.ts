import path from 'node:path';
import * as vscode from 'vscode';
import type { Stage } from '../../core/analysis/environment';
import type { AuditStep } from '../../core/analysis/step';
import type { AuditReport } from '../../core/compliance/report';
import type { ContentPort } from '../../core/curriculum/catalog';
import type { OwnLint } from '../../core/compliance/own-lint';
import { auditInThread } from '../../node/analysis/audit-thread';
import { keptFolder } from '../../node/home';
import { keptIn } from '../../node/kept-results';
import { settings } from './ids';

/** A folder, and the last report on it. */
export interface FolderReport {
  readonly folder: vscode.WorkspaceFolder;
  readonly report: AuditReport;
}

/** The audits of this window: the last report of each folder, which several surfaces show. */
export interface Audits extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  all(): readonly FolderReport[];
  /** Audits a folder as its files are saved; undefined once `signal` says to stop. Rejects with a French sentence. */
  run(folder: vscode.WorkspaceFolder, signal: AbortSignal, onStep: (step: AuditStep) => void): Promise<AuditReport | undefined>;
  /** Lets go of the reports of this window, and deletes the results kept on disk, those of the terminal too. */
  forget(): Promise<void>;
}

export function auditsOf(extension: vscode.ExtensionContext, content: ContentPort): Audits {
  const changed = new vscode.EventEmitter<void>();
  const last = new Map<string, FolderReport>();
  const closing = new AbortController();
  const folders = vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
    if (removed.filter(({ uri }) => last.delete(uri.toString())).length > 0) changed.fire();
  });
  return {
    onDidChange: changed.event,
    all: () => [...last.values()].sort((a, b) => a.folder.index - b.folder.index),
    async run(folder, signal, onStep) {
      const environment = vscode.workspace.getConfiguration(settings.section, folder.uri).get<Stage | 'all'>(settings.auditEnvironment, 'all');
      const date = new Date().toISOString().slice(0, 10);
      const own = await ownLintOf(folder, AbortSignal.any([signal, closing.signal]));
      if (signal.aborted) return undefined;
      const report = await auditInThread({
        script: path.join(extension.extensionPath, 'dist', 'worker.js'), book: await content.catalog(), root: folder.uri.fsPath,
        asked: { environment, today: date, date, name: folder.name, own }, signal, onStep,
      });
      if (!report) return undefined;
      last.set(folder.uri.toString(), { folder, report });
      changed.fire();
      return report;
    },
    async forget() {
      last.clear();
      changed.fire();
      await keptIn(keptFolder()).erase();
    },
    dispose() {
      closing.abort();
      vscode.Disposable.from(changed, folders).dispose();
    },
  };
}

/** What the folder's own ESLint says, if the user asked for it. Its configuration is a program: where the workspace is not trusted, nothing starts whatever the settings say. */
async function ownLintOf(folder: vscode.WorkspaceFolder, signal: AbortSignal): Promise<OwnLint | undefined> {
  if (!vscode.workspace.isTrusted || !vscode.workspace.getConfiguration(settings.section, folder.uri).get(settings.auditEslint, false)) return undefined;
  const { ownEslint } = await import('../../node/code/own-eslint');
  return ownEslint(folder.uri.fsPath, { signal });
}
