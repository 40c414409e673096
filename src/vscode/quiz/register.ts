import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { refusedByExam, unlessExam } from '../kit/exam';
import { commands } from '../kit/ids';
import { Lazy } from '../kit/lazy';

/** Questions: the command that starts or resumes a session, and the panel that comes back after a reload. */
export function registerQuiz(coach: Coach): vscode.Disposable {
  const quiz = new Lazy(async () => new (await import('./quiz')).Quiz(coach));
  return vscode.Disposable.from(
    quiz,
    vscode.commands.registerCommand(commands.quizStart, unlessExam(coach, async (target?: unknown) => (await quiz.get()).start(target))),
    vscode.window.registerWebviewPanelSerializer('coachCpin.quiz', { deserializeWebviewPanel: async (panel, saved) => ((await refusedByExam(coach)) ? panel.dispose() : (await quiz.get()).revive(panel, saved)) }),
  );
}
