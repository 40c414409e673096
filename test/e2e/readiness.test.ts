import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { inspect, inspectQuickly } from './support/axe';
import { Editor } from './support/editor';
import { acquire, appendToJournal } from './support/journal';

const heading = (page: Frame, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

describe('progress page', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
    appendToJournal({ type: 'lesson.read', lesson: 'practitioner.cct.lire' });
    await editor.page.setViewportSize({ width: 1280, height: 1700 });
  });
  after(() => editor.close());

  it('measures nothing before there is evidence, and proposes where to begin', async () => {
    await editor.runCommand('coachCpin.progress.page');
    const page = await editor.webview('Ma progression');
    await heading(page, 'Ma progression');
    await page.getByRole('cell', { name: 'pas encore mesuré' }).first().waitFor();
    await page.getByText(/Pas encore mesuré : 60 des 60 questions/).waitFor();
    await page.getByRole('button', { name: 'Ouvrir la leçon' }).waitFor();
    await inspect(editor, page, 'readiness-empty');
  });

  it('follows the journal: map, table, certainty and readiness', async () => {
    acquire('practitioner.cct', 'rendre-un-deploiement-conforme');
    appendToJournal(...Array.from({ length: 25 }, (_, n) => ({ type: 'question.answered', session: 'e2e', question: `base.vision.q${String(1 + (n % 12)).padStart(2, '0')}`, competence: 'base.vision', objective: 'base.vision.expliquer', correct: n % 2 === 0, selected: [0], confidence: 'sure' })));
    const page = await editor.webview('Ma progression');
    await page.getByRole('row', { name: /Dépôts et CCT.*Acquis.*\d+\s% \(entre [78]\d et \d+\s%\)/ }).waitFor();
    await page.getByText('Surconfiance').waitFor();
    await page.getByRole('img', { name: /^Carte de maîtrise : 2 compétences mesurées sur \d+, 1 acquises/ }).waitFor();
    await inspect(editor, page, 'readiness');
  });

  it('reflows at 400 %: nothing but the map and the table is wider than the page', async () => {
    const page = await editor.webview('Ma progression');
    await editor.page.setViewportSize({ width: 620, height: 900 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true);
    await inspectQuickly(editor, page, 'readiness at 400 %');
    await editor.screenshot('readiness-narrow');
    await editor.page.setViewportSize({ width: 1280, height: 1700 });
  });

  it('finds where to begin: a placement by profile, a path, and known lessons skipped', async () => {
    await (await editor.webview('Ma progression')).getByRole('button', { name: 'Faire le point' }).click();
    const page = await editor.webview(/^Faire le point/);
    await heading(page, 'Faire le point');
    await inspect(editor, page, 'placement-start');
    await page.getByRole('radio', { name: /^Gouvernance/ }).check();
    await page.getByRole('button', { name: 'Commencer', exact: true }).click();
    await heading(page, 'Question 1 sur 20');
    await inspectQuickly(editor, page, 'a question of the placement');
    await page.getByRole('button', { name: 'Terminer…' }).click();
    await page.getByRole('button', { name: 'Rendre ma copie' }).waitFor();
    await inspectQuickly(editor, page, 'the end of the placement');
    await page.getByRole('button', { name: 'Rendre ma copie' }).click();
    await heading(page, 'Votre parcours');
    await page.getByText('Aucune compétence n’est entièrement connue').waitFor();
    await inspect(editor, page, 'placement-path');
    await page.getByRole('button', { name: 'Les prérequis officiels' }).click();
    const reader = await editor.webview(/prérequis/);
    await reader.getByText('Ce coach n’enseigne pas la CKAD').waitFor();
    await inspectQuickly(editor, reader, 'the official prerequisites');
  });
});
