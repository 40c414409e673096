// `npm run oracles [-- TOOL…]`: has real tools judge the corpus, and writes what they say as golden files that `npm test` compares ours with.
// Tools come through package registries only, into the cache folder; nothing of theirs is committed but their verdicts, with their version.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from '../host/support/lock.mjs';
import { cacheFolder, root } from '../host/support/paths.mjs';

const here = path.join(root, 'test', 'oracles');

/**
 * One file a tool, in `tools/`. `install(folder)` puts `version` of the tool in an empty folder of the cache; it is not called again for the same version.
 * `judge({ folder, corpus })` runs it and answers plain data, stable from one run to the next: the golden file's `cases`.
 * @typedef {{ version: string, install(folder: string): Promise<void>, judge(place: { folder: string, corpus: string }): Promise<Record<string, unknown>> }} Oracle
 */

async function runOracle(name) {
  /** @type {Oracle} */
  const oracle = await import(pathToFileURL(path.join(here, 'tools', `${name}.mjs`)).href);
  const folder = path.join(cacheFolder(), 'oracles', `${name}-${oracle.version}`);
  await installed(name, folder, oracle);
  const cases = await oracle.judge({ folder, corpus: path.join(here, 'corpus') });
  fs.mkdirSync(path.join(here, 'golden'), { recursive: true });
  fs.writeFileSync(path.join(here, 'golden', `${name}.json`), `${JSON.stringify({ tool: name, version: oracle.version, cases }, null, 1)}\n`);
  console.log(`${name} ${oracle.version}: ${Object.keys(cases).length} cases`);
}

async function installed(name, folder, oracle) {
  const marker = path.join(folder, 'complete');
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  if (fs.existsSync(marker)) return;
  await withLock(`${folder}.lock`, async () => {
    if (fs.existsSync(marker)) return;
    console.log(`Installing ${name} ${oracle.version} into the cache…`);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder);
    await oracle.install(folder);
    fs.writeFileSync(marker, '');
  });
}

const known = fs.readdirSync(path.join(here, 'tools')).filter(file => file.endsWith('.mjs')).map(file => path.basename(file, '.mjs')).sort();
const asked = process.argv.slice(2);
const unknown = asked.filter(name => !known.includes(name));
if (unknown.length > 0) throw new Error(`No such oracle: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
for (const name of asked.length > 0 ? asked : known) await runOracle(name);
