import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Editor } from './support/editor';
import { axeFaults } from './support/axe';
import { session } from './support/session';

describe('the audit of the repository', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
  });
  after(() => editor.close());

  it('is offered in its view, then shows the requirements by status, and a finding at its place', async () => {
    const pane = await editor.view('Audit CCT');
    await pane.getByText('Aucun audit').waitFor();
    await pane.locator('.monaco-button').filter({ hasText: /Auditer le dépôt/ }).click();
    const row = pane.locator('.monaco-list-row').filter({ hasText: 'EXI-ARCH-27' });
    await row.first().waitFor({ timeout: 40_000 });
    await editor.page.locator('.statusbar-item').filter({ hasText: /CCT \d+ ✗/ }).waitFor();
    await editor.runCommand('Notifications: Clear All Notifications');
    await row.first().click();
    await editor.page.keyboard.press('ArrowRight');
    const finding = pane.locator('.monaco-list-row').filter({ hasText: /suit le tag mouvant|n’a pas de tag|FROM docker/ }).first();
    await finding.waitFor();
    await editor.screenshots('audit-tree');
    await finding.click();
    await editor.page.locator('.tab.active').filter({ hasText: /deployment\.yaml|cronjob\.yaml|Dockerfile/ }).waitFor();
  });

  it('makes a page that reads well for everyone, in a browser of either colour, and on paper', async () => {
    const { stdout } = spawnSync(process.execPath, [path.join(session().root, 'dist', 'cli.js'), 'audit', editor.workspace, '--format', 'html', '--name', 'échéances'], { encoding: 'utf8' });
    const page = await editor.page.context().newPage();
    await page.setContent(stdout);
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').textContent(), 'Aller aux exigences');
    for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { media: 'print' }] as const) {
      await page.emulateMedia(media);
      assert.deepEqual(await axeFaults(page.mainFrame()), [], JSON.stringify(media));
    }
    await page.close();
  });

  it('opens its report, whose links lead to the places', async () => {
    await editor.runCommand('coachCpin.audit.report');
    const page = await editor.webview(/./);
    await page.getByRole('heading', { level: 1, name: /^Audit CCT/ }).waitFor();
    await editor.screenshots('audit-report');
    await page.getByRole('link', { name: /^deploiement\/deployment\.yaml:\d+$/ }).first().click();
    await editor.page.locator('.tab').filter({ hasText: 'deployment.yaml' }).last().waitFor();
  });
});
