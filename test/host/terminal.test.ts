import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

/** Waits until `ready` is true: the editor opens terminals in its own time. */
async function until(ready: () => boolean): Promise<void> {
  while (!ready()) await new Promise<void>(resolve => setTimeout(resolve, 20));
}
const environment = (terminal: vscode.Terminal) => (terminal.creationOptions as vscode.TerminalOptions).env ?? {};

describe('terminal profile', () => {
  afterEach(() => vscode.window.terminals.forEach(terminal => terminal.dispose()));

  it('puts cpin first on the PATH of its own terminals, and runs on the editor’s Node alone', async () => {
    await vscode.commands.executeCommand('workbench.action.terminal.newWithProfile', { extensionIdentifier: 'coach-cpin.coach-cpin', id: 'coachCpin.terminal', config: { extensionIdentifier: 'coach-cpin.coach-cpin', id: 'coachCpin.terminal', title: 'Cloud π Native' } });
    await until(() => vscode.window.terminals.some(t => environment(t)['PATH']));
    const ours = vscode.window.terminals.find(t => environment(t)['PATH']);
    const first = environment(ours as vscode.Terminal)['PATH']?.split(path.delimiter)[0] ?? '';
    assert.match(environment(ours as vscode.Terminal)['KUBECONFIG'] ?? '', /platforms.[\w-]+.kubeconfig$/);
    // With no other program in reach than the shell's own, the shim still finds its Node; an unknown command ends in 2.
    const failure = await promisify(execFile)(path.join(first, 'cpin'), ['nulle-part'], { env: { PATH: '/nowhere' } }).catch((error: { code: number; stderr: string }) => error);
    assert.equal('code' in failure && failure.code, 2);
    assert.match(failure.stderr, /cpin/);
  });

  it('leaves other terminals alone', () => {
    const plain = vscode.window.createTerminal({ name: 'plain' });
    assert.equal(environment(plain)['PATH'], undefined);
  });
});
