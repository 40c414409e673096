import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { commands } from '../kit/ids';
import { Quiz } from './quiz';

/** Questions: the command that starts or resumes a session, and the panel that comes back after a reload. */
export function registerQuiz(coach: Coach): vscode.Disposable {
  const quiz = new Quiz(coach);
  return vscode.Disposable.from(
    quiz,
    vscode.commands.registerCommand(commands.quizStart, (target?: unknown) => quiz.start(target)),
    vscode.window.registerWebviewPanelSerializer('coachCpin.quiz', { deserializeWebviewPanel: (panel, saved) => quiz.revive(panel, saved) }),
  );
}
