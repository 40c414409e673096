import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A folder with a real ESLint installed in it; what that one depends on is found above, in our own `node_modules`. */
export async function folderWithEslint(): Promise<string> {
  const dir = await emptyFolder();
  await cp('node_modules/eslint', path.join(dir, 'node_modules/eslint'), { recursive: true });
  return dir;
}

/** A folder whose `node_modules/eslint` is the program `source`. */
export async function folderWithProgram(source: string): Promise<string> {
  const dir = await emptyFolder();
  await mkdir(path.join(dir, 'node_modules/eslint/bin'), { recursive: true });
  await writeFile(path.join(dir, 'node_modules/eslint/package.json'), '{ "name": "eslint", "version": "10.0.0", "bin": { "eslint": "./bin/eslint.js" } }');
  await writeFile(path.join(dir, 'node_modules/eslint/bin/eslint.js'), source);
  await writeFile(path.join(dir, 'eslint.config.js'), 'module.exports = [];\n');
  return dir;
}

export async function emptyFolder(): Promise<string> {
  await mkdir('out', { recursive: true });
  return mkdtemp(path.resolve('out', 'own-eslint-'));
}
