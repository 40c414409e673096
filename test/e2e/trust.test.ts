import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Editor } from './support/editor';

describe('a folder that is not trusted', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open({ trusted: false, settings: { 'coachCpin.audit.workspaceEslint': true } });
  });
  after(() => editor.close());

  it('is opened in restricted mode, with the extension at work', async () => {
    await editor.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
    await editor.openFile('Dockerfile');
    await editor.page.locator('.squiggly-warning, .squiggly-error').first().waitFor();
    await editor.screenshot('trust-restricted');
  });

  it('audits it without running its ESLint, whatever the setting says', async () => {
    const at = (file: string) => path.join(editor.workspace, file);
    fs.mkdirSync(at('node_modules/eslint/bin'), { recursive: true });
    for (const file of ['eslint.config.js', 'node_modules/eslint/bin/eslint.js']) fs.writeFileSync(at(file), `require('node:fs').writeFileSync(${JSON.stringify(at('lance'))}, '');\nconsole.log('[]');\n`);
    const pane = await editor.view('Audit CCT');
    await pane.locator('.monaco-button').filter({ hasText: /Auditer le dépôt/ }).click();
    await pane.locator('.monaco-list-row').filter({ hasText: 'EXI-ARCH-27' }).first().waitFor({ timeout: 40_000 });
    assert.equal(fs.existsSync(at('lance')), false);
  });

  it('still lets one ask questions', async () => {
    await editor.runCommand('coachCpin.walkthrough.open');
    await editor.page.locator('.getting-started').getByText(/Practitioner/).first().waitFor();
    assert.equal(await editor.page.locator('.monaco-dialog-box').count(), 0);
  });
});
