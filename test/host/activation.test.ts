import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const id = 'coach-cpin.coach-cpin';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(id);
  assert.ok(found, `${id} is not installed in this editor`);
  return found;
}

describe('activation', () => {
  it('succeeds', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it('registers every command of the manifest and no other of ours', async () => {
    await extension().activate();
    const manifest = extension().packageJSON as { contributes: { commands: { command: string }[]; views: Record<string, { id: string }[]> } };
    const views = Object.values(manifest.contributes.views).flat().map(view => view.id);
    const contributed = manifest.contributes.commands.map(command => command.command);
    const registered = (await vscode.commands.getCommands(true)).filter(command => command.startsWith('coachCpin.') && !isDerived(command, views));
    assert.deepEqual(registered.sort(), contributed.sort());
  });
});

/** VS Code itself derives commands from each view: to focus it, open it, move it… */
function isDerived(command: string, views: readonly string[]): boolean {
  return /\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/.test(command) && views.includes(command.slice(0, command.lastIndexOf('.')));
}
