// A cold `cpin audit` of 100 TypeScript files, beside ESLint's own command line with the same rules of ESLint's.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../host/support/paths.mjs';
import { module } from './modules.mjs';
import { median, milliseconds } from './numbers.mjs';
import { timedIn } from './timed.mjs';

const runs = 5;
const count = 100;

/** @returns {Promise<import('../run.mjs').Row[]>} */
export async function codeRows(folder) {
  const timed = timedIn(folder);
  const project = path.join(folder, 'typescript');
  fs.mkdirSync(path.join(project, 'src'), { recursive: true });
  for (let index = 0; index < count; index++) fs.writeFileSync(path.join(project, `src/m${index}.ts`), module(index));
  await configure(project);
  const ours = [];
  const peer = [];
  // One after the other, so that a busy machine slows both.
  for (let turn = 0; turn < runs; turn++) {
    ours.push(await timed(['dist/cli.js', 'audit', project, '--format', 'json', '--no-cache']));
    peer.push(await timed([path.join(root, 'node_modules/eslint/bin/eslint.js'), '--config', path.join(project, 'eslint.config.mjs'), project], project));
  }
  const ratio = median(times(ours)) / median(times(peer));
  return [{ what: `cold audit of ${count} TypeScript files`, ours: milliseconds(times(ours)), peer: `ESLint's CLI ${milliseconds(times(peer))}`, target: `< 1.2 × (here ${ratio.toFixed(2)} ×)` }];
}

/** The same rules, written as a configuration that ESLint's command line loads; in place of the one that is ours, ESLint's own of the same matter. */
async function configure(project) {
  const rules = path.join(project, 'rules.mjs');
  await build({ entryPoints: [path.join(root, 'src/node/code/lint-rules.ts')], bundle: true, platform: 'node', format: 'esm', outfile: rules, logLevel: 'error' });
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'), 'junction');
  fs.writeFileSync(path.join(project, 'eslint.config.mjs'), `import * as parser from '@typescript-eslint/parser';
import plugin from '@typescript-eslint/eslint-plugin';
import security from 'eslint-plugin-security';
import { lintRules, shapes } from './rules.mjs';
export default [{ files: ['src/**/*.ts'], languageOptions: { parser }, plugins: { '@typescript-eslint': plugin, security }, rules: {
  ...Object.fromEntries(Object.entries(lintRules).map(([id, { options = [] }]) => [id === 'coach/template-text' ? 'no-template-curly-in-string' : id, ['warn', ...options]])),
  'no-restricted-syntax': ['warn', ...Object.entries(shapes).map(([message, { selector }]) => ({ selector, message }))],
} }];
`);
}

const times = ran => ran.map(one => one.time);
