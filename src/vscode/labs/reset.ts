import path from 'node:path';
import * as vscode from 'vscode';
import { resetLab } from '../../node/labs/reset';
import { format } from '../../protocol/format';
import type { LabsModel } from './model';
import { asked } from './nodes';
import { labsFolder } from './paths';
import { pickStarted } from './pick';
import { dirtyIn } from './unsaved';

/** Begins a lab again, once confirmed. Open files are saved first, so that what is set aside is all that was typed. */
export async function resetCommand(model: LabsModel, argument: unknown): Promise<void> {
  const started = await pickStarted(model, asked(argument));
  if (!started) return;
  const strings = model.coach.strings().labs;
  const { lab, folder } = started;
  const detail = format(strings.resetDetail, { folder: folder.fsPath });
  if (!(await vscode.window.showWarningMessage(format(strings.resetConfirm, { lab: lab.title }), { modal: true, detail }, strings.resetDo))) return;
  for (const document of dirtyIn(folder)) {
    if (!(await document.save())) throw new Error(format(strings.saveFailed, { file: path.basename(document.uri.path) }));
  }
  const { version } = await model.coach.content.catalog();
  const kept = await resetLab({ labs: labsFolder(model.coach), lab, content: version, folder: folder.fsPath, now: new Date() });
  model.forget(started);
  await model.record({ type: 'lab.reset', lab: lab.id });
  void vscode.window
    .showInformationMessage(format(strings.resetDone, { lab: lab.title, kept }), strings.openKept)
    .then(answer => answer && vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(kept), { forceNewWindow: true }));
}
