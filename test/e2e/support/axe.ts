import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { themes, type Editor, type Theme } from './editor';
import { session } from './session';
import { until } from './wait';

/** What axe-core finds wrong on a page, one line a fault. */
export async function axeFaults(frame: Frame): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(fs.readFileSync(path.join(session().root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.html}`));
  });
}

const others = (Object.keys(themes) as Theme[]).filter(one => one !== 'light');
/** All that VS Code gives a page when the theme changes: colours on its root, names on its body. */
interface Look {
  readonly root: string;
  readonly body: Readonly<Record<string, string>>;
}
const looks = new Map<Theme, Look>();

const lookOf = (page: Frame): Promise<Look> => page.evaluate(() => ({ root: document.documentElement.style.cssText, body: Object.fromEntries([...document.body.attributes].filter(({ name }) => name === 'class' || name.startsWith('data-vscode')).map(({ name, value }) => [name, value])) }));

const wear = (page: Frame, look: Look): Promise<void> => page.evaluate(({ root, body }) => {
  document.documentElement.style.cssText = root;
  for (const [name, value] of Object.entries(body)) document.body.setAttribute(name, value);
}, look);

/** No fault that axe sees, and a picture, in each theme; the light one is back afterwards. */
export async function inspect(editor: Editor, page: Frame, name: string): Promise<void> {
  for (const theme of [...others, 'light' as const]) {
    await editor.setTheme(theme);
    assert.deepEqual(await axeFaults(page), [], `${name} in ${theme}`);
    await editor.screenshot(name);
  }
}

/**
 * No fault that axe sees in each theme, without a picture: the page is dressed as VS Code dresses it, which takes a tenth of the time that the editor
 * takes to change. What it dresses a page with is learnt from the editor itself, once a run.
 */
export async function inspectQuickly(editor: Editor, page: Frame, name: string): Promise<void> {
  if (looks.size === 0) await learnLooks(editor, page);
  const own = await lookOf(page);
  for (const [theme, look] of looks) {
    await wear(page, look);
    assert.deepEqual(await axeFaults(page), [], `${name} in ${theme}`);
  }
  await wear(page, own);
}

async function learnLooks(editor: Editor, page: Frame): Promise<void> {
  let last = '';
  for (const theme of [...others, 'light' as const]) {
    await editor.setTheme(theme);
    const look = await until(`the page in ${theme}`, async () => {
      const now = await lookOf(page);
      return now.root !== last && now;
    });
    last = look.root;
    looks.set(theme, look);
  }
}

/** Nothing is wider than a page of 320 px, which is what 400 % leaves of a screen of 1280: only code, tables and maps scroll, in their own box. */
export async function reflows(editor: Editor, page: Frame, name: string): Promise<void> {
  const size = editor.page.viewportSize();
  await editor.page.setViewportSize({ width: 620, height: 900 });
  await until(`${name} in a narrow page`, async () => (await page.evaluate(() => document.documentElement.clientWidth)) <= 320);
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
  assert.ok(content <= width, `${name}: ${content} px in ${width}`);
  if (size) await editor.page.setViewportSize(size);
}
