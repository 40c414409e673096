import * as vscode from 'vscode';
import type { Location, Severity } from '../../core/analysis/finding';
import { acceptance, checkNames, idOf, placeName, statusNames } from '../../core/compliance/render/words';
import type { CheckVerdict, Status } from '../../core/compliance/verdict';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import type { FolderReport } from '../kit/audits';
import { toRange } from '../kit/convert';
import { commands } from '../kit/ids';
import { childrenOf, type AuditNode } from './nodes';

/** The state is in the icon's shape and in the text: no colour is needed to read it. */
const statusIcons: Record<Status, vscode.ThemeIcon> = {
  'non-conforme': new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  partiel: new vscode.ThemeIcon('color-mode'),
  'a-justifier': new vscode.ThemeIcon('question'),
  conforme: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
};
const severityIcons: Record<Severity, string> = { error: 'error', warning: 'warning', information: 'info' };
const checkIcons: Record<CheckVerdict['state'], string> = { holds: 'check', partly: 'color-mode', fails: 'close', unknown: 'dash' };

/** How a node is drawn; what has a place opens there. */
export function treeItem(node: AuditNode, strings: Strings): vscode.TreeItem {
  const { label, icon, description = '', tooltip = '', command, expanded = false } = partsOf(node, strings.audit);
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, childrenOf(node).length === 0 ? None : expanded ? Expanded : Collapsed);
  item.iconPath = typeof icon === 'string' ? new vscode.ThemeIcon(icon) : icon;
  item.description = description;
  item.tooltip = tooltip === '' ? label : tooltip;
  item.accessibilityInformation = { label: [label, description].filter(text => text !== '').join(', ') };
  item.contextValue = node.kind;
  if (command) item.command = { title: label, ...command };
  return item;
}

interface Parts {
  readonly label: string;
  readonly icon: string | vscode.ThemeIcon;
  readonly description?: string;
  readonly tooltip?: string;
  readonly command?: { readonly command: string; readonly arguments: unknown[] };
  readonly expanded?: boolean;
}

function partsOf(node: AuditNode, t: Strings['audit']): Parts {
  switch (node.kind) {
    case 'folder': return { label: node.of.folder.name, icon: 'folder', expanded: true };
    case 'status': return { label: statusNames[node.status], icon: statusIcons[node.status], description: String(node.of.report.summary.requirements[node.status]), expanded: node.status === 'non-conforme' };
    case 'requirement': {
      const { verdict: { requirement, status, reason } } = node;
      return { label: idOf(node.verdict), icon: statusIcons[status], description: `${requirement.priority} · ${requirement.theme}`, tooltip: `${requirement.text}\n\n${reason}` };
    }
    case 'check': return { label: node.check.title, icon: checkIcons[node.check.state], description: [checkNames[node.check.state], ...(node.check.evidence.length > 0 ? [String(node.check.evidence.reduce((sum, { count }) => sum + count, 0))] : [])].join(' · '), tooltip: node.check.evidence.map(({ text, count }) => `${text} : ${count}`).join('\n') };
    case 'place': return { label: node.what, icon: 'go-to-file', description: placeName(node.location), command: opening(node.of, node.location) };
    case 'finding': {
      const { finding, accepted } = node;
      return { label: plain(finding.message), icon: accepted ? 'pass' : severityIcons[finding.severity], description: [placeName(finding.location), ...(finding.environment === undefined ? [] : [finding.environment])].join(' · '), tooltip: [plain(finding.message), finding.rule, ...(accepted ? [acceptance(accepted)] : [])].join('\n'), command: opening(node.of, finding.location) };
    }
    case 'write': {
      const { requirement: { id, assess: { write, who } } } = node.verdict;
      return { label: format(t.toWrite, { text: write }), icon: 'edit', description: format(t.whoDecides, { who }), tooltip: `${write}\n\n${format(t.whoDecides, { who })}`, command: { command: commands.readerOpen, arguments: [`requirement:${id}`] } };
    }
    case 'others': return { label: t.others, icon: 'list-unordered', description: String(childrenOf(node).length) };
    case 'accepted': return { label: t.accepted, icon: 'verified', description: String(childrenOf(node).length) };
    case 'unreadable': return { label: t.unreadable, icon: 'warning', description: String(childrenOf(node).length) };
    case 'unread': return { label: node.file, icon: 'warning', description: node.reason, tooltip: node.reason };
  }
}

/** A message without its marks of code, which a tree shows as typed. */
function plain(message: string): string {
  return message.replaceAll('`', '');
}

/** Opens a place of the report's folder in the editor, the text selected. */
export function opening({ folder }: FolderReport, { file, range }: Location): { command: string; arguments: unknown[] } {
  return { command: 'vscode.open', arguments: [vscode.Uri.joinPath(folder.uri, file), { selection: toRange(range) }] };
}
