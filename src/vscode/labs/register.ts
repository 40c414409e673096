import * as vscode from 'vscode';
import { command } from '../kit/command';
import type { Coach } from '../kit/context';
import { unlessExam } from '../kit/exam';
import { commands, views } from '../kit/ids';
import { LabsModel } from './model';
import { LabsTesting } from './testing';
import { LabsTree } from './tree';

/** Labs in the editor: their view, their commands, and their checks in the Testing view. */
export function registerLabs(coach: Coach): vscode.Disposable {
  const model = new LabsModel(coach);
  const tree = vscode.window.createTreeView(views.labs, { treeDataProvider: new LabsTree(model), showCollapseAll: true });
  const guide = async () => {
    const started = await model.started();
    tree.message = started.length > 0 ? '' : coach.strings().labs.noneStarted;
  };
  const refreshGuide = () => void guide().catch((error: Error) => (tree.message = error.message));
  return vscode.Disposable.from(
    model,
    tree,
    tree.onDidChangeVisibility(refreshGuide),
    model.onDidChange(refreshGuide),
    new LabsTesting(model),
    command(coach, commands.labStart, async argument => (await import('./start')).startCommand(model, argument)),
    command(coach, commands.labVerify, async argument => (await import('./verify')).verifyCommand(model, argument)),
    command(coach, commands.labHint, unlessExam(coach, async argument => (await import('./hint')).hintCommand(model, argument))),
    command(coach, commands.labReset, async argument => (await import('./reset')).resetCommand(model, argument)),
  );
}
