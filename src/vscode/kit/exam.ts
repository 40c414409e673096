import * as vscode from 'vscode';
import type { Coach } from './context';
import { commands } from './ids';

/** `work`, unless an exam is under way: then says that it waits for its end, offers the way back, and resolves to undefined. */
export function unlessExam<A extends unknown[], R>(coach: Coach, work: (...args: A) => Promise<R>): (...args: A) => Promise<R | undefined> {
  return async (...args) => ((await refusedByExam(coach)) ? undefined : work(...args));
}

/** Whether an exam is under way, having said so. */
export async function refusedByExam({ exams, strings }: Pick<Coach, 'exams' | 'strings'>): Promise<boolean> {
  if (!(await exams.running())) return false;
  const { running, resume } = strings().exam;
  void vscode.window.showInformationMessage(running, resume).then(choice => choice === resume && vscode.commands.executeCommand(commands.examOpen));
  return true;
}

/** Closes the panels of these surfaces: what they show would help. */
export async function closePanels(...surfaces: readonly string[]): Promise<void> {
  const ours = (tab: vscode.Tab) => tab.input instanceof vscode.TabInputWebview && surfaces.some(name => (tab.input as vscode.TabInputWebview).viewType.endsWith(`coachCpin.${name}`));
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(group => group.tabs.filter(ours)));
}
