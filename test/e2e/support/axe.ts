import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { themes, type Editor, type Theme } from './editor';
import { session } from './session';

/** What axe-core finds wrong on a page, one line a fault. */
export async function axeFaults(frame: Frame): Promise<string[]> {
  await frame.evaluate(fs.readFileSync(path.join(session().root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.html}`));
  });
}

/** No fault that axe sees, and a picture, in each theme; the light one is back afterwards. */
export async function inspect(editor: Editor, page: Frame, name: string): Promise<void> {
  for (const theme of [...(Object.keys(themes) as Theme[]).filter(one => one !== 'light'), 'light' as const]) {
    await editor.setTheme(theme);
    assert.deepEqual(await axeFaults(page), [], `${name} in ${theme}`);
    await editor.screenshot(name);
  }
}
