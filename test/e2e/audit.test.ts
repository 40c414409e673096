import { Editor } from './support/editor';
import { inspect } from './support/axe';

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
    const finding = pane.locator('.monaco-list-row').filter({ hasText: /suit le tag mouvant|n’a pas de tag/ }).first();
    await finding.waitFor();
    await editor.screenshots('audit-tree');
    await finding.click();
    await editor.page.locator('.tab.active').filter({ hasText: /deployment\.yaml|cronjob\.yaml|Dockerfile/ }).waitFor();
  });

  it('opens its report, accessible, whose links lead to the places', async () => {
    await editor.runCommand('coachCpin.audit.report');
    const page = await editor.webview(/./);
    await page.getByRole('heading', { level: 1, name: /^Audit CCT/ }).waitFor();
    await inspect(editor, page, 'audit-report');
    await page.getByRole('link', { name: /^deploiement\/deployment\.yaml:\d+$/ }).first().click();
    await editor.page.locator('.tab').filter({ hasText: 'deployment.yaml' }).last().waitFor();
  });
});
