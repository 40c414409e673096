import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

interface Verdict {
  readonly state: string;
  readonly checks: readonly { readonly check: string; readonly state: string; readonly reason: string; readonly location?: { readonly file: string } }[];
}

const lab = 'rendre-un-deploiement-conforme';
const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
const marker = () => path.join(folder().fsPath, '.cpin-lab.json');
const verify = (argument?: unknown) => vscode.commands.executeCommand<Verdict | undefined>('coachCpin.lab.verify', argument);
const stateOf = (verdict: Verdict | undefined, check: string) => verdict?.checks.find(one => one.check === check)?.state;

function events(type: string): readonly { readonly type: string; readonly lab?: string }[] {
  const home = path.join(process.env['COACH_CPIN_HOME'] ?? assert.fail('no home'), 'journal');
  const lines = existsSync(home) ? readdirSync(home).flatMap(name => readFileSync(path.join(home, name), 'utf8').trim().split('\n')) : [];
  return lines.map(line => JSON.parse(line) as { type: string }).filter(event => event.type === type);
}

/** Accepts what a quick pick proposes first, as Enter does, until `done`; mocha's time limit ends a wait in vain. */
async function accept(done: () => boolean): Promise<void> {
  while (!done()) {
    await new Promise<void>(resolve => setTimeout(resolve, 100));
    if (!done()) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
}

describe('labs', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('notifications.clearAll');
    rmSync(marker(), { force: true });
  });

  it('starts in the open folder when it holds the files already, and leaves them as they are', async () => {
    const before = readFileSync(path.join(folder().fsPath, 'Dockerfile'), 'utf8');
    void vscode.commands.executeCommand('coachCpin.lab.start', lab);
    await accept(() => existsSync(marker()) && events('lab.started').length > 0);
    assert.equal(readFileSync(path.join(folder().fsPath, 'Dockerfile'), 'utf8'), before);
  });

  it('verifies nothing where no lab is started, and says so without failing', async () => {
    assert.equal(await verify(), undefined);
  });

  it('answers an unknown lab with a sentence, not an exception', async () => {
    assert.equal(await verify('inconnu'), undefined);
  });

  it('passes over a damaged marker', async () => {
    writeFileSync(marker(), '{');
    assert.equal(await verify(), undefined);
  });

  it('verifies what is typed before it is saved, saves nothing, and records the verdict', async () => {
    writeFileSync(marker(), JSON.stringify({ lab, content: 'v', startedAt: '2026-11-24T09:30:05.000Z' }));
    const first = await verify();
    assert.equal(first?.state, 'fails');
    assert.equal(stateOf(first, 'images-de-base'), 'fails');
    const uri = vscode.Uri.joinPath(folder(), 'Dockerfile');
    const onDisk = readFileSync(uri.fsPath, 'utf8');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), 'FROM docker.io/library/node:22.14.0-bookworm-slim\nUSER 1000\nCMD ["node", "dist/src/serveur.js"]\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    const second = await verify(lab);
    assert.equal(stateOf(second, 'images-de-base'), 'holds');
    assert.equal(stateOf(second, 'utilisateur-de-l-image'), 'holds');
    assert.equal(stateOf(second, 'image-du-service'), 'fails');
    assert.equal(document.isDirty, true);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), onDisk);
    assert.ok(events('lab.verified').length >= 2);
  });

  it('records a hint when it is shown', async () => {
    writeFileSync(marker(), JSON.stringify({ lab, content: 'v', startedAt: '2026-11-24T09:30:05.000Z' }));
    void vscode.commands.executeCommand('coachCpin.lab.hint', lab);
    await accept(() => events('hint.shown').length > 0);
  });

  it('shows its view and its tests', async () => {
    writeFileSync(marker(), JSON.stringify({ lab, content: 'v', startedAt: '2026-11-24T09:30:05.000Z' }));
    await vscode.commands.executeCommand('coachCpin.labs.focus');
    await vscode.commands.executeCommand('testing.refreshTests');
    await vscode.commands.executeCommand('testing.runAll');
    const before = events('lab.verified').length;
    while (events('lab.verified').length === before) {
      await vscode.commands.executeCommand('testing.runAll');
      await new Promise<void>(resolve => setTimeout(resolve, 100));
    }
  });
});
