import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Editor } from './support/editor';
import { until } from './support/wait';

describe('findings in the editor', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
  });
  after(() => editor.close());

  it('are underlined and listed with their rule', async () => {
    await editor.openFile('deployment.yaml');
    await editor.page.locator('.squiggly-error').first().waitFor();
    await editor.runCommand('Problems: Focus on Problems View');
    const row = editor.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'kubernetes/image-tag-pinned' }).first();
    await row.waitFor();
    await editor.screenshots('diagnostics');
  });

  it('lead from the problem to the page of the rule', async () => {
    const link = editor.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'kubernetes/image-tag-pinned' }).first().locator('a').filter({ hasText: 'image-tag-pinned' });
    await link.click();
    const reader = await editor.webview(/./);
    await reader.getByRole('heading', { level: 1, name: /jamais latest/ }).waitFor();
    await editor.screenshots('rule-page');
  });

  it('are mended from the keyboard, the comments staying', async () => {
    await editor.runCommand('View: Close All Editors');
    const text = await editor.openFile('deployment.yaml');
    await editor.page.locator('.squiggly-error').first().waitFor();
    await text.click();
    await editor.page.keyboard.press('Control+Home');
    await editor.page.keyboard.press('F8');
    await editor.page.locator('.marker-widget, .peekview-widget').first().waitFor();
    await editor.page.keyboard.press('Escape');
    await editor.quickFix(/env|tier|label|étiquette/i);
    await editor.screenshots('quick-fix');
    await editor.page.keyboard.press('Enter');
    await editor.page.locator('.tab.active.dirty').waitFor();
    assert.match(readFileSync(path.join(editor.workspace, 'deploiement', 'deployment.yaml'), 'utf8'), /^# Le service/);
    await editor.page.keyboard.press('Control+S');
    await until('the mended file on disk', () => {
      const saved = readFileSync(path.join(editor.workspace, 'deploiement', 'deployment.yaml'), 'utf8');
      return saved.startsWith('# Le service') && /^ {4}env: /m.test(saved);
    });
  });

  it('have the version of an image asked for when nothing in the repository tells it', async () => {
    await editor.runCommand('View: Close All Editors');
    await (await editor.openFile('cronjob.yaml')).click();
    await editor.page.keyboard.press('Control+Home');
    await editor.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'kubernetes/probes-required' }).first().waitFor();
    await editor.page.keyboard.press('F8');
    await editor.page.locator('.marker-widget, .peekview-widget').first().waitFor();
    await editor.page.keyboard.press('Escape');
    await (await editor.quickFix(/Donner une version à l’image/)).click();
    const input = editor.page.locator('.quick-input-widget input.input');
    await input.fill('latest');
    await editor.page.locator('.quick-input-message').filter({ hasText: 'jamais « latest »' }).waitFor();
    await editor.screenshots('pin-image');
    await input.fill('');
    await editor.answer('3f9c2a1b');
    await editor.page.locator('.tab.active.dirty').waitFor();
    await editor.page.keyboard.press('Control+S');
    await until('the version on disk', () => /image: harbor\S+:3f9c2a1b$/m.test(readFileSync(path.join(editor.workspace, 'deploiement', 'cronjob.yaml'), 'utf8')));
  });

  it('are accepted where they stand, once a reason is given, by the keyboard too', async () => {
    await editor.page.keyboard.press('F8');
    await editor.page.locator('.marker-widget, .peekview-widget').first().waitFor();
    await editor.page.keyboard.press('Escape');
    const action = await editor.quickFix(/Accepter ici, avec une raison/);
    const rule = /\((.+)\)/.exec(await action.innerText())?.[1] ?? 'no rule';
    await action.click();
    await editor.screenshots('accept-finding');
    await editor.answer('sonde inutile ici');
    await editor.page.locator('.tab.active.dirty').waitFor();
    await editor.page.keyboard.press('Control+S');
    await until('the comment on disk', () => readFileSync(path.join(editor.workspace, 'deploiement', 'cronjob.yaml'), 'utf8').includes(`# cpin-ignore ${rule}: sonde inutile ici\n`));
  });
});
