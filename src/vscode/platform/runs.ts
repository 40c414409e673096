import * as vscode from 'vscode';
import { maxRunBytes, readRun, replaceRun, runUntil, savedRun } from '../../node/platform/run-file';
import type { Recorded } from '../../node/platform/folder';
import { format } from '../../protocol/format';
import { cancellable, pick, trusted, type Surface } from './actions';
import type { PlatformSession } from './session';

/** *Enregistrer le déroulé*: all that was done to the platform, as a file that plays again elsewhere; to `target`, or where the user says. */
export async function saveRunCommand(surface: Surface, target: unknown): Promise<void> {
  const t = surface.coach.strings().platformView;
  const session = await pick(surface, undefined);
  if (!session) return;
  const uri = target instanceof vscode.Uri ? target : await vscode.window.showSaveDialog({ title: t.saveRunTitle, defaultUri: vscode.Uri.joinPath(session.folder.uri, `${session.folder.name}.cpin-run`), filters: { [t.runFilter]: ['cpin-run'] } });
  if (!uri) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(await savedRun(session.place)));
  void vscode.window.showInformationMessage(format(t.runSaved, { file: uri.path.split('/').pop() ?? '' }));
}

/** *Charger un déroulé*: puts a saved run in the place of what the platform holds, once the user has agreed, and plays it. */
export async function loadRunCommand(surface: Surface, target: unknown): Promise<void> {
  const { coach } = surface;
  const t = coach.strings().platformView;
  if (!(await trusted(coach))) return;
  const session = await pick(surface, undefined);
  const uri = target instanceof vscode.Uri ? target : session && (await vscode.window.showOpenDialog({ title: t.loadRunTitle, filters: { [t.runFilter]: ['cpin-run'] } }))?.[0];
  if (!session || !uri) return;
  if ((await vscode.workspace.fs.stat(uri)).size > maxRunBytes) throw new Error(format(t.runTooBig, { limit: maxRunBytes / 1024 / 1024 }));
  const run = readRun(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), session.folder.uri.fsPath, coach.strings().platform);
  if (!(target instanceof vscode.Uri) && !(await agreed(t.loadRunConfirm, t.loadRun))) return;
  await play(surface, session, run);
}

/** *Remettre à zéro*: the platform as it was before its first project, once the user has agreed. `sure` when they have already. */
export async function resetCommand(surface: Surface, sure: unknown): Promise<void> {
  const t = surface.coach.strings().platformView;
  if (!(await trusted(surface.coach))) return;
  const session = await pick(surface, undefined);
  if (session && (sure === true || (await agreed(t.resetConfirm, t.reset)))) await play(surface, session, []);
}

/** *Repartir de ce moment*: the platform goes back to an instant of its run, once the user has agreed; resolves to whether it did. */
export async function restartFrom(surface: Surface, session: PlatformSession, at: number, { question, action }: { readonly question: string; readonly action: string }): Promise<boolean> {
  if (!(await trusted(surface.coach)) || !(await agreed(question, action))) return false;
  await play(surface, session, await runUntil(session.place, at));
  return true;
}

/** Stops the platform, changes its run and starts it again; with the old run if it cannot play the new one. */
async function play({ coach }: Surface, session: PlatformSession, run: readonly Recorded[]): Promise<void> {
  const t = coach.strings().platformView;
  // Cancelled, as when it cannot play the new run, it goes on with the old one.
  await cancellable(t.starting, async signal => {
    await session.stop();
    const undo = await replaceRun(session.place, run);
    await session.start(signal).catch(async (error: Error) => {
      await undo();
      await session.start();
      throw new Error(format(t.runNotPlayed, { reason: error.message }), { cause: error });
    });
  });
}

async function agreed(question: string, action: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true }, action)) === action;
}
