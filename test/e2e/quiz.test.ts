import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { fillAnswer } from './support/answer';
import { inspect, inspectQuickly, reflows } from './support/axe';
import { Editor } from './support/editor';
import { appendToJournal } from './support/journal';
import { session } from './support/session';
import { until } from './support/wait';

const panel = /^Questions/;

/** The lines of the learner's journal, without those of `knowTheOthers`. */
function journal(): { type: string; session?: string; question?: string; correct?: boolean | number; total?: number }[] {
  const folder = path.join(session().home, 'journal');
  const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return files.flatMap(name => fs.readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line) as ReturnType<typeof journal>[number])).filter(event => event.session !== 'e2e');
}

interface Asked {
  readonly id: string;
  readonly kind: string;
  readonly use: string;
  readonly competence: string;
  readonly objective: string;
  readonly enemies: readonly string[];
}

/** Writes that every question of the module was answered right, but ten of all kinds, which are then what a session asks first. */
function knowTheOthers(module: string): void {
  const { questions } = JSON.parse(fs.readFileSync(path.join(session().root, 'dist', 'content', `module-${module}.json`), 'utf8')) as { questions: Asked[] };
  const practice = questions.filter(one => one.use === 'practice');
  const free = practice.filter(one => one.enemies.length === 0 && !practice.some(other => other.enemies.includes(one.id)));
  const each = [...new Map(free.map(one => [one.kind, one])).values()];
  const ten = [...each, ...free.filter(one => !each.includes(one))].slice(0, 10);
  appendToJournal(...practice.filter(one => !ten.includes(one)).map(({ id, competence, objective }) => ({ type: 'question.answered', session: 'e2e', question: id, competence, objective, correct: true, selected: [0] })));
}

/** The form of the question shown. *What will happen* looks like a single choice. */
async function formOf(page: Frame): Promise<string> {
  const forms = { lines: 'input[name=line]', match: 'form select', order: 'form .step', 'two-tier': 'input[name=verdict]', multiple: 'input[type=checkbox][name=option]', single: 'input[type=radio][name=option]' };
  for (const [form, selector] of Object.entries(forms)) if ((await page.locator(selector).count()) > 0) return form;
  return 'unknown';
}

const heading = (page: Frame, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const focused = (page: Frame) => page.evaluate(() => document.activeElement?.textContent?.trim());

/** Answers the question shown, whatever its kind, and submits, by keyboard alone; says whether it was right. */
async function answer(page: Frame): Promise<boolean> {
  await fillAnswer(page);
  await page.getByRole('button', { name: 'Valider ma réponse' }).press('Enter');
  await heading(page, /bonne réponse$/i);
  return (await page.getByRole('heading', { level: 1 }).textContent())?.trim() === 'Bonne réponse';
}

/** Reloads the window as a learner does, by its command: VS Code writes its state first, where a page torn away may lose the last seconds. */
async function reloadWindow(editor: Editor): Promise<void> {
  const loaded = editor.page.waitForEvent('load');
  await editor.runCommand('Developer: Reload Window');
  await loaded;
  await editor.page.locator('.monaco-workbench .tab').filter({ hasText: panel }).waitFor({ timeout: 40_000 });
}

describe('questions', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
    knowTheOthers('practitioner');
  });
  after(() => editor.close());

  it('answers ten questions of every kind by keyboard, across a reload, each before and after its answer in every theme, and shows the score', async () => {
    await editor.runCommand('coachCpin.quiz.start');
    await editor.pick('Practitioner');
    let page = await editor.webview(panel);
    await heading(page, 'Question 1 sur 10');
    let right = 0;
    const forms = new Set<string>();
    for (let number = 1; number <= 10; number++) {
      await heading(page, `Question ${number} sur 10`);
      if (number === 1) await inspect(editor, page, 'quiz-question');
      if (number === 5) {
        await fillAnswer(page, 1);
        await page.getByRole('radio', { name: 'Avec un doute' }).check();
        const stem = await page.locator('#stem').innerText();
        const given = await page.locator('input:checked').count();
        await reloadWindow(editor);
        page = await editor.webview(panel);
        await heading(page, 'Question 5 sur 10');
        assert.equal(await page.locator('#stem').innerText(), stem, 'the same question, its options in the same order');
        assert.equal(await page.locator('input:checked').count(), given, 'what was ticked is still ticked');
        assert.equal(await page.getByRole('radio', { name: 'Avec un doute' }).isChecked(), true);
      }
      const form = await formOf(page);
      const first = !forms.has(form);
      forms.add(form);
      if (first) await inspectQuickly(editor, page, `a question, ${form}`);
      if (first) await reflows(editor, page, `a question, ${form}`);
      if (await answer(page)) right++;
      await until('the focus on the verdict', async () => /onne réponse$/.test((await focused(page)) ?? ''));
      if (number === 1) await inspect(editor, page, 'quiz-feedback');
      else if (first) await inspectQuickly(editor, page, `an explanation, ${form}`);
      if (first) await reflows(editor, page, `an explanation, ${form}`);
      await page.getByRole('button', { name: /Question suivante|Voir le résultat/ }).press('Enter');
    }
    assert.deepEqual([...forms].sort(), ['lines', 'match', 'multiple', 'order', 'single', 'two-tier']);
    await heading(page, 'Résultat');
    await page.getByText(new RegExp(`^${right} bonnes? réponses? sur 10$`)).first().waitFor();
    await inspect(editor, page, 'quiz-result');
    const events = await until('the end in the journal', () => (journal().some(event => event.type === 'quiz.completed') ? journal() : undefined));
    const answers = events.filter(event => event.type === 'question.answered');
    assert.equal(answers.length, 10);
    assert.equal(new Set(answers.map(event => event.question)).size, 10, 'each answer once');
    assert.deepEqual(events.filter(event => event.type === 'quiz.completed').map(({ correct, total }) => ({ correct, total })), [{ correct: right, total: 10 }]);
  });

  it('lets the learner read an answer again and start on what was missed', async () => {
    const page = await editor.webview(panel);
    await page.locator('ol button.link').first().click();
    await page.getByRole('button', { name: 'Retour au résultat' }).click();
    await heading(page, 'Résultat');
    // Always the first option: ten right answers that way would be a bank to mend.
    await page.getByRole('button', { name: 'Reprendre les questions manquées' }).click();
    await heading(page, /^Question 1 sur/);
  });

  it('opens a note about the question shown, to be completed and sent by its reader', async () => {
    const page = await editor.webview(panel);
    await page.getByRole('button', { name: 'Suggérer une amélioration' }).click();
    await editor.page.locator('.view-lines').filter({ hasText: 'Suggestion pour Coach' }).waitFor();
    await editor.page.locator('.view-lines').filter({ hasText: /question:practitioner\./ }).waitFor();
    await editor.runCommand('View: Revert and Close Editor');
  });

  it('asks for an answer when nothing is ticked, and keeps the question', async () => {
    const page = await editor.webview(panel);
    // Steps left in the order shown are an answer: that question is answered, and the next one asked.
    while ((await page.locator('form .step').count()) > 0) {
      await answer(page);
      await page.getByRole('button', { name: /Question suivante|Voir le résultat/ }).click();
      await heading(page, /^Question/);
    }
    const number = await page.getByRole('heading', { level: 1 }).innerText();
    await page.getByRole('button', { name: 'Valider ma réponse' }).click();
    await page.getByRole('alert').getByText('Il manque une partie').waitFor();
    await inspectQuickly(editor, page, 'a question that lacks its answer');
    await heading(page, number);
  });
});
