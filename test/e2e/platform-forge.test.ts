import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect, reflows } from './support/axe';
import type { Editor } from './support/editor';
import { line, openDeployed, platformView, running, stopAndClose } from './support/platform';
import { until } from './support/wait';

describe('the forge of the simulated platform', () => {
  let editor: Editor;
  before(async () => {
    editor = await openDeployed();
  });
  after(() => stopAndClose(editor));

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

  it('deletes an environment from its menu, by keyboard, once that was agreed to', async () => {
    const pane = await platformView(editor);
    const environment = pane.getByRole('treeitem', { name: /^dev, environnement/ });
    const dialog = editor.page.locator('.monaco-dialog-box');
    const which = editor.page.locator('.quick-input-widget').getByText('dev', { exact: true });
    const ask = () => until('the question about this very line', async () => {
      await environment.click();
      await editor.page.keyboard.press('Shift+F10');
      const entry = editor.page.getByRole('menuitem', { name: /supprimer un environnement/ });
      await entry.waitFor();
      // A menu that has just come may not listen yet: what is chosen is what has the focus.
      const chosen = editor.page.locator('.monaco-menu .action-item.focused').filter({ hasText: /supprimer un environnement/ });
      await until('the entry having the focus', async () => {
        await editor.page.keyboard.press('End');
        return chosen.isVisible();
      });
      await editor.page.keyboard.press('Enter');
      await dialog.getByText(/est irréversible/).or(which).waitFor();
      if (!(await which.isVisible())) return true;
      // The view was drawn again under the menu, which then knows no line: it asks, and is opened once more.
      await editor.page.keyboard.press('Escape');
      await which.waitFor({ state: 'hidden' });
      return false;
    });
    await ask();
    await editor.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await (await running()).status()).projects[0]?.environments.length, 1);
    await ask();
    await dialog.getByRole('button', { name: /^Supprimer définitivement l’environnement dev$/ }).press('Enter');
    await environment.waitFor({ state: 'detached' });
    assert.deepEqual((await (await running()).status()).projects[0]?.environments, []);
  });

  it('deletes a repository that a list names', async () => {
    const [project] = (await (await running()).status()).projects;
    await editor.runCommand('coachCpin.platform.removeRepository');
    await editor.pick(project?.repositories[0]?.name ?? '');
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: /^Supprimer définitivement le dépôt/ }).press('Enter');
    await until('the repository gone', async () => (await (await running()).status()).projects[0]?.repositories.length === 0);
  });
});
