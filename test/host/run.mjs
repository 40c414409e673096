// `npm run host [-- --grep TEXT] [--no-build]`: runs test/host inside a real extension host, in a browser's workbench or, when
// VSCODE_PATH names one, in a desktop VS Code (`VSCODE_PATH=download` fetches it).
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './support/build.mjs';
import { launchBrowser } from './support/browser.mjs';
import { removeFolder, root, runFolder } from './support/paths.mjs';
import { receiveResults } from './support/results.mjs';
import { copySample } from './support/sample.mjs';
import { startServer } from './support/server.mjs';

const { values } = parseArgs({ options: { grep: { type: 'string' }, 'no-build': { type: 'boolean' } } });
const tests = path.join(root, 'out', 'test', 'host', 'index.js');

/** Opens the web workbench of a VS Code server on `workspace` and lets it run the tests until `results` are in. */
async function inBrowser(folder, workspace, env, results) {
  // The editor's own Git leaves an error uncaught when a repository that it knew goes away, and the test that happens to run would be failed for it.
  const server = await startServer({ folder, testDriver: true, env, settings: { 'git.enabled': false } });
  try {
    const browser = await launchBrowser();
    try {
      const remote = file => `vscode-remote://127.0.0.1:${server.port}${file}`;
      const payload = JSON.stringify([['extensionDevelopmentPath', remote(root)], ['extensionTestsPath', remote(tests)]]);
      const page = await browser.newPage();
      page.once('crash', () => results.giveUp('the browser page crashed'));
      await page.goto(`${server.url}/?${new URLSearchParams({ folder: workspace, payload })}`);
      return await results.finished;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

/** The same tests in a desktop VS Code. */
async function onDesktop(workspace, env, results) {
  const { runTests } = await import('@vscode/test-electron');
  const executable = process.env.VSCODE_PATH === 'download' ? {} : { vscodeExecutablePath: process.env.VSCODE_PATH };
  await runTests({ ...executable, extensionDevelopmentPath: root, extensionTestsPath: tests, extensionTestsEnv: env, launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'] }).catch(error => results.giveUp(String(error.message)));
  return results.finished;
}

async function main() {
  if (!values['no-build']) await build('--tests');
  const folder = runFolder('host');
  const workspace = copySample(path.join(folder, 'workspace'));
  const results = await receiveResults();
  // The journal of whoever runs the tests is not to be touched.
  const env = { COACH_CPIN_RESULTS: results.address, COACH_CPIN_HOME: path.join(folder, 'user'), ...(values.grep ? { COACH_CPIN_GREP: values.grep } : {}) };
  try {
    return await (process.env.VSCODE_PATH ? onDesktop(workspace, env, results) : inBrowser(folder, workspace, env, results));
  } finally {
    removeFolder(folder);
  }
}

const { passed, failed } = await main().catch(error => {
  console.error(error.message);
  return { passed: 0, failed: 1 };
});
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
