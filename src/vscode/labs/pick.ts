import path from 'node:path';
import * as vscode from 'vscode';
import type { Lab, LabCheck } from '../../core/curriculum/lab';
import { findLab } from '../../node/labs/find';
import { commands } from '../kit/ids';
import type { LabsModel, StartedLab } from './model';
import type { Asked } from './nodes';

/** The lab asked for, or chosen now; undefined when the user gave up. Rejects with a sentence for an unknown id. */
export async function pickLab(model: LabsModel, { lab }: Asked): Promise<Lab | undefined> {
  if (lab !== undefined) return findLab(await model.coach.content.catalog(), lab);
  const labs = await model.labs();
  if (labs.length === 1) return labs[0];
  const items = labs.map(one => ({ label: one.title, detail: `${one.duration} min`, lab: one }));
  return (await vscode.window.showQuickPick(items, { placeHolder: model.coach.strings().labs.pickLab }))?.lab;
}

/** The started lab asked for, the only one, or the one chosen now. When none is started, says so and offers to start one. */
export async function pickStarted(model: LabsModel, { lab, started }: Asked): Promise<StartedLab | undefined> {
  const strings = model.coach.strings().labs;
  if (lab !== undefined) findLab(await model.coach.content.catalog(), lab);
  // A marker may have been written a moment ago, before any watcher could tell.
  model.refresh();
  const all = (await model.started()).filter(one => lab === undefined || one.lab.id === lab);
  const same = started && all.find(one => one.folder.toString() === started.folder.toString());
  if (same) return same;
  if (all.length === 0) {
    void vscode.window.showInformationMessage(strings.noneStartedHere, strings.start).then(answer => answer && vscode.commands.executeCommand(commands.labStart, lab));
    return undefined;
  }
  if (all.length === 1) return all[0];
  const items = all.map(one => ({ label: one.lab.title, description: path.basename(one.folder.fsPath), detail: one.folder.fsPath, one }));
  return (await vscode.window.showQuickPick(items, { placeHolder: strings.pickStarted }))?.one;
}

/** The check asked for, or one chosen among those that do not hold. */
export async function pickCheck(model: LabsModel, started: StartedLab, { check }: Asked): Promise<LabCheck | undefined> {
  if (check) return check;
  const strings = model.coach.strings().labs;
  const items = started.lab.checks.map(one => {
    const state = started.verdict?.checks.find(verdict => verdict.check === one.id)?.state;
    return { label: one.title, description: strings[state ?? 'unverified'], state, check: one };
  });
  return (await vscode.window.showQuickPick(items.filter(({ state }) => state !== 'holds'), { placeHolder: strings.pickCheck }))?.check;
}
