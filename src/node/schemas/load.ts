import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Description, Texts } from '../../core/analysis/schema/description';

/** The descriptions the build wrote in `folder`, each read when it is first asked for. Throws when the installation is damaged. */
export function schemasIn(folder: string): { kubernetes(): Description; texts(): Texts } {
  let kubernetes: Description | undefined;
  let texts: Texts | undefined;
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  return { kubernetes: () => (kubernetes ??= read('kubernetes') as Description), texts: () => (texts ??= read('texts') as Texts) };
}
