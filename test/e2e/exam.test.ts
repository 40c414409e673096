import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { inspect, inspectQuickly } from './support/axe';
import { fillAnswer } from './support/answer';
import { Editor } from './support/editor';
import { session } from './support/session';
import { until } from './support/wait';

const panel = /^Examen blanc/;
const heading = (page: Frame, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Ends the extension host of this run, as the system does when memory is short: without a word. */
function killExtensionHost(): void {
  const hosts = fs.readdirSync('/proc').filter(name => /^\d+$/.test(name)).filter(id => {
    try {
      return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--type=extensionHost') && fs.readFileSync(`/proc/${id}/environ`, 'utf8').includes(`COACH_CPIN_HOME=${session().home}`);
    } catch {
      return false;
    }
  });
  assert.ok(hosts.length > 0);
  for (const id of hosts) process.kill(Number(id), 'SIGKILL');
}

const stored = () => JSON.parse(fs.readFileSync(path.join(session().home, 'exam', 'exam.json'), 'utf8')) as { items: { response: number[]; flagged: boolean }[]; clock: { elapsed: number } };
const answered = () => stored().items.filter(item => item.response.length > 0 && !item.response.includes(-1)).length;

/** Answers the question shown, whatever its kind, by keyboard. */
async function answer(page: Frame): Promise<void> {
  const before = answered();
  await fillAnswer(page);
  await until('the answer on disk', () => answered() === before + 1);
}

describe('mock exam', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
  });
  after(() => editor.close());

  it('says what the plan is made of, and begins with the time that was chosen', async () => {
    await editor.runCommand('coachCpin.exam.open');
    const page = await editor.webview(panel);
    await heading(page, 'Examen blanc');
    await editor.page.setViewportSize({ width: 1280, height: 1500 });
    await inspect(editor, page, 'exam-start');
    await editor.page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('radio', { name: /^Animation/ }).check();
    await page.getByRole('radio', { name: 'Autre durée' }).check();
    await page.getByRole('button', { name: 'Commencer l’examen' }).click();
    await page.getByRole('alert').getByText('La durée est un nombre entier').waitFor();
    await inspectQuickly(editor, page, 'a length that is no number');
    await page.getByRole('textbox', { name: 'Durée en minutes' }).fill('90');
    await page.getByRole('button', { name: 'Commencer l’examen' }).click();
    await heading(page, 'Question 1 sur 8');
    await page.getByRole('timer').filter({ hasText: /Temps restant : 1 h (30|29) min/ }).waitFor();
    await inspect(editor, page, 'exam-question');
  });

  it('keeps what teaches closed while it runs', async () => {
    await editor.runCommand('coachCpin.copilot.open');
    await editor.notification('Une épreuve est en cours');
    assert.equal(await editor.page.locator('.tab').filter({ hasText: /opilote/ }).count(), 0);
  });

  it('loses no answer and no minute when the extension host is killed, nor when the window is reloaded', async () => {
    let page = await editor.webview(panel);
    await answer(page);
    await page.getByRole('checkbox', { name: 'À revoir' }).check();
    await page.getByRole('button', { name: 'Question suivante' }).click();
    await heading(page, 'Question 2 sur 8');
    await answer(page);
    const { elapsed } = stored().clock;
    killExtensionHost();
    await editor.reload();
    await editor.runCommand('coachCpin.exam.open');
    page = await editor.webview(panel);
    await heading(page, 'Question 2 sur 8');
    assert.equal(answered(), 2);
    assert.equal(stored().items[0]?.flagged, true);
    assert.ok(stored().clock.elapsed > elapsed, 'time went on meanwhile');
    await page.getByRole('button', { name: 'Question 1 : répondue, à revoir' }).waitFor();
  });

  it('goes anywhere, hides the time, asks before the end', async () => {
    const page = await editor.webview(panel);
    await page.getByRole('button', { name: 'Masquer le temps restant' }).click();
    await page.getByRole('button', { name: 'Afficher le temps restant' }).waitFor();
    assert.equal(await page.getByRole('timer').count(), 0);
    await inspectQuickly(editor, page, 'an exam, its time hidden');
    for (let number = 3; number <= 7; number++) {
      await page.getByRole('button', { name: `Question ${number} : sans réponse` }).click();
      await heading(page, `Question ${number} sur 8`);
      await answer(page);
      await inspectQuickly(editor, page, `an exam’s question ${number}, answered`);
    }
    await page.getByRole('button', { name: 'Terminer…' }).click();
    await heading(page, 'Terminer l’épreuve ?');
    await page.getByText('Questions sans réponse complète : 1').waitFor();
    await inspect(editor, page, 'exam-finish');
  });

  it('tells the score with its interval and its zone, what was missed, and lets every question be read again', async () => {
    const page = await editor.webview(panel);
    await page.getByRole('button', { name: 'Rendre ma copie' }).click();
    await heading(page, 'Résultat');
    await page.getByText(/\d bonnes réponses sur 8, soit \d+\s%/).first().waitFor();
    await page.getByText(/intervalle à 95\s%/).waitFor();
    assert.doesNotMatch(await page.locator('body').innerText(), /certificat\b/i);
    await inspect(editor, page, 'exam-result');
    await page.locator('section[aria-labelledby=all] button.link').first().click();
    await page.getByRole('button', { name: 'Retour au résultat' }).waitFor();
    await inspect(editor, page, 'exam-review');
    await page.getByRole('button', { name: 'Retour au résultat' }).click();
    await page.getByRole('button', { name: 'Passer un autre examen' }).click();
    await heading(page, 'Examen blanc');
  });
});
