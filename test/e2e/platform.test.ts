import assert from 'node:assert/strict';
import path from 'node:path';
import { inspect } from './support/axe';
import type { Editor } from './support/editor';
import { deploy, line, openOnCommits, platformView, stateFolder, stopAndClose, waiting } from './support/platform';
import { session } from './support/session';
import { until } from './support/wait';

describe('the simulated platform', () => {
  let editor: Editor;
  before(async () => {
    editor = await openOnCommits();
  });
  after(() => stopAndClose(editor));

  it('is offered in its view, and started there', async () => {
    const pane = await platformView(editor);
    await pane.getByText('rejoue, hors ligne').waitFor();
    await editor.screenshots('platform-stopped');
    await pane.locator('.monaco-button').filter({ hasText: /Démarrer/ }).click();
    await pane.getByText('rien n’y est encore déployé').waitFor({ timeout: 40_000 });
  });

  it('deploys the repository, and shows what runs and what does not', async () => {
    await deploy(editor);
    await editor.screenshots('platform-tree');
  });

  it('tells why, down to the line to change', async () => {
    await editor.runCommand('coachCpin.platform.why');
    const page = await editor.webview('Pourquoi ?');
    await page.getByRole('heading', { level: 2, name: /n’obtient pas son image/ }).waitFor();
    await page.getByText('Le tag « latest » n’a jamais été poussé').waitFor();
    await inspect(editor, page, 'platform-why');
    await page.getByRole('button', { name: /^deploiement\/deployment\.yaml:\d+$/ }).first().press('Enter');
    await editor.page.locator('.tab.active').filter({ hasText: 'deployment.yaml' }).waitFor();
    await editor.runCommand('View: Close All Editors');
  });

  it('tells why one line is not well, from its own button', async () => {
    const pane = await platformView(editor);
    await waiting(pane).hover();
    await waiting(pane).getByRole('button', { name: /pourquoi/ }).click();
    const page = await editor.webview('Pourquoi ?');
    await page.getByText(/^guichet-\w+-\w+$/).waitFor();
    assert.equal(await page.getByRole('heading', { level: 2 }).count(), 1);
    await editor.runCommand('View: Close All Editors');
  });

  it('opens the log of a pod and of a job, and an object, read-only', async () => {
    const pane = await platformView(editor);
    await waiting(pane).click();
    await line(editor, /trying\sand\sfailing/).waitFor();
    await editor.runCommand('coachCpin.platform.log');
    await editor.pick('tester');
    await editor.page.locator('.tab.active').filter({ hasText: /^tester-\d+\.log/ }).waitFor();
    await line(editor, /Running\swith\sgitlab-runner/).waitFor();
    await editor.screenshots('platform-log');
    await editor.runCommand('coachCpin.platform.object');
    await editor.pick('Deployment');
    await editor.page.locator('.tab.active').filter({ hasText: /^Deployment-guichet\.yaml/ }).waitFor();
    await editor.screenshots('platform-object');
    await editor.runCommand('View: Close All Editors');
  });

  it('draws an application, and says the same in a table', async () => {
    await editor.runCommand('coachCpin.platform.map');
    const page = await editor.webview('Carte');
    await page.getByRole('row', { name: /^Ingress .*Service guichet/ }).waitFor();
    await page.getByRole('row', { name: /^Deployment guichet en défaut : 0\/2 prêts .*Pod guichet-/ }).waitFor();
    await page.getByRole('img', { name: /^Carte de l’application/ }).waitFor();
    await inspect(editor, page, 'platform-map');
    await editor.runCommand('View: Close All Editors');
  });

  it('shows beside it the real cluster of the machine’s settings, which this platform stands for', async () => {
    const { server } = session();
    const pane = await platformView(editor);
    const row = (name: RegExp) => pane.getByRole('treeitem', { name }).last();
    const cluster = row(/^Cluster réel, cpin-simulation · lecture seule/);
    // Written again until it is seen: a file watcher may miss a change that comes right after another.
    const set = (file: string, state: 'visible' | 'detached') => until(`the cluster ${state}`, () => {
      server.settings({ 'coachCpin.platform.kubeconfig': file });
      return cluster.waitFor({ state, timeout: 2000 }).then(() => true);
    });
    try {
      await set(path.join(stateFolder(), 'kubeconfig'), 'visible');
      await cluster.click();
      await row(/^\w+--\w+$/).click();
      // The second one: the first is the simulated platform's own.
      await pane.getByRole('treeitem', { name: /^guichet, Deployment/ }).nth(1).click();
      await row(/^guichet-\w+-\w+, ImagePullBackOff/).waitFor();
      await editor.screenshots('platform-cluster');
      await row(/^guichet-\w+-\w+, ImagePullBackOff/).click();
      await line(editor, /trying\sand\sfailing/).waitFor();
      await editor.runCommand('View: Close All Editors');
    } finally {
      await set('', 'detached');
    }
  });
});
