// What each rule finds over the corpus whose verdicts are known.
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../host/support/paths.mjs';

/** @returns {Promise<import('../run.mjs').Row[]>} */
export async function verdictRows() {
  const outfile = path.join(root, 'out/bench/verdicts.js');
  await build({ absWorkingDir: root, entryPoints: ['test/bench/support/verdicts.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], logLevel: 'warning', external: ['vscode', 'esbuild', 'eslint', 'eslint/universal', 'eslint-plugin-security', '@typescript-eslint/parser', '@typescript-eslint/eslint-plugin', 'typescript'] });
  return createRequire(import.meta.url)(outfile).verdictRows();
}
