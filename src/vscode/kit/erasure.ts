import type * as vscode from 'vscode';

const stamp = 'erasedAt';

/** What the extension remembers outside the journal. */
type Memory = Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState' | 'secrets'>;

/** Forgets everything remembered here and every secret; other folders are out of reach and forget when they are next opened. Resolves to how many of each. */
export async function forgetAll({ globalState, workspaceState, secrets }: Memory, now: string): Promise<{ readonly states: number; readonly keys: number }> {
  const states = [await clear(globalState), await clear(workspaceState)];
  const keys = await secrets.keys();
  for (const key of keys) await secrets.delete(key);
  await globalState.update(stamp, now);
  await workspaceState.update(stamp, now);
  return { states: states.reduce((sum, n) => sum + n), keys: keys.length };
}

/** At start, before anyone reads: if the user erased their data from another folder since, this one forgets too. */
export function forgetIfErased({ globalState, workspaceState }: Memory): void {
  const erased = globalState.get<string>(stamp);
  if (erased === undefined || workspaceState.get(stamp) === erased) return;
  // The memory answers at once; only its writing takes time.
  void clear(workspaceState);
  void workspaceState.update(stamp, erased);
}

async function clear(memento: vscode.Memento): Promise<number> {
  const keys = memento.keys().filter(key => key !== stamp);
  await Promise.all(keys.map(key => memento.update(key, undefined)));
  return keys.length;
}
