import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { unlessExam } from '../kit/exam';
import { commands } from '../kit/ids';

/** *Suggérer*: a note about a question, a lesson or a term, opened as a new document that the user completes, saves and sends. */
export function registerSuggest(coach: Coach): vscode.Disposable {
  return vscode.commands.registerCommand(commands.suggest, unlessExam(coach, async (ref: unknown) => (await import('./suggest')).suggest(coach, ref)));
}
