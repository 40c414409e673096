import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { schemasIn } from '../schemas/load';
import type { Catalog, ContentPort, ModuleContent } from '../../core/curriculum/catalog';

/** Reads the content the build wrote in `folder`, once each. A missing or damaged file means a damaged installation, said in French. */
export function contentFrom(folder: string): ContentPort {
  const cache = new Map<string, Promise<unknown>>();
  const load = <T>(name: string): Promise<T> => {
    const known = cache.get(name);
    if (known) return known as Promise<T>;
    const loaded = readJson<T>(path.join(folder, `${name}.json`));
    cache.set(name, loaded);
    loaded.catch(() => cache.delete(name));
    return loaded;
  };
  const schemas = schemasIn(path.join(folder, '..', 'schemas'));
  return { catalog: async () => Object.assign(await load<Catalog>('catalog'), { schemas }), module: id => load<ModuleContent>(`module-${path.basename(id)}`) };
}

async function readJson<T>(file: string): Promise<T> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    throw new Error(`Le contenu « ${path.basename(file)} » manque ou est abîmé : réinstallez l’extension. (${(error as Error).message})`);
  }
}
