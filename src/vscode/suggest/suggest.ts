import * as vscode from 'vscode';
import { suggestionNote } from '../../core/curriculum/suggestion';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';

/** Opens the note about what `ref` names, and gives its text; says so when it names nothing. */
export async function suggest(coach: Coach, ref: unknown): Promise<string | undefined> {
  const catalog = await coach.content.catalog();
  const modules = await Promise.all(catalog.modules.map(module => coach.content.module(module.id)));
  const { suggest: words } = coach.strings();
  const note = typeof ref === 'string' ? suggestionNote(ref, { catalog, modules }, words) : undefined;
  if (note === undefined) {
    void vscode.window.showWarningMessage(format(words.unknown, { ref: String(ref) }));
    return undefined;
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content: note }), vscode.ViewColumn.Beside);
  return note;
}
