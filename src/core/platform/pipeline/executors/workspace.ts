import { Files } from '../../shell/files';
import type { Workplace } from './executor';

/** A path that an earlier job handed on without anybody knowing the files: what may be below it, or be what its wildcards match. */
export function isOpen(path: string): boolean {
  return /[*?[]/.test(path) || path.endsWith('/');
}

/** The files a job starts with: those of the commit, and what earlier jobs hand to it. */
export function filesOf({ tree, artifacts, made, variables }: Workplace): Files {
  const files = new Files(tree, variables['CI_PROJECT_DIR'] ?? '/builds');
  for (const path of artifacts) {
    if (isOpen(path)) files.mayFill(path.replace(/\/?[^/]*[*?[].*$/, '').replace(/\/$/, ''));
    else files.write(path, Object.hasOwn(made, path) ? made[path] : undefined);
  }
  for (const path of artifacts) if (path.endsWith('/')) files.makeFolder(path.slice(0, -1));
  return files;
}
