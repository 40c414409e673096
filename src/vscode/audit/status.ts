import * as vscode from 'vscode';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';
import { commands } from '../kit/ids';

/** The status bar: how many requirements are not met, once an audit has said so. */
export function statusBar(coach: Coach): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('coachCpin.audit', vscode.StatusBarAlignment.Left, 10);
  const draw = () => {
    const reports = coach.audits.all();
    if (reports.length === 0) return item.hide();
    const t = coach.strings().audit;
    const sum = (status: 'non-conforme' | 'partiel') => reports.reduce((total, { report }) => total + report.summary.requirements[status], 0);
    item.name = t.view;
    item.text = `$(law) ${format(t.status, { broken: sum('non-conforme'), partial: sum('partiel') })}`;
    item.tooltip = t.openReport;
    item.accessibilityInformation = { label: format(t.statusSpoken, { broken: sum('non-conforme'), partial: sum('partiel') }), role: 'button' };
    item.command = commands.auditReport;
    item.show();
  };
  draw();
  return vscode.Disposable.from(item, coach.audits.onDidChange(draw));
}
