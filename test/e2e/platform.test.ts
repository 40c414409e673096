import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { findPlatform, type PlatformClient } from '../../src/node/platform/client';
import { commitSample } from '../support/sample-repository';
import { inspect, inspectQuickly, reflows } from './support/axe';
import { Editor } from './support/editor';
import { session } from './support/session';
import { until } from './support/wait';

/** The platform's view, with the others folded: a short one shows its first lines alone. */
async function platformView(editor: Editor): Promise<Locator> {
  const pane = await editor.view('Plateforme');
  for (const name of ['Travaux pratiques', 'Audit CCT', 'Progression']) {
    const header = editor.page.locator('.pane-header').filter({ hasText: new RegExp(name, 'i') });
    // At its left end: its buttons are in the middle.
    await until(`${name} folded`, async () => {
      if ((await header.getAttribute('aria-expanded')) !== 'false') await header.click({ position: { x: 20, y: 10 } });
      return header.and(editor.page.locator('[aria-expanded="false"]')).waitFor({ timeout: 2000 }).then(() => true);
    });
  }
  return pane;
}

/** A line of the document that is shown: its spaces may be of any kind. */
const line = (editor: Editor, text: RegExp) => editor.page.locator('.view-line').filter({ hasText: text }).first();

/** The platform that the editor started. */
async function running(): Promise<PlatformClient> {
  const { home } = session();
  const [state = ''] = readdirSync(path.join(home, 'platforms'));
  return (await findPlatform(path.join(home, 'platforms', state))) ?? assert.fail('no platform runs');
}

describe('the simulated platform', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open({ settings: { 'coachCpin.platform.kubeconfig': '' } });
    commitSample(editor.workspace);
  });
  after(async () => {
    await editor.runCommand('coachCpin.platform.stop');
    await (await platformView(editor)).getByText('rejoue, hors ligne').waitFor();
    await editor.close();
  });

  it('is offered in its view, and started there', async () => {
    const pane = await platformView(editor);
    await pane.getByText('rejoue, hors ligne').waitFor();
    await editor.screenshots('platform-stopped');
    await pane.locator('.monaco-button').filter({ hasText: /Démarrer/ }).click();
    await pane.getByText('rien n’y est encore déployé').waitFor({ timeout: 40_000 });
  });

  it('deploys the repository, and shows what runs and what does not', async () => {
    const pane = await platformView(editor);
    await pane.locator('.monaco-button').filter({ hasText: /Déployer/ }).click();
    await editor.pick('dev');
    const pod = pane.locator('.monaco-list-row').filter({ hasText: /ImagePullBackOff/ }).first();
    await pod.waitFor({ timeout: 40_000 });
    await editor.runCommand('Notifications: Clear All Notifications');
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

  it('opens the log of a pod and of a job, and an object, read-only', async () => {
    const pane = await platformView(editor);
    await pane.locator('.monaco-list-row').filter({ hasText: /ImagePullBackOff/ }).first().click();
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

  it('shows the merge requests and the issues of its forge as they come', async () => {
    const client = await running();
    const [project] = (await client.status()).projects;
    const repository = project?.repositories[0]?.name ?? '';
    assert.ok((await client.give({ type: 'open-issue', project: project?.slug ?? '', repository, title: 'Choisir un tag', labels: ['image'] })).ok);
    const pane = await platformView(editor);
    await pane.getByRole('treeitem', { name: /^Tickets, 1/ }).click();
    await pane.getByRole('treeitem', { name: /^#1 Choisir un tag, ouvert · image/ }).click();
    const issue = await editor.webview('Ticket #1');
    await issue.getByRole('textbox', { name: 'Commentaire' }).fill('Celui du pipeline.');
    await issue.getByRole('button', { name: 'Commenter' }).press('Enter');
    await issue.getByText('Celui du pipeline.', { exact: true }).waitFor();
    await until('the box emptied', async () => (await issue.getByRole('textbox', { name: 'Commentaire' }).inputValue()) === '');
    await issue.getByRole('button', { name: 'Fermer' }).press('Enter');
    await issue.getByText('Ticket fermé').waitFor();
    await pane.getByRole('treeitem', { name: /^#1 Choisir un tag, fermé/ }).waitFor();
    await editor.screenshot('platform-forge');
    await editor.runCommand('View: Close All Editors');
  });

  it('opens a merge request, shows what it changes, and merges it', async () => {
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: editor.workspace, stdio: 'pipe' });
    git('switch', '--quiet', '-c', 'notes');
    writeFileSync(path.join(editor.workspace, 'NOTES.md'), 'Une note.\n');
    git('add', '.');
    git('commit', '--quiet', '-m', 'Une note');
    const client = await running();
    const [project] = (await client.status()).projects;
    const repository = project?.repositories[0]?.name ?? '';
    await client.give({ type: 'synchronise', project: project?.slug ?? '', repository, branch: 'notes' });
    await client.settle();
    await editor.runCommand('coachCpin.platform.newRequest');
    for (const text of ['notes', 'main', 'Une note', 'Closes #1']) await editor.answer(text);
    const page = await editor.webview('Demande de fusion !1');
    await page.getByText('Rien n’empêche de fusionner.').waitFor();
    await inspect(editor, page, 'platform-merge-request');
    await reflows(editor, page, 'platform-merge-request');
    await page.getByRole('button', { name: 'Comparer NOTES.md' }).press('Enter');
    await line(editor, /Une\snote\./).waitFor();
    await editor.runCommand('View: Close Editor');
    const again = await editor.webview('Demande de fusion !1');
    await again.getByRole('button', { name: 'Fusionner' }).press('Enter');
    await again.getByText('Demande de fusion fusionnée').waitFor();
    await editor.runCommand('View: Close All Editors');
    git('switch', '--quiet', 'main');
    await client.give({ type: 'synchronise', project: project?.slug ?? '', repository, branch: 'main' });
    await client.settle();
  });

  it('shows beside it the real cluster of the machine’s settings, which this platform stands for', async () => {
    const { home, server } = session();
    const [state = ''] = readdirSync(path.join(home, 'platforms'));
    const pane = await platformView(editor);
    const row = (name: RegExp) => pane.getByRole('treeitem', { name }).last();
    const cluster = row(/^Cluster réel, cpin-simulation · lecture seule/);
    // Written again until it is seen: a file watcher may miss a change that comes right after another.
    const set = (file: string, state: 'visible' | 'detached') => until(`the cluster ${state}`, () => {
      server.settings({ 'coachCpin.platform.kubeconfig': file });
      return cluster.waitFor({ state, timeout: 2000 }).then(() => true);
    });
    try {
      await set(path.join(home, 'platforms', state, 'kubeconfig'), 'visible');
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

  it('goes back through its run, moment by moment and at its pace, by keyboard alone', async () => {
    await editor.runCommand('coachCpin.platform.timeline');
    const page = await editor.webview('Chronologie');
    const begun = page.getByRole('button', { name: /Pipeline n° 1 de .*\s: commence/ });
    await begun.waitFor();
    await inspectQuickly(editor, page, 'platform-timeline');
    await page.getByRole('checkbox', { name: /comme prévu/ }).press('Space');
    await page.getByRole('button', { name: /Started, Pod|Scheduled, Pod/ }).first().waitFor();
    await begun.press('Enter');
    await page.getByRole('heading', { level: 2, name: /^La plateforme à/ }).waitFor();
    await page.getByRole('row', { name: /^Pipeline n° 1 en route : en cours/ }).waitFor();
    await page.getByRole('button', { name: 'Moment suivant' }).press('Enter');
    await page.locator('.moments > li[aria-current] + li:not([aria-current])').first().waitFor();
    await begun.press('ArrowDown');
    assert.notEqual(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), await begun.getAttribute('aria-label'));
    await page.getByRole('button', { name: /BackOff, Pod/ }).first().press('Enter');
    await page.getByRole('row', { name: /^Pod .* à voir : ImagePullBackOff/ }).first().waitFor();
    await inspect(editor, page, 'platform-timeline-past');
    await reflows(editor, page, 'platform-timeline-past');
    await page.getByRole('radio', { name: 'aussi vite que possible' }).press('Space');
    await page.getByRole('button', { name: 'Rejouer', exact: true }).press('Enter');
    await page.getByRole('heading', { level: 2, name: /^La plateforme à/ }).waitFor({ state: 'detached' });
  });

  it('starts again from a moment, and goes faster than the clock', async () => {
    const page = await editor.webview('Chronologie');
    const over = page.getByRole('button', { name: /Pipeline n° 1 de .*\s: (réussi|échoué)/ });
    await over.waitFor();
    await page.getByRole('button', { name: /Pipeline n° 1 de .*\s: commence/ }).press('Enter');
    await page.getByRole('button', { name: /^Repartir de ce moment/ }).press('Enter');
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: /^Repartir de/ }).click();
    await over.waitFor({ state: 'detached', timeout: 40_000 });
    await page.getByRole('radio', { name: '× 10' }).press('Space');
    await until('the pace of the platform', () => page.getByRole('radio', { name: '× 10' }).isChecked());
    await page.getByRole('radio', { name: 'aussi vite que possible' }).press('Space');
    await over.waitFor({ timeout: 40_000 });
    await page.getByText(/, au repos$/).waitFor();
    await editor.runCommand('View: Close All Editors');
  });

  it('goes on when the window is loaded again, its pages and documents where they were', async () => {
    await editor.runCommand('coachCpin.platform.log');
    await editor.pick('tester');
    await line(editor, /Running\swith\sgitlab-runner/).waitFor();
    // A tab in italics would give its place to the next one.
    await editor.runCommand('View: Keep Editor');
    await editor.runCommand('coachCpin.platform.map');
    await editor.webview('Carte');
    await editor.runCommand('coachCpin.platform.why');
    await editor.webview('Pourquoi ?');
    await editor.runCommand('coachCpin.platform.timeline');
    const before = await editor.webview('Chronologie');
    await before.getByRole('checkbox', { name: /comme prévu/ }).press('Space');
    await before.getByRole('button', { name: /Pipeline n° 1 de .*\s: commence/ }).press('Enter');
    await before.getByRole('heading', { level: 2, name: /^La plateforme à/ }).waitFor();
    await editor.reload();
    const timeline = await editor.webview('Chronologie');
    await timeline.getByRole('heading', { level: 2, name: /^La plateforme à/ }).waitFor();
    assert.ok(await timeline.getByRole('checkbox', { name: /comme prévu/ }).isChecked());
    const tab = (name: string | RegExp) => editor.page.locator('.tab').filter({ hasText: name }).click();
    await tab('Carte');
    await (await editor.webview('Carte')).getByRole('row', { name: /^Ingress .*Service guichet/ }).waitFor();
    await tab('Pourquoi ?');
    await (await editor.webview('Pourquoi ?')).getByRole('heading', { level: 2, name: /n’obtient pas son image/ }).waitFor();
    await tab(/^tester-\d+\.log/);
    await line(editor, /Running\swith\sgitlab-runner/).waitFor();
    const pane = await platformView(editor);
    await pane.locator('.monaco-list-row').filter({ hasText: /ImagePullBackOff/ }).first().waitFor({ timeout: 40_000 });
  });

  it('says what to do when a page or a document comes back and the platform has gone, and goes on once it runs', async () => {
    await editor.runCommand('coachCpin.platform.stop');
    await editor.reload();
    await line(editor, /est\sarrêtée,\set\sce\squ’elle\scontient\sest\sgardé/).waitFor();
    await editor.page.locator('.tab').filter({ hasText: 'Carte' }).click();
    const page = await editor.webview('Carte');
    await page.getByText('Démarrez-la pour continuer').waitFor();
    await inspectQuickly(editor, page, 'platform-absent');
    await page.getByRole('button', { name: 'Démarrer' }).press('Enter');
    await page.getByRole('row', { name: /^Ingress .*Service guichet/ }).waitFor({ timeout: 40_000 });
    await editor.runCommand('View: Close All Editors');
  });
});

describe('the simulated platform in a folder that is not trusted', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open({ trusted: false });
  });
  after(() => editor.close());

  it('asks for trust, and starts nothing', async () => {
    const pane = await platformView(editor);
    await pane.getByText('fassiez confiance').waitFor();
    await editor.screenshot('platform-untrusted');
  });

  it('reads no real cluster, and runs no program that would identify anyone', async () => {
    const { folder, doubting } = session();
    const [file, trace] = [path.join(folder, 'kubeconfig'), path.join(folder, 'lance')];
    const user = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', `require("fs").writeFileSync(${JSON.stringify(trace)}, "")`], interactiveMode: 'Never' } };
    writeFileSync(file, JSON.stringify({ 'current-context': 'c', contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }], clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }], users: [{ name: 'u', user }] }));
    const server = await doubting();
    const pane = await platformView(editor);
    const cluster = pane.getByRole('treeitem', { name: /^Cluster réel/ });
    await until('the cluster', () => {
      server.settings({ 'coachCpin.platform.kubeconfig': file });
      return cluster.waitFor({ timeout: 2000 }).then(() => true);
    });
    await cluster.click();
    await pane.getByText('auquel vous faites confiance').first().waitFor();
    assert.ok(!existsSync(trace));
    server.settings({ 'coachCpin.platform.kubeconfig': '' });
  });
});
