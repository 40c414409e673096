import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { session } from './session';

/** What axe-core finds wrong on a page, one line a fault. */
export async function axeFaults(frame: Frame): Promise<string[]> {
  await frame.evaluate(fs.readFileSync(path.join(session().root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.html}`));
  });
}
