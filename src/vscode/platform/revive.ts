import type * as vscode from 'vscode';
import { savedForge } from '../../protocol/forge';
import { savedPlatform } from '../../protocol/platform';
import { savedTimeline } from '../../protocol/timeline';
import type { Tools } from './tools';

/** A panel that the editor gives back after a reload, with what its page kept. What says nothing of ours is closed. */
export function revive({ page, map, timeline, forge }: Tools, name: string, panel: vscode.WebviewPanel, saved: unknown): Promise<void> | void {
  if (name === 'timeline') {
    const run = savedTimeline.safeParse(saved).data;
    return run ? timeline.revive(panel, run) : panel.dispose();
  }
  if (name === 'forge') {
    const item = savedForge.safeParse(saved).data;
    return item ? forge.open(item, panel) : panel.dispose();
  }
  const about = savedPlatform.safeParse(saved).data;
  switch (about?.page) {
    case 'why': return page.open(about, panel);
    case 'map': return map.open(about, panel);
    case undefined: return panel.dispose();
  }
}
