import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Editor } from './support/editor';
import { until } from './support/wait';

describe('the first lab', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
  });
  after(() => editor.close());
  const inWorkspace = (...name: string[]) => path.join(editor.workspace, ...name);

  it('begins in the sample workspace, whose files stay as they are', async () => {
    await editor.runCommand('coachCpin.lab.start');
    // There is one lab, so the first question is where: here, since the files are here.
    await until('the lab to be begun', async () => {
      if (existsSync(inWorkspace('.cpin-lab.json'))) return true;
      const row = editor.page.locator('.quick-input-widget:visible .monaco-list-row').first();
      if (await row.isVisible()) await editor.page.keyboard.press('Enter');
      return false;
    });
    assert.ok(existsSync(inWorkspace('Dockerfile')));
  });

  it('is verified from the view, check by check, in words', async () => {
    await editor.runCommand('coachCpin.lab.verify');
    const pane = await editor.view('Travaux pratiques');
    const failing = pane.locator('.monaco-list-row').filter({ hasText: /échoue/ });
    await failing.first().waitFor();
    await editor.runCommand('Notifications: Clear All Notifications');
    await editor.screenshots('lab');
    await failing.first().click();
    await editor.page.locator('.tab.active').filter({ hasText: /deployment\.yaml|Dockerfile|cronjob\.yaml/ }).waitFor();
  });

  it('sees what is typed, and begins again without losing it', async () => {
    writeFileSync(inWorkspace('Dockerfile'), '# à garder\nFROM docker.io/library/node:22.11.0-slim\nUSER 1001\n');
    await editor.runCommand('coachCpin.lab.reset');
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Recommencer' }).click();
    await until('the start to be back', () => !readFileSync(inWorkspace('Dockerfile'), 'utf8').startsWith('# à garder'));
    await (await editor.notification(/remis à zéro/)).waitFor();
  });
});
