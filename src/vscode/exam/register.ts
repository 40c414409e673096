import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { commands } from '../kit/ids';
import { Lazy } from '../kit/lazy';

/** Mock exams: the command that begins or resumes one, and the panel that comes back after a reload. */
export function registerExam(coach: Coach): vscode.Disposable {
  const exams = new Lazy(async () => new (await import('./exam')).Exams(coach));
  return vscode.Disposable.from(
    exams,
    vscode.commands.registerCommand(commands.examOpen, async () => (await exams.get()).open('exam')),
    vscode.commands.registerCommand(commands.placementOpen, async () => (await exams.get()).open('placement')),
    vscode.window.registerWebviewPanelSerializer('coachCpin.exam', { deserializeWebviewPanel: async (panel, saved) => (await exams.get()).revive(panel, saved) }),
  );
}
