// In a real VS Code with the packaged extension, already active: from a command to its page drawn, beside VS Code's own Markdown preview.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchBrowser } from '../../host/support/browser.mjs';
import { root } from '../../host/support/paths.mjs';
import { copySample } from '../../host/support/sample.mjs';
import { startServer } from '../../host/support/server.mjs';
import { median, percentile } from './numbers.mjs';

const measured = 10;
const preview = 'Markdown: Open Preview';

/** @returns {Promise<import('../run.mjs').Row[]>} */
export async function pageRows(folder) {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const place = path.join(folder, 'pages');
  const workspace = copySample(path.join(place, 'workspace'));
  const server = await startServer({ folder: place, extensions: [path.join(root, `coach-cpin-${version}.vsix`)], env: { COACH_CPIN_HOME: path.join(place, 'user') } });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(noteClicks);
    await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}`);
    await page.locator('.explorer-item, .monaco-list-row').filter({ hasText: 'README.md' }).first().dblclick();
    await page.getByRole('tab', { name: /README\.md/ }).waitFor();
    const questions = titleOf('coachCpin.quiz.start');
    // The editor itself takes seconds to make the second page of a window, whoever asks for it, and never again: the preview pays for both.
    for (let turn = 0; turn < 2; turn++) await shown(page, await choose(page, preview));
    // The first time, a subject is asked for and the content is read; from then on the command comes back to the first question.
    await (await choose(page, questions)).click();
    const subject = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Module' }).first();
    await subject.waitFor();
    const first = await shown(page, subject);
    const ours = [];
    const previews = [];
    for (let turn = 0; turn < measured; turn++) {
      ours.push(await shown(page, await choose(page, questions)));
      previews.push(await shown(page, await choose(page, preview)));
    }
    const words = times => `p50 ${Math.round(median(times))} ms, p95 ${Math.round(percentile(times, 0.95))} ms`;
    return [{ what: `command → first question drawn, ${measured} times`, ours: `${words(ours)}; with the content to read ${Math.round(first)} ms`, peer: `Markdown preview ${words(previews)}`, target: '≤ 300 ms' }];
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** How the palette names a command of ours in an English editor. */
function titleOf(id) {
  const read = name => JSON.parse(fs.readFileSync(path.join(root, name), 'utf8'));
  const { title, category } = read('package.json').contributes.commands.find(one => one.command === id);
  return [category, title].map(text => text.replace(/^%(.+)%$/, (_, key) => read('package.nls.en.json')[key])).join(': ');
}

/** Types a command in the palette, and answers the row that runs it. Drawn pages take the focus, which closes the palette, and it lists the commands there were when it opened: it is opened again until ours is there. */
async function choose(page, title) {
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ has: page.getByText(title, { exact: true }) }).first();
  const typed = async () => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill(`>${title}`, { timeout: 6000 });
    await row.waitFor({ timeout: 6000 });
    return true;
  };
  for (let tries = 0; tries < 20; tries++) if (await typed().catch(() => page.keyboard.press('Escape').then(() => false))) return row;
  throw new Error(`The palette does not list « ${title} ».`);
}

/** Runs in every frame before anything else: notes when something is last clicked, on the machine's clock. */
function noteClicks() {
  addEventListener('mousedown', () => { window.askedAt = performance.timeOrigin + performance.now(); }, true);
}

/** In a frame: now, on the machine's clock, once its title is there to be seen. */
function drawnAt() {
  return document.querySelector('h1')?.checkVisibility() ? performance.timeOrigin + performance.now() : undefined;
}

/** Clicks the row, looks every few milliseconds for the title of the page that opens, closes that page, and answers how long it took by the pages' own clocks: a little too much, the same for both. */
async function shown(page, row) {
  const before = new Set(page.frames());
  await row.click();
  const limit = performance.now() + 30_000;
  let drawn;
  while (drawn === undefined) {
    const seen = await Promise.all(page.frames().filter(frame => !before.has(frame)).map(frame => frame.evaluate(drawnAt).catch(() => undefined)));
    drawn = seen.find(at => at !== undefined);
    if (performance.now() > limit) throw new Error('No page was drawn within 30 s.');
    await pause(5);
  }
  const taken = drawn - (await page.evaluate(() => window.askedAt));
  // A page may be drawn before its tab is: the file's must not be closed in its stead.
  const opened = page.locator('.tab.active').filter({ hasNotText: /^README\.md/ });
  await opened.click({ button: 'middle' });
  await opened.waitFor({ state: 'detached' });
  return taken;
}
