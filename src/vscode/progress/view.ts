import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { settings, views } from '../kit/ids';
import { readProgress } from '../kit/report';
import { treeItem } from './items';
import { childrenOf, type ProgressNode } from './nodes';

/** The progress view: modules, competences, validations, drawn from the journal alone, and again when it changes. */
export function createProgressView(coach: Coach): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.TreeDataProvider<ProgressNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: node => treeItem(node, coach.strings()),
    getChildren: async node => [...(node ? childrenOf(node) : await roots(coach))],
  };
  const view = vscode.window.createTreeView(views.progress, { treeDataProvider: provider, showCollapseAll: true });
  view.message = coach.strings().common.notCertification;
  const language = vscode.workspace.onDidChangeConfiguration(event => {
    if (!event.affectsConfiguration(`${settings.section}.${settings.language}`)) return;
    view.message = coach.strings().common.notCertification;
    changed.fire();
  });
  return vscode.Disposable.from(view, changed, language, coach.journal.onDidChange(() => changed.fire()));
}

async function roots(coach: Coach): Promise<readonly ProgressNode[]> {
  try {
    const { modules, damaged } = await readProgress(coach);
    const warning: ProgressNode[] = damaged.length > 0 ? [{ kind: 'damaged', lines: damaged }] : [];
    return [...warning, ...modules.map((module): ProgressNode => ({ kind: 'module', id: module.id, module }))];
  } catch (error) {
    coach.log.error(`progress: ${String(error)}`);
    return [{ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }];
  }
}
