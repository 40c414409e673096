import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { waitFor } from './support/wait';

// The runner gives the tests a home of their own: nobody's journal is touched.
const home = process.env.COACH_CPIN_HOME;
assert.ok(home);
const folder = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
let tests = 0;
/** A file for each test: the editor keeps a closed document for a while, and would not take what is written under it. */
const manifest = () => vscode.Uri.joinPath(folder(), `revue-${tests}.yaml`);
const findings = () => vscode.languages.getDiagnostics(manifest()).filter(one => one.source === 'Cloud π Native');
/** Waits until the manifest has that many findings of ours; mocha's own time limit ends a wait in vain. */
function settled(wanted: (count: number) => boolean): Promise<void> {
  return waitFor(vscode.languages.onDidChangeDiagnostics, () => wanted(findings().length));
}

/** Stands in for the person whom the editor asks: answers `answer` to what is confirmed, and chooses nothing. Resolves to the first choice proposed. */
async function proposed(): Promise<string> {
  const window = vscode.window as unknown as { showQuickPick: (items: readonly vscode.QuickPickItem[]) => Promise<undefined> };
  const real = window.showQuickPick;
  let first: vscode.QuickPickItem | undefined;
  window.showQuickPick = items => Promise.resolve(void (first = items[0]));
  try {
    assert.equal(await vscode.commands.executeCommand('coachCpin.quiz.start'), undefined, 'nothing runs: a subject is asked for');
    return `${first?.label ?? ''}, ${first?.description ?? ''}`;
  } finally {
    window.showQuickPick = real;
  }
}

/** Forgets sessions and journal, as *Effacer mes données* does once confirmed. */
async function erase(): Promise<void> {
  const window = vscode.window as unknown as { showWarningMessage: (...rest: unknown[]) => Promise<unknown> };
  const real = window.showWarningMessage;
  window.showWarningMessage = () => Promise.resolve('Tout effacer');
  try {
    await vscode.commands.executeCommand('coachCpin.progress.erase');
  } finally {
    window.showWarningMessage = real;
  }
}

/** Shows the manifest with this text, saved. */
async function show(text: string): Promise<void> {
  await vscode.workspace.fs.stat(manifest()).then(undefined, () => vscode.workspace.fs.writeFile(manifest(), Buffer.from('# vide\n')));
  const document = await vscode.workspace.openTextDocument(manifest());
  await vscode.window.showTextDocument(document);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
  assert.equal(await document.save(), true);
}

const pod = (container: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: revue\n  labels: { app: revue, env: dev, tier: backend }\nspec:\n  containers:\n    - name: revue\n      imagePullPolicy: IfNotPresent\n${container}`;
const oneFault = pod('      image: docker.io/library/nginx\n      livenessProbe: { tcpSocket: { port: 8080 } }\n      resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: 10m, memory: 16Mi } }\n');
const manyFaults = pod('      image: docker.io/library/nginx\n      ports: [{ containerPort: 80 }]\n      securityContext: { runAsUser: 0, privileged: true }\n  volumes: [{ name: noeud, hostPath: { path: /var } }]\n');

/** Writes in the journal, as a terminal would, that every check of the first lab failed just now. */
function failLab(): void {
  const checks = ['deploiement-present', 'image-du-service', 'labels-du-service'].map(check => ({ check, state: 'fails' }));
  mkdirSync(path.join(String(home), 'journal'), { recursive: true });
  const event = { id: 'revue-lab', at: new Date().toISOString(), content: 'host', type: 'lab.verified', lab: 'rendre-un-deploiement-conforme', state: 'fails', checks };
  appendFileSync(path.join(String(home), 'journal', 'terminal.jsonl'), `${JSON.stringify(event)}\n`);
}

describe('the review of the day', () => {
  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // What an audit found goes too.
    await erase();
    tests++;
  });

  afterEach(async () => {
    await show('# rien\n');
    await settled(count => count === 0);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(manifest());
    await erase();
  });

  it('is not proposed while nothing was learnt, nor is wrong', async () => {
    assert.doesNotMatch(await proposed(), /^Révision du jour/);
    assert.equal(await vscode.commands.executeCommand('coachCpin.quiz.start', 'review'), undefined);
  });

  it('asks about what is wrong in the open files, five objectives a day at most, until it is mended', async () => {
    await show(oneFault);
    await settled(count => count === 1);
    assert.match(await proposed(), /^Révision du jour, [1-5] questions? à revoir$/);
    await show(manyFaults);
    await settled(count => count > 5);
    assert.match(await proposed(), /^Révision du jour, 5 questions à revoir$/);
    assert.ok(await vscode.commands.executeCommand('coachCpin.quiz.start', 'review'), 'it begins');
  });

  it('is as long as its setting says, at most', async () => {
    const configuration = vscode.workspace.getConfiguration('coachCpin');
    await show(manyFaults);
    await settled(count => count > 5);
    await configuration.update('review.daily', 2, vscode.ConfigurationTarget.Global);
    try {
      assert.match(await proposed(), /^Révision du jour, 2 questions à revoir$/);
    } finally {
      await configuration.update('review.daily', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('asks about the checks of a lab that failed, with what is wrong five objectives a day at most', async () => {
    failLab();
    assert.match(await proposed(), /^Révision du jour, 2 questions à revoir$/);
    await show(manyFaults);
    await settled(count => count > 5);
    assert.match(await proposed(), /^Révision du jour, 5 questions à revoir$/);
  });
});

describe('a suggestion', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));
  const suggest = (ref: unknown) => vscode.commands.executeCommand<string | undefined>('coachCpin.suggest', ref);

  it('opens a note with what it is about, its id and the version of the content; a question’s tells no answer', async () => {
    const note = await suggest('question:practitioner.cct.q02');
    assert.ok(note);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), note);
    assert.equal(vscode.window.activeTextEditor.document.languageId, 'markdown');
    assert.match(note, /question:practitioner\.cct\.q02/);
    assert.doesNotMatch(note, /correct|misconception/);
  });

  it('takes a lesson and a term of the glossary', async () => {
    for (const ref of ['lesson:practitioner.cct.lire', 'term:cct']) {
      assert.match((await suggest(ref)) ?? '', new RegExp(ref));
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  it('opens nothing for what does not exist', async () => {
    const before = vscode.window.activeTextEditor?.document.uri.toString();
    for (const ref of ['question:nulle.part.q01', undefined, 3]) assert.equal(await suggest(ref), undefined);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), before);
  });
});
