import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { announced, heard } from './support/accessibility';
import { fillAnswer } from './support/answer';
import { inspect, inspectQuickly, reflows } from './support/axe';
import { Editor } from './support/editor';
import { session } from './support/session';
import { until } from './support/wait';

const panel = /^Examen blanc/;
const minute = 60_000;
const heading = (page: Frame, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

interface Stored {
  owner: string;
  limit: number | null;
  clock: { elapsed: number; wall: number };
  items: { response: number[] }[];
}
const file = () => path.join(session().home, 'exam', 'exam.json');
const stored = () => JSON.parse(fs.readFileSync(file(), 'utf8')) as Stored;

/** Another window takes the exam over, and leaves it with so many milliseconds. */
function leaveElsewhere(milliseconds: number): void {
  const state = stored();
  fs.writeFileSync(`${file()}.e2e`, JSON.stringify({ ...state, owner: 'another window', clock: { ...state.clock, elapsed: (state.limit ?? 0) - milliseconds, wall: Date.now() } }));
  fs.renameSync(`${file()}.e2e`, file());
}

describe('mock exam, when time runs out', function () {
  this.timeout(120_000);
  let editor: Editor;
  let page: Frame;
  before(async () => {
    editor = await Editor.open();
  });
  after(() => editor.close());

  it('says the time left to who does not see it, and leaves the clock itself silent', async () => {
    await editor.runCommand('coachCpin.exam.open');
    page = await editor.webview(panel);
    await page.getByRole('radio', { name: 'Autre durée' }).check();
    await page.getByRole('textbox', { name: 'Durée en minutes' }).fill('5');
    await page.getByRole('button', { name: 'Commencer l’examen' }).click();
    await heading(page, 'Question 1 sur 60');
    assert.ok((await announced(editor.page, page)).includes('Il reste 5 minutes.'));
    const clock = (await heard(editor.page, page)).find(node => node.role === 'timer');
    assert.ok(clock && (clock.live === undefined || clock.live === 'off'));
    assert.match(clock.text, /^Temps restant : \d min \d\d s$/);
    await fillAnswer(page);
    await until('the answer on disk', () => stored().items[0]?.response.length);
    await inspectQuickly(editor, page, 'an exam that warns of five minutes');
    await reflows(editor, page, 'an exam’s question');
  });

  it('says that it is played elsewhere, and is taken over with the time that is left there', async () => {
    leaveElsewhere(minute + 4000);
    await page.getByRole('button', { name: 'Question suivante' }).click();
    await page.getByText('Cette épreuve continue dans une autre fenêtre').waitFor();
    await inspectQuickly(editor, page, 'an exam played elsewhere');
    leaveElsewhere(minute + 4000);
    await page.getByRole('button', { name: 'La reprendre ici' }).click();
    await heading(page, 'Question 1 sur 60');
  });

  it('says the last minute even when the clock is hidden', async () => {
    await page.getByRole('button', { name: 'Masquer le temps restant' }).click();
    await page.getByRole('button', { name: 'Afficher le temps restant' }).waitFor();
    await until('the last minute', async () => (await announced(editor.page, page)).includes('Il reste une minute.'));
    assert.ok(!(await heard(editor.page, page)).some(node => node.role === 'timer'));
    await inspectQuickly(editor, page, 'an exam’s last minute, its clock hidden');
  });

  it('ends by itself on what was answered, and says the result where the focus is and aloud', async () => {
    leaveElsewhere(3000);
    await page.getByRole('checkbox', { name: 'À revoir' }).check();
    await page.getByRole('button', { name: 'La reprendre ici' }).click();
    await heading(page, 'Résultat');
    const said = await until('the result aloud', async () => (await announced(editor.page, page)).find(text => /sur 60/.test(text)));
    assert.match(said, /^Le temps est écoulé : ce qui était répondu à ce moment compte\. [01] bonnes réponses sur 60, soit [02]\s%$/);
    assert.ok((await heard(editor.page, page)).some(node => node.role === 'heading' && node.name === 'Résultat' && node.focused));
    await page.getByRole('table').getByRole('row', { name: /^Practitioner/ }).waitFor();
    await inspect(editor, page, 'exam-out-of-time');
    await reflows(editor, page, 'the result of an exam');
    assert.equal(stored().clock.elapsed, 5 * minute);
  });

  it('lets every question be read again, whatever its kind, one left unanswered too', async () => {
    await page.locator('section[aria-labelledby=all] button.link').first().click();
    const kinds = new Set<string>();
    for (let number = 1; kinds.size < 4; number++) {
      await page.getByText(`Question ${number} sur 60`, { exact: true }).waitFor();
      const kind = (await page.getByText(/^Rang \d\.$/).count()) > 0 ? 'order' : (await page.getByText('Va avec :').count()) > 0 ? 'match' : (await page.getByText(/^L’affirmation est/).count()) > 0 ? 'two-tier' : 'choice';
      if (!kinds.has(kind)) await inspectQuickly(editor, page, `a question of an exam read again, ${kind}`);
      kinds.add(kind);
      if (kinds.size < 4) await page.getByRole('button', { name: 'Question suivante' }).click();
    }
  });

  it('says that it is stored no more when its file went', async () => {
    fs.rmSync(file());
    await page.getByRole('button', { name: 'Retour au résultat' }).click();
    await page.getByText('Cette épreuve n’est plus enregistrée sur cette machine').waitFor();
    await inspectQuickly(editor, page, 'an exam stored no more');
    await page.getByRole('button', { name: 'Choisir une épreuve' }).click();
    await heading(page, 'Examen blanc');
  });

  for (const [choice, minutes, shown] of [['Tiers temps (× 1,33)', 12 * 1.33, /Temps restant : 15 min/], ['Sans limite de temps', null, /Sans limite de temps/]] as const) {
    it(`gives the time chosen before the start: ${choice}`, async () => {
      await page.getByRole('radio', { name: /^Animation/ }).check();
      await page.getByRole('radio', { name: choice }).check();
      await page.getByRole('button', { name: 'Commencer l’examen' }).click();
      await heading(page, 'Question 1 sur 8');
      await page.locator('.timer').getByText(shown).waitFor();
      assert.equal(stored().limit, minutes && minutes * minute);
      await inspectQuickly(editor, page, `an exam, ${choice}`);
      await page.getByRole('button', { name: 'Terminer…' }).click();
      await page.getByRole('button', { name: 'Rendre ma copie' }).click();
      await page.getByRole('button', { name: 'Passer un autre examen' }).click();
      await heading(page, 'Examen blanc');
    });
  }
});
