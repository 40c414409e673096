import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { Editor } from './support/editor';
import { acquire, appendToJournal } from './support/journal';
import { shown } from './support/manifest';

const lab = 'rendre-un-deploiement-conforme';

describe('progress view', () => {
  let editor: Editor;
  let pane: Locator;
  before(async () => {
    editor = await Editor.open();
    appendToJournal({ type: 'lesson.read', lesson: 'practitioner.cct.lire' });
    pane = await editor.view(shown('%view.progress%'));
    // Only rows in sight exist: the other view leaves them its room.
    await editor.page.setViewportSize({ width: 1280, height: 1200 });
    await editor.page.locator('.pane-header').filter({ hasText: shown('%view.labs%') }).click();
  });
  after(() => editor.close());

  const row = (label: RegExp) => pane.getByRole('treeitem', { name: label });

  it('says each state in words, to the eye and to a screen reader', async () => {
    await row(/^Practitioner, En cours, 0 sur 7 compétences acquises/).waitFor();
    await row(/^Dépôts et CCT, En cours, /).waitFor();
    assert.match(await row(/^Agilité et DevOps, /).innerText(), /Non commencé/);
  });

  it('follows what a terminal writes while it is open', async () => {
    acquire('practitioner.cct', lab);
    await row(/^Dépôts et CCT, Acquis, /).waitFor();
    await row(/^Practitioner, En cours, 1 sur 7 compétences acquises/).waitFor();
  });

  it('opens by keyboard down to validations, and what is à venir leads nowhere', async () => {
    await row(/^Agilité et DevOps, /).click();
    await editor.page.keyboard.press('ArrowRight');
    const coming = row(/Mettre en place un flux.*À venir/);
    await coming.waitFor();
    const tabs = await editor.page.locator('.tab').count();
    await coming.click();
    await editor.page.keyboard.press('Enter');
    assert.equal(await editor.page.locator('.tab').count(), tabs);
    await editor.screenshots('progress');
  });

  it('shows damaged lines as one warning that opens the file, and goes on', async () => {
    appendToJournal('{"type":"lesson.re', '');
    const warning = row(/^Lignes du journal illisibles : 1/);
    await warning.waitFor();
    await row(/^Dépôts et CCT, Acquis, /).waitFor();
    await warning.click();
    await editor.page.locator('.tab.active').filter({ hasText: 'terminal.jsonl' }).waitFor();
    await editor.screenshot('progress-damaged');
  });

  it('resets after asking, from the palette', async () => {
    await editor.runCommand('coachCpin.progress.reset');
    await editor.pick('Toute la progression');
    const dialog = editor.page.locator('.monaco-dialog-box');
    await dialog.filter({ hasText: 'ne comptera plus' }).waitFor();
    await editor.screenshot('progress-reset');
    await dialog.getByRole('button', { name: 'Remettre à zéro' }).click();
    await row(/^Practitioner, Non commencé, 0 sur 7 compétences acquises/).waitFor();
  });

  it('says what erasing deletes before it does', async () => {
    await editor.runCommand('coachCpin.progress.erase');
    const dialog = editor.page.locator('.monaco-dialog-box');
    await dialog.filter({ hasText: 'terminal.jsonl' }).waitFor();
    await editor.screenshot('progress-erase');
    await dialog.getByRole('button', { name: 'Tout effacer' }).click();
    await editor.notification('Vos données sont effacées');
    await row(/^Lignes du journal illisibles/).waitFor({ state: 'detached' });
  });
});
