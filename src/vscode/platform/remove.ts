import * as vscode from 'vscode';
import type { RemovalCommand } from '../../core/platform/console/remove';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { pick, type Surface } from './actions';
import { nodeIn } from './nodes';
import type { PlatformSession } from './session';

/** What the console can take away. */
export type Removable = 'environment' | 'repository';

/**
 * *Supprimer un environnement*, or *un dépôt*: of a line, else the one chosen now, once the user has agreed. What the console refuses is told in its words. VS Code forgets the
 * lines of a view while it draws them again, and then gives none for the menu of one: which it was is asked, since the chosen line may be another.
 */
export async function removeCommand(surface: Surface, what: Removable, argument: unknown): Promise<void> {
  const session = await pick(surface, argument, true);
  const t = surface.coach.strings().platformView;
  const chosen = session && (await chosenOf(session, what, argument, t));
  if (!session?.client || !chosen) return;
  const [question, action] = what === 'environment' ? [t.removeEnvironmentConfirm, t.removeEnvironment] : [t.removeRepositoryConfirm, t.removeRepository];
  const button = format(action, chosen);
  if ((await vscode.window.showWarningMessage(format(question, chosen), { modal: true }, button)) !== button) return;
  const { project, name } = chosen;
  const command: RemovalCommand = what === 'environment' ? { type: 'remove-environment', project, environment: name } : { type: 'remove-repository', project, repository: name };
  const { ok, message } = await session.client.give(command);
  if (!ok) throw new Error(message ?? t.refused);
  await session.refresh();
}

async function chosenOf({ view }: PlatformSession, what: Removable, argument: unknown, t: Strings['platformView']): Promise<{ readonly project: string; readonly name: string } | undefined> {
  const given = nodeIn(argument);
  if (given?.kind === 'environment' && what === 'environment') return { project: given.project.slug, name: given.environment.name };
  if (given?.kind === 'repository' && what === 'repository') return { project: given.project.slug, name: given.repository.name };
  const all = (view?.status.projects ?? []).flatMap(({ slug, environments, repositories }) => (what === 'environment' ? environments : repositories).map(({ name }) => ({ label: name, description: slug, chosen: { project: slug, name } })));
  if (all.length === 0) return void vscode.window.showInformationMessage(what === 'environment' ? t.noEnvironment : t.noRepositoryToRemove);
  // One alone is asked for too: what goes is read before it is agreed to.
  return (await vscode.window.showQuickPick(all, { placeHolder: what === 'environment' ? t.pickRemovedEnvironment : t.pickRemovedRepository }))?.chosen;
}
