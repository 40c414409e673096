import * as vscode from 'vscode';
import { everything } from '../../core/progress/scope';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';

interface Scope extends vscode.QuickPickItem {
  readonly scope: string;
}

/** Resets what `argument` names (a node of the view, or an id), else what is picked, once confirmed. One event is added; nothing is deleted. */
export async function resetProgress(coach: Coach, argument: unknown): Promise<void> {
  const t = coach.strings().progress;
  const scopes = await scopesOf(coach);
  const asked = scopeIn(argument);
  const picked = asked === undefined ? await vscode.window.showQuickPick(scopes, { placeHolder: t.resetPick, matchOnDescription: true }) : scopes.find(s => s.scope === asked);
  if (!picked) return;
  const confirmed = await vscode.window.showWarningMessage(format(t.resetConfirm, { scope: picked.label }), { modal: true, detail: t.resetDetail }, t.reset);
  if (confirmed !== t.reset) return;
  await coach.journal.append({ type: 'progress.reset', scope: picked.scope });
  void vscode.window.showInformationMessage(format(t.resetDone, { scope: picked.label }));
}

function scopeIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  return typeof argument === 'object' && argument !== null && 'id' in argument && typeof argument.id === 'string' ? argument.id : undefined;
}

async function scopesOf(coach: Coach): Promise<Scope[]> {
  const { modules } = await coach.content.catalog();
  return [
    { label: coach.strings().progress.resetAll, scope: everything },
    ...modules.flatMap(module => [{ label: module.title, scope: module.id }, ...module.competences.map(c => ({ label: c.title, description: module.title, scope: c.id }))]),
  ];
}
