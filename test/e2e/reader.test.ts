import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { inspect, inspectQuickly } from './support/axe';
import { Editor } from './support/editor';
import { session } from './support/session';
import { until } from './support/wait';

const rule = 'Au moins une sonde par conteneur';
const title = (page: Frame) => page.locator('h1').textContent();

describe('reader', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
    await editor.runCommand('coachCpin.rule.open');
    await editor.pick(rule);
  });
  after(() => editor.close());

  /** The page of the reader that has this title. */
  const page = (wanted: string) => until(`the page « ${wanted} »`, async () => {
    const frame = await editor.webview(wanted);
    return (await title(frame)) === wanted && frame;
  });

  /** Follows the first link to a page of this kind, with the keyboard, and answers the page's title. */
  const follow = async (from: Frame, kind: string) => {
    const link = from.locator(`.link-list a[data-link^="coach:${kind}:"]`).first();
    await link.focus();
    await editor.page.keyboard.press('Enter');
  };

  it('reads well in every theme, according to axe-core', async () => {
    await inspect(editor, await page(rule), 'reader-rule');
  });

  it('explains a term in place, by keyboard, and closes it with Escape', async () => {
    const shown = await page(rule);
    const term = shown.locator('button.term').first();
    const definition = shown.locator(`#${await term.getAttribute('popovertarget')}`);
    await term.focus();
    await editor.page.keyboard.press('Enter');
    await definition.waitFor();
    await inspectQuickly(editor, shown, 'a term explained');
    await editor.page.keyboard.press('Escape');
    await definition.waitFor({ state: 'hidden' });
  });

  it('goes to a lesson and back, where the page was left', async () => {
    const shown = await page(rule);
    await follow(shown, 'lesson');
    await until('another page', async () => (await shown.locator('.reader .end').count()) > 0);
    await inspectQuickly(editor, shown, 'a lesson');
    await editor.screenshots('reader-lesson');
    await editor.page.keyboard.press('Alt+ArrowLeft');
    await page(rule);
    assert.ok(await until('the place it was left', () => shown.evaluate(() => window.scrollY > 0)));
    await editor.page.keyboard.press('Alt+ArrowRight');
    await until('the lesson again', async () => (await shown.locator('.reader .end').count()) > 0);
  });

  it('writes that a lesson was read when its end is reached, once', async () => {
    const { home } = session();
    const shown = await editor.webview(/./);
    const read = () => lines(home).filter(line => line.includes('"lesson.read"')).length;
    assert.equal(read(), 0);
    await shown.locator('.end').scrollIntoViewIfNeeded();
    await shown.locator('.end .badge.success').waitFor();
    await inspectQuickly(editor, shown, 'a lesson that was read');
    await shown.evaluate(() => window.scrollTo(0, 0));
    await shown.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    assert.equal(read(), 1);
  });

  it('opens a note about a lesson, to be completed and sent by its reader', async () => {
    const shown = await editor.webview(/./);
    await shown.getByRole('button', { name: 'Suggérer une amélioration' }).click();
    await editor.page.locator('.view-lines').filter({ hasText: /lesson:[a-z]+\./ }).waitFor();
    await editor.runCommand('View: Revert and Close Editor');
  });

  it('comes back on the same page after a reload', async () => {
    const before = await title(await editor.webview(/./));
    await editor.reload();
    assert.ok(before);
    await page(before);
  });

  it('opens a source’s address only through the editor, which asks first', async () => {
    const shown = await editor.webview(/./);
    await follow(shown, 'source');
    const online = shown.locator('a[data-link^="https://"]').first();
    await online.waitFor();
    await inspectQuickly(editor, shown, 'a source');
    await online.click();
    await editor.page.locator('.monaco-dialog-box').waitFor();
    await editor.page.keyboard.press('Escape');
  });

  /** Follows a link of ours that its page did not hold. */
  const goTo = async (from: Frame, ref: string) => {
    await from.locator('.markdown').first().evaluate((element, href) => element.insertAdjacentHTML('beforeend', `<a href="#" id="elsewhere" data-link="coach:${href}">x</a>`), ref);
    await from.locator('#elsewhere').click();
  };

  it('says that a page does not exist, and where to begin again', async () => {
    const shown = await editor.webview(/./);
    await goTo(shown, 'term:rien-de-tel');
    const missing = await page('Page introuvable');
    await missing.getByText('term:rien-de-tel').waitFor();
    await inspect(editor, missing, 'reader-not-found');
    await missing.locator('.link-list a[data-link^="coach:competence:"]').first().click();
    await until('a competence', async () => (await missing.locator('a[data-link^="coach:quiz:"]').count()) > 0);
    await inspectQuickly(editor, missing, 'a competence');
    await editor.page.keyboard.press('Alt+ArrowLeft');
    await page('Page introuvable');
  });

  it('follows no link but ours, whatever its page says', async () => {
    const shown = await editor.webview(/./);
    const markdown = shown.locator('.markdown').first();
    await markdown.evaluate(element => element.insertAdjacentHTML('beforeend', '<a href="#" id="hostile" data-link="command:workbench.action.closeAllEditors">x</a>'));
    await shown.locator('#hostile').click();
    await editor.notification(/n’a pas été ouvert/);
  });

  it('has nothing wider than a narrow page', async () => {
    await editor.page.setViewportSize({ width: 640, height: 800 });
    const shown = await editor.webview(/./);
    const [content, width] = await shown.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok((content ?? 0) <= (width ?? 0), `${content} px in ${width}`);
  });
});

/** Every line of the journal. */
function lines(home: string): string[] {
  const folder = path.join(home, 'journal');
  return fs.existsSync(folder) ? fs.readdirSync(folder).flatMap(name => fs.readFileSync(path.join(folder, name), 'utf8').split('\n')) : [];
}
