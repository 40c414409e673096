import * as vscode from 'vscode';
import type { Lab } from '../../core/curriculum/lab';
import { isFree, proposeFolder } from '../../node/labs/place';
import { holdsStart, startLab } from '../../node/labs/start';
import { format } from '../../protocol/format';
import { commands } from '../kit/ids';
import type { LabsModel } from './model';
import { asked } from './nodes';
import { labsFolder } from './paths';
import { pickLab } from './pick';

interface Choice extends vscode.QuickPickItem {
  /** Absent to choose any folder. */
  readonly folder?: string;
  readonly resume?: boolean;
}

/** Starts a lab: in the open folder when it is empty or already holds the lab's files, else in a folder created or chosen, which is then opened. */
export async function startCommand(model: LabsModel, argument: unknown): Promise<void> {
  const lab = await pickLab(model, asked(argument));
  if (!lab) return;
  const choice = await chooseFolder(model, lab);
  if (!choice) return;
  if (!choice.resume) {
    const { version } = await model.coach.content.catalog();
    await startLab({ labs: labsFolder(model.coach), lab, content: version, folder: choice.folder, now: new Date() });
    // The window may reload as soon as the folder opens: what was done is recorded first.
    await model.record({ type: 'lab.started', lab: lab.id });
  }
  await show(model, lab, vscode.Uri.file(choice.folder));
}

async function chooseFolder(model: LabsModel, lab: Lab): Promise<{ readonly folder: string; readonly resume: boolean } | undefined> {
  const strings = model.coach.strings().labs;
  const choices = [...(await openFolders(model, lab)), await proposed(model, lab), { label: strings.choose, detail: strings.chooseDetail }];
  const choice = await vscode.window.showQuickPick(choices, { title: lab.title, placeHolder: strings.pickFolder });
  if (!choice) return undefined;
  if (choice.folder !== undefined) return { folder: choice.folder, resume: choice.resume ?? false };
  const [picked] = (await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel: strings.chooseTitle, title: lab.title })) ?? [];
  if (picked && picked.scheme !== 'file') throw new Error(strings.notOnDisk);
  return picked && { folder: picked.fsPath, resume: false };
}

/** The open folders where this lab can start, or go on. */
async function openFolders(model: LabsModel, lab: Lab): Promise<Choice[]> {
  const strings = model.coach.strings().labs;
  const started = await model.started();
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const choices = await Promise.all(folders.map(async ({ uri }): Promise<Choice[]> => {
    const folder = uri.fsPath;
    const here = started.find(one => one.folder.toString() === uri.toString());
    if (here) return here.lab.id === lab.id ? [{ label: `$(debug-continue) ${strings.resume}`, description: folder, detail: strings.resumeDetail, folder, resume: true }] : [];
    if (await isFree(folder)) return [{ label: `$(play) ${strings.here}`, description: folder, detail: strings.hereEmpty, folder }];
    return (await holdsStart(labsFolder(model.coach), lab, folder)) ? [{ label: `$(play) ${strings.here}`, description: folder, detail: strings.hereAdopt, folder }] : [];
  }));
  return choices.flat();
}

async function proposed(model: LabsModel, lab: Lab): Promise<Choice> {
  const strings = model.coach.strings().labs;
  const { folder, started } = await proposeFolder(lab.id);
  return started
    ? { label: `$(debug-continue) ${strings.resume}`, description: folder, detail: strings.resumeDetail, folder, resume: true }
    : { label: `$(new-folder) ${strings.create}`, description: folder, folder };
}

async function show(model: LabsModel, lab: Lab, folder: vscode.Uri): Promise<void> {
  const strings = model.coach.strings().labs;
  const message = format(strings.ready, { lab: lab.title, folder: folder.fsPath });
  if (vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === folder.toString())) {
    model.refresh();
    void vscode.window.showInformationMessage(message, strings.verify).then(answer => answer && vscode.commands.executeCommand(commands.labVerify, lab.id));
    return;
  }
  const newWindow = await vscode.window.showInformationMessage(message, { modal: true }, strings.openHere, strings.openNew);
  if (newWindow) await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: newWindow === strings.openNew });
}
