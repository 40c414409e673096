// In a real VS Code with the packaged extension: how long it takes to activate, beside built-in extensions, and from an edit to its diagnostics.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { launchBrowser } from '../../host/support/browser.mjs';
import { root } from '../../host/support/paths.mjs';
import { receiveResults } from '../../host/support/results.mjs';
import { copySample } from '../../host/support/sample.mjs';
import { startServer } from '../../host/support/server.mjs';
import { longManifest } from './manifests.mjs';
import { median, milliseconds, percentile } from './numbers.mjs';

const starts = 3;
const own = 'Coach Cloud π Native';
const peers = ['Git', 'Markdown Language Features'];

/** @returns {Promise<import('../run.mjs').Row[]>} */
export async function editorRows(folder) {
  return [...(await activationRows(folder)), ...(await editRows(folder))];
}

/** VS Code's own figures, read where it shows them: the list of running extensions. A fresh server each time, so that every start is cold. */
async function activationRows(folder) {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const times = new Map();
  for (let start = 0; start < starts; start++) {
    const place = path.join(folder, `activation-${start}`);
    const workspace = copySample(path.join(place, 'workspace'));
    const server = await startServer({ folder: place, extensions: [path.join(root, `coach-cpin-${version}.vsix`)], env: { COACH_CPIN_HOME: path.join(place, 'user') } });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1600, height: 1400 } });
      await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}`);
      await page.locator('.explorer-item, .monaco-list-row').filter({ hasText: 'README.md' }).first().dblclick();
      await page.getByRole('tab', { name: /README\.md/ }).waitFor();
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').fill('>Developer: Show Running Extensions');
      await page.locator('.quick-input-list .monaco-list-row').first().click();
      for (const name of [own, ...peers]) {
        const row = page.locator('.runtime-extensions-editor .monaco-list-row').filter({ has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
        const text = await row.locator('.activation-time').filter({ hasText: /\d+\s*ms/ }).innerText({ timeout: 60_000 });
        times.set(name, [...(times.get(name) ?? []), Number(/(\d+)\s*ms/.exec(text)?.[1])]);
      }
    } finally {
      await browser.close();
      await server.stop();
    }
  }
  const peer = peers.map(name => `${name} ${milliseconds(times.get(name))}`).join(', ');
  return [{ what: `activation in the host, ${starts} cold starts`, ours: milliseconds(times.get(own)), peer, target: 'no slower than Git' }];
}

/** The measuring itself runs in the extension host (edits.ts), on the development extension, and writes its times to a file. */
async function editRows(folder) {
  const place = path.join(folder, 'edits');
  const workspace = copySample(path.join(place, 'workspace'));
  fs.writeFileSync(path.join(workspace, 'long.yaml'), longManifest(500));
  const script = path.join(place, 'edits.cjs');
  await build({ entryPoints: [path.join(root, 'test/bench/support/edits.ts')], bundle: true, platform: 'node', format: 'cjs', external: ['vscode'], outfile: script, logLevel: 'error' });
  const results = await receiveResults();
  const figures = path.join(place, 'figures.json');
  const server = await startServer({ folder: place, testDriver: true, env: { COACH_CPIN_RESULTS: results.address, COACH_CPIN_FIGURES: figures, COACH_CPIN_HOME: path.join(place, 'user') } });
  const browser = await launchBrowser();
  try {
    const remote = file => `vscode-remote://127.0.0.1:${server.port}${file}`;
    const payload = JSON.stringify([['extensionDevelopmentPath', remote(root)], ['extensionTestsPath', remote(script)]]);
    await (await browser.newPage()).goto(`${server.url}/?${new URLSearchParams({ folder: workspace, payload })}`);
    const { failed } = await results.finished;
    if (failed > 0) throw new Error('edit → diagnostics could not be measured');
  } finally {
    await browser.close();
    await server.stop();
  }
  const { edits, parses } = JSON.parse(fs.readFileSync(figures, 'utf8'));
  const shown = times => `p50 ${median(times).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`;
  return [{ what: `edit heard → diagnostics, 500 lines, ${edits.length} edits`, ours: shown(edits), peer: `parsing it with yaml ${shown(parses)}`, target: 'p95 < 50 ms' }];
}
