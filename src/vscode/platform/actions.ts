import * as vscode from 'vscode';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';
import { commands } from '../kit/ids';
import type { RealCluster } from './cluster';
import { nodeIn } from './nodes';
import type { PlatformPage } from './page';
import type { Platforms } from './platforms';
import type { PlatformSession } from './session';

/** What the platform's commands need. */
export interface Surface {
  readonly coach: Coach;
  readonly platforms: Platforms;
  readonly cluster: RealCluster;
}

/** *Démarrer*: in a trusted folder, since a process starts. Resolves to whether the platform runs. */
export async function startCommand(surface: Surface, argument: unknown): Promise<boolean> {
  const t = surface.coach.strings().platformView;
  if (!(await trusted(surface.coach))) return false;
  const session = await pick(surface, argument);
  if (!session) return false;
  return (await cancellable(t.starting, signal => session.start(signal))) !== undefined;
}

/** *Arrêter*: its state is kept. */
export async function stopCommand(surface: Surface, argument: unknown): Promise<void> {
  const session = await pick(surface, argument, true);
  await session?.stop();
}

/** *Accélérer*: until nothing more is to be expected. */
export async function accelerateCommand(surface: Surface, argument: unknown): Promise<void> {
  const session = await pick(surface, argument, true);
  if (session) await settle(surface.coach, session);
}

/** *Pourquoi ?*: of a line of the view, else of all that is wrong. */
export async function whyCommand(surface: Surface, page: PlatformPage, argument: unknown): Promise<void> {
  const session = await pick(surface, argument, true);
  if (session) await page.show(session, argument);
}

/** Does something under a notification that can be cancelled; resolves to what it gives, to nothing once it was cancelled. */
export async function cancellable<T>(title: string, use: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (_, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    return use(stop.signal).catch((error: Error) => (stop.signal.aborted ? undefined : Promise.reject(error)));
  });
}

/** Lets time pass as fast as it can; resolves to whether the platform came to rest. */
export async function settle({ strings }: Coach, session: PlatformSession): Promise<boolean> {
  const settled = await cancellable(strings().platformView.accelerating, async signal => session.client?.settle(signal));
  await session.refresh();
  return settled === true;
}

/** Says that a folder is to be trusted first; resolves to whether it is. */
export async function trusted({ strings }: Coach): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const { untrusted, trust } = strings().platformView;
  if ((await vscode.window.showErrorMessage(untrusted, trust)) === trust) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

/** The platform a command is about: of the line it was given, the only one, or the one chosen now; among those that run, if `running`. */
export async function pick(surface: Surface, argument: unknown, running = false): Promise<PlatformSession | undefined> {
  const given = nodeIn(argument)?.session;
  if (given) return given;
  const { coach, platforms } = surface;
  const t = coach.strings().platformView;
  await platforms.look();
  const all = await platforms.all();
  const able = running ? all.filter(({ client }) => client) : all;
  const [first, ...more] = able;
  if (!first) return void notRunning(surface, all);
  return more.length === 0 ? first : (await vscode.window.showQuickPick(able.map(session => ({ label: session.folder.name, session })), { placeHolder: t.pickFolder }))?.session;
}

/** Says that no platform runs, and offers to start the only one there can be. */
async function notRunning(surface: Surface, [session, ...more]: readonly PlatformSession[]): Promise<void> {
  const t = surface.coach.strings().platformView;
  if (!session) return void vscode.window.showErrorMessage(t.noFolder);
  const text = more.length > 0 ? t.noneRuns : format(t.notRunning, { folder: session.folder.name });
  if ((await vscode.window.showErrorMessage(text, t.start)) === t.start) await vscode.commands.executeCommand(commands.platformStart, more.length > 0 ? undefined : { kind: 'folder', session });
}
