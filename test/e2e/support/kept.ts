import type { Editor } from './editor';
import { until } from './wait';

/** Waits until the browser has stored what matches: a page that is reloaded keeps what VS Code had written by then, as after a crash. */
export async function kept(editor: Editor, what: RegExp): Promise<void> {
  await until(`${what} in the editor's storage`, () => editor.page.evaluate(async source => {
    const request = <T>(r: IDBRequest<T>) => new Promise<T>((resolve, reject) => Object.assign(r, { onsuccess: () => resolve(r.result), onerror: () => reject(r.error) }));
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('vscode-web-state-db')) continue;
      const database = await request(indexedDB.open(name));
      const values = await request(database.transaction('ItemTable').objectStore('ItemTable').getAll());
      database.close();
      if (values.some(value => new RegExp(source).test(String(value)))) return true;
    }
    return false;
  }, what.source), 30_000);
}
