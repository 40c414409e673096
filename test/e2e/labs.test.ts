import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { Editor } from './support/editor';
import { until } from './support/wait';

/** The lab, in a list of labs: a list of places does not name it in its lines, and may be shown half when it is looked at. */
const named = (rows: Locator) => rows.filter({ hasText: 'Rendre un déploiement conforme' }).first();

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

  it('says that a verdict must be asked again once a file changed on the disk, and keeps it across a reload', async () => {
    const pane = await editor.view('Travaux pratiques');
    writeFileSync(inWorkspace('Dockerfile'), `# depuis un terminal\n${readFileSync(inWorkspace('Dockerfile'), 'utf8')}`);
    await pane.getByText(/à vérifier de nouveau/).first().waitFor();
    await editor.reload();
    const again = await editor.view('Travaux pratiques');
    await again.getByText(/à vérifier de nouveau/).first().waitFor();
    await again.locator('.monaco-list-row').filter({ hasText: /échoue/ }).first().waitFor();
  });

  it('sees what is typed, and begins again without losing it', async () => {
    writeFileSync(inWorkspace('Dockerfile'), '# à garder\nFROM docker.io/library/node:22.11.0-slim\nUSER 1001\n');
    await editor.runCommand('coachCpin.lab.reset');
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Recommencer' }).click();
    await until('the start to be back', () => !readFileSync(inWorkspace('Dockerfile'), 'utf8').startsWith('# à garder'));
    await (await editor.notification(/remis à zéro/)).waitFor();
  });
});

describe('a lab in a window with two folders', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open({ beside: ['vide'] });
  });
  after(() => editor.close());

  it('begins in the empty one, leaves the other alone, and is verified there', async () => {
    const empty = path.join(path.dirname(editor.workspace), 'vide');
    await editor.runCommand('coachCpin.lab.start');
    await until('the lab to be begun', async () => {
      if (existsSync(path.join(empty, '.cpin-lab.json'))) return true;
      const rows = editor.page.locator('.quick-input-widget:visible .monaco-list-row');
      const place = rows.filter({ hasText: empty });
      // First which lab, when there are several, then where.
      if (await place.first().isVisible()) await place.first().click({ timeout: 3000 });
      else if (await named(rows).isVisible()) await named(rows).click({ timeout: 3000 });
      return false;
    }, 40_000);
    assert.ok(!existsSync(path.join(editor.workspace, '.cpin-lab.json')));
    await editor.runCommand('coachCpin.lab.verify');
    const pane = await editor.view('Travaux pratiques');
    await pane.locator('.monaco-list-row').filter({ hasText: /échoue/ }).first().waitFor();
  });
});

describe('a lab in a new folder', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
  });
  after(() => editor.close());

  it('is copied where it was proposed, which is then opened', async () => {
    await editor.runCommand('coachCpin.lab.start');
    const open = editor.page.locator('.monaco-dialog-box').getByRole('button', { name: /Ouvrir dans cette fenêtre/ });
    await until('the lab to be copied', async () => {
      if (await open.isVisible()) return true;
      const rows = editor.page.locator('.quick-input-widget:visible .monaco-list-row');
      const place = rows.filter({ hasText: /cloud-pi-native/ });
      if (await place.first().isVisible()) await place.first().click({ timeout: 3000 });
      else if (await named(rows).isVisible()) await named(rows).click({ timeout: 3000 });
      return false;
    }, 40_000);
    await open.click();
    await editor.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: '.cpin-lab.json' }).waitFor({ timeout: 40_000 });
    const pane = await editor.view('Travaux pratiques');
    await pane.locator('.monaco-list-row').filter({ hasText: /à vérifier/ }).first().waitFor();
  });
});

describe('a window with no folder', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open({ empty: true });
  });
  after(() => editor.close());

  it('lists the labs, and says what to do when there is none to verify', async () => {
    const pane = await editor.view('Travaux pratiques');
    await pane.locator('.monaco-list-row').filter({ hasText: 'Rendre un déploiement conforme' }).waitFor();
    await editor.runCommand('coachCpin.lab.verify');
    await editor.notification(/Aucun TP n’est commencé/);
  });

  it('asks questions as anywhere else', async () => {
    await editor.runCommand('coachCpin.quiz.start');
    await editor.page.locator('.quick-input-widget:visible .monaco-list-row').filter({ hasText: 'Base et vision numérique' }).first().waitFor();
  });
});
