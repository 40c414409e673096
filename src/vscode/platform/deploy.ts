import * as vscode from 'vscode';
import { deployment, uncommitted } from '../../node/platform/deploy';
import { format } from '../../protocol/format';
import { commands } from '../kit/ids';
import { cancellable, pick, settle, startCommand, type Surface } from './actions';
import { nodeIn } from './nodes';
import type { PlatformSession } from './session';

/** *Déployer*: what the folder has committed is mirrored and deployed, as `cpin platform deploy` does; the platform is started if need be. */
export async function deployCommand(surface: Surface, argument: unknown, stage?: unknown): Promise<void> {
  const { coach } = surface;
  const t = coach.strings().platformView;
  const session = await pick(surface, argument);
  if (!session || !(session.client && vscode.workspace.isTrusted || (await startCommand(surface, { kind: 'folder', session })))) return;
  const node = nodeIn(argument);
  const environment = node?.kind === 'environment' ? node.environment : await pickStage(surface, stage);
  if (!environment) return;
  // Cancelled between two commands: each is taken whole, and those that follow are not given.
  const given = await cancellable(format(t.deploying, { folder: session.folder.name }), async signal => {
    const wish = { environment: environment.name, stage: environment.stage, cluster: 'hp', cpu: 4, memory: 8 };
    const asked = await deployment(session.folder.uri.fsPath, wish, coach.strings().platform);
    // An environment that is there keeps its cluster and its quota.
    for (const command of asked.filter(one => one.type !== 'set-environment' || !hasEnvironment(session, one.project, one.environment.name))) {
      signal.throwIfAborted();
      const { ok, message } = (await session.client?.give(command)) ?? { ok: false };
      if (!ok) throw new Error(message ?? t.refused);
    }
    return true;
  });
  if (!given) return void session.refresh();
  const left = await uncommitted(session.folder.uri.fsPath);
  if (left > 0) void vscode.window.showWarningMessage(format(t.uncommitted, { n: left }));
  report(surface, session, await settle(coach, session));
}

function hasEnvironment({ view }: PlatformSession, project: string, name: string): boolean {
  return view?.status.projects.find(({ slug }) => slug === project)?.environments.some(one => one.name === name) === true;
}

async function pickStage({ coach }: Surface, given: unknown): Promise<{ readonly name: string; readonly stage: string } | undefined> {
  const t = coach.strings().platformView;
  const stages = [{ label: 'dev', description: t.stageDev }, { label: 'staging', description: t.stageStaging }, { label: 'prod', description: t.stageProd }];
  const picked = stages.find(({ label }) => label === given) ?? (await vscode.window.showQuickPick(stages, { placeHolder: t.pickStage }));
  return picked && { name: picked.label, stage: picked.label };
}

/** What became of it, in one sentence, and the way to more. */
function report({ coach }: Surface, session: PlatformSession, settled: boolean): void {
  const t = coach.strings().platformView;
  const faults = session.view?.why.length ?? 0;
  if (faults === 0) return void vscode.window.showInformationMessage(settled ? t.deployed : t.unsettled);
  void vscode.window.showWarningMessage(format(t.deployedFaulty, { n: faults }), t.whyTitle).then(chosen => chosen && vscode.commands.executeCommand(commands.platformWhy, { kind: 'folder', session }));
}
