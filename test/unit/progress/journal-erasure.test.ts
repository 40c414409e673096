import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { forgetAll, forgetIfErased } from '../../../src/vscode/kit/erasure';

const memento = (values: Record<string, unknown>): vscode.Memento => {
  const held = new Map(Object.entries(values));
  return {
    keys: () => [...held.keys()],
    get: (key: string, fallback?: unknown) => (held.has(key) ? held.get(key) : fallback) as never,
    update: async (key, value) => void (value === undefined ? held.delete(key) : held.set(key, value)),
  };
};
const secrets = (...names: string[]) => {
  const held = new Set(names);
  return { keys: async () => [...held], delete: async (key: string) => void held.delete(key) } as unknown as vscode.SecretStorage;
};

describe('erasing what the extension remembers', () => {
  it('forgets states and secrets here, and in another folder when it is next opened', async () => {
    const globalState = Object.assign(memento({ quiz: 1 }), { setKeysForSync: () => undefined });
    const [here, elsewhere] = [memento({ page: 1, chat: 2 }), memento({ chat: 3 })];
    const vault = secrets('key:https://a', 'key:https://b');
    assert.deepEqual(await forgetAll({ globalState, workspaceState: here, secrets: vault }, '2026-01-01T00:00:00Z'), { states: 3, keys: 2 });
    assert.deepEqual(await vault.keys(), []);
    assert.equal(here.get('chat'), undefined);
    forgetIfErased({ globalState, workspaceState: elsewhere, secrets: vault });
    assert.equal(elsewhere.get('chat'), undefined);
    await elsewhere.update('chat', 4);
    forgetIfErased({ globalState, workspaceState: elsewhere, secrets: vault });
    assert.equal(elsewhere.get('chat'), 4);
  });

  it('forgets nothing as long as nobody asked', () => {
    const workspaceState = memento({ chat: 1 });
    forgetIfErased({ globalState: Object.assign(memento({}), { setKeysForSync: () => undefined }), workspaceState, secrets: secrets() });
    assert.equal(workspaceState.get('chat'), 1);
  });
});
