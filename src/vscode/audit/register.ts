import * as vscode from 'vscode';
import { command } from '../kit/command';
import type { Coach } from '../kit/context';
import type { FolderReport } from '../kit/audits';
import { commands, views } from '../kit/ids';
import { treeItem } from './items';
import { childrenOf, rootsOf, type AuditNode } from './nodes';
import { ReportPage } from './page';
import { auditCommand, auditOnSave } from './run';
import { saveReport } from './save';
import { statusBar } from './status';

/** The audit of the repository: its command, its tree by requirement, its report and its place in the status bar. */
export function registerAudit(coach: Coach): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const page = new ReportPage();
  const provider: vscode.TreeDataProvider<AuditNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: node => treeItem(node, coach.strings()),
    getChildren: node => [...(node ? childrenOf(node) : rootsOf(coach.audits.all()))],
  };
  const tree = vscode.window.createTreeView(views.audit, { treeDataProvider: provider, showCollapseAll: true });
  const refresh = coach.audits.onDidChange(() => {
    tree.message = coach.strings().common.notCertification;
    changed.fire();
    page.refresh(coach.audits.all());
  });
  return vscode.Disposable.from(
    changed, page, tree, refresh, statusBar(coach), auditOnSave(coach),
    // What was read is kept, so that a repository that has not changed is audited again in a moment.
    vscode.window.registerWebviewPanelSerializer('coachCpin.audit', {
      deserializeWebviewPanel: async panel => {
        page.revive(panel, coach.strings().audit.running);
        if (!(await withReport(coach, of => page.show(of)))) page.close();
      },
    }),
    command(coach, commands.auditRun, () => auditCommand(coach)),
    command(coach, commands.auditReport, () => withReport(coach, of => page.show(of))),
    command(coach, commands.auditSave, target => withReport(coach, of => saveReport(coach, of, target))),
    command(coach, commands.auditReveal, place => page.reveal(place)),
  );
}

/** Does something with the last report, after an audit if there is none yet; with several, the user says which. Resolves to whether there was one. */
async function withReport(coach: Coach, use: (of: FolderReport) => unknown): Promise<boolean> {
  if (coach.audits.all().length === 0 && !(await auditCommand(coach))) return false;
  const reports = coach.audits.all();
  const picked = reports.length > 1 ? (await vscode.window.showQuickPick(reports.map(of => ({ label: of.folder.name, of })), { placeHolder: coach.strings().audit.pickFolder }))?.of : reports[0];
  if (picked) await use(picked);
  return picked !== undefined;
}
