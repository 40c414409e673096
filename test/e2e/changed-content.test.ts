import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { fillAnswer } from './support/answer';
import { inspectQuickly } from './support/axe';
import { Editor } from './support/editor';
import { session } from './support/session';
import { until } from './support/wait';

interface Question {
  id: string;
  competence: string;
  use: string;
  stem: string;
  exhibit?: object;
  options: { text: string; why: string }[];
}
type Change = (questions: Question[]) => Question[];

const heading = (page: Frame, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const kept = new Map<string, string>();

/** Changes a module's questions in the extension as it is installed, as an update does; the next window reads them. */
function update(module: string, change: Change): void {
  const extensions = path.join(session().folder, 'extensions');
  const ours = fs.readdirSync(extensions).find(name => name.startsWith('coach-cpin.'));
  assert.ok(ours);
  const file = path.join(extensions, ours, 'dist', 'content', `module-${module}.json`);
  if (!kept.has(file)) kept.set(file, fs.readFileSync(file, 'utf8'));
  const content = JSON.parse(kept.get(file) ?? '') as { questions: Question[] };
  fs.writeFileSync(file, JSON.stringify({ ...content, questions: change(content.questions) }));
}

/** Lets go of all that the editor remembers for our extension, as another window does that erases its data. */
async function forget(editor: Editor): Promise<void> {
  const forgotten = await editor.page.evaluate(async () => {
    const result = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('IndexedDB'));
    });
    let count = 0;
    for (const { name } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        for (const key of await result(database.transaction(store).objectStore(store).getAllKeys())) {
          if (typeof key !== 'string' || key !== 'coach-cpin.coach-cpin') continue;
          await result(database.transaction(store, 'readwrite').objectStore(store).delete(key));
          count++;
        }
      }
      database.close();
    }
    return count;
  });
  assert.ok(forgotten > 0, 'the editor remembered something');
}

describe('content that changed under what runs', function () {
  // A window is reloaded in each.
  this.timeout(120_000);
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
  });
  after(async () => {
    for (const [file, text] of kept) fs.writeFileSync(file, text);
    await editor.close();
  });

  const inCompetence = (questions: readonly Question[]) => questions.filter(one => one.competence === 'contributeur.github' && one.use === 'practice').map(one => one.id).sort();

  it('passes over questions that changed or went, says so, and keeps what was answered', async () => {
    await editor.runCommand('coachCpin.quiz.start');
    await editor.pick('Dépôts GitHub');
    let page = await editor.webview(/^Questions/);
    await heading(page, 'Question 1 sur 10');
    await fillAnswer(page);
    await page.getByRole('button', { name: 'Valider ma réponse' }).click();
    await page.getByRole('button', { name: 'Question suivante' }).click();
    await heading(page, 'Question 2 sur 10');
    update('contributeur', questions => {
      const ids = inCompetence(questions);
      assert.equal(ids.length, 10);
      return questions.filter(one => !ids.slice(0, 3).includes(one.id)).map(one => (ids.slice(3, 6).includes(one.id) ? { ...one, stem: `${one.stem} (corrigé)` } : one));
    });
    await editor.reload();
    page = await editor.webview(/^Questions/);
    await heading(page, /^Question \d sur [4-7]$/);
    await page.getByText(/ont changé depuis le début de cette série/).waitFor();
    await page.getByText(/ont été retirées depuis le début de cette série/).waitFor();
    await inspectQuickly(editor, page, 'a session whose questions changed');
  });

  it('shows the result when no question is left to ask', async () => {
    update('contributeur', questions => questions.filter(one => !inCompetence(questions).includes(one.id)));
    await editor.reload();
    const page = await editor.webview(/^Questions/);
    await heading(page, 'Résultat');
    await page.getByText('Question modifiée depuis votre réponse').waitFor();
    await inspectQuickly(editor, page, 'a result whose questions went');
  });

  it('says that a session is stored no more, and begins another', async () => {
    update('contributeur', questions => questions);
    await forget(editor);
    await editor.reload();
    const page = await editor.webview(/^Questions/);
    await page.locator('p').filter({ hasText: 'Cette série n’est plus enregistrée sur cette machine' }).waitFor();
    await inspectQuickly(editor, page, 'a session that is gone');
    await page.getByRole('button', { name: 'Commencer une série' }).click();
    await editor.pick('Dépôts GitHub');
    await heading(page, 'Question 1 sur 10');
  });

  it('runs no script, loads no picture and follows no command of a question, before the answer or after it', async () => {
    const evil = '<script>globalThis.hostile = 1</script> <img src=x onerror="globalThis.hostile = 2"> [ici](command:workbench.action.closeAllEditors) [là](javascript:globalThis.hostile=3) ![i](https://evil.example/x.png)';
    update('contributeur', questions => questions.map(one => ({ ...one, stem: evil, exhibit: { language: 'text', title: evil, text: evil }, options: one.options.map(option => ({ ...option, text: evil, why: evil })) })));
    await editor.reload();
    const page = await editor.webview(/^Questions/);
    // Nothing is left to ask in the session that ran.
    await page.getByRole('button', { name: 'Changer de sujet' }).click();
    await editor.pick('Offre, communauté');
    const harmless = async () => {
      await page.getByText('<script>globalThis.hostile = 1</script>').first().waitFor();
      assert.deepEqual(await page.evaluate(() => [Reflect.get(globalThis, 'hostile'), document.querySelectorAll('#root script, #root img, #root [href^="command:"], #root [href^="javascript:"], #root [data-link^="command:"], #root [data-link^="javascript:"]').length]), [undefined, 0]);
    };
    await heading(page, /^Question 1 sur/);
    await harmless();
    await fillAnswer(page);
    await page.getByRole('button', { name: 'Valider ma réponse' }).click();
    await heading(page, /bonne réponse$/i);
    await harmless();
    // A page that was taken over asks the editor for a command: the editor judges it again.
    await page.locator('.markdown').first().evaluate(element => element.insertAdjacentHTML('beforeend', '<a href="#" id="hostile" data-link="command:workbench.action.closeAllEditors">x</a>'));
    await page.locator('#hostile').click();
    await page.getByRole('button', { name: 'Question suivante' }).click();
    await heading(page, /^Question 2 sur/);
    update('contributeur', questions => questions);
  });

  it('sets aside an exam’s question that changed, which counts for nobody', async () => {
    await editor.runCommand('coachCpin.exam.open');
    let page = await editor.webview(/^Examen blanc/);
    await page.getByRole('radio', { name: /^Animation/ }).check();
    await page.getByRole('button', { name: 'Commencer l’examen' }).click();
    await heading(page, 'Question 1 sur 8');
    const file = path.join(session().home, 'exam', 'exam.json');
    const first = await until('the exam on disk', () => (JSON.parse(fs.readFileSync(file, 'utf8')) as { items: { question: string }[] }).items[0]?.question);
    update('communautes', questions => questions.map(one => (one.id === first ? { ...one, stem: `${one.stem} (corrigé)` } : one)));
    await editor.reload();
    page = await editor.webview(/^Examen blanc/);
    await page.getByText('Elle est mise de côté et ne compte pas.').waitFor();
    await page.getByRole('button', { name: 'Question 1 : mise de côté' }).waitFor();
    await inspectQuickly(editor, page, 'an exam whose question changed');
    await page.getByRole('button', { name: 'Terminer…' }).click();
    await page.getByText('Questions sans réponse complète : 7').waitFor();
    await page.getByRole('button', { name: 'Rendre ma copie' }).click();
    await page.getByText(/0 bonnes réponses sur 7/).first().waitFor();
    await page.getByText('parce qu’elles ont changé pendant l’épreuve : 1').waitFor();
    await inspectQuickly(editor, page, 'a result with a question set aside');
  });
});
