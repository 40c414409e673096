// Runs in the extension host: types into a long manifest and times each edit until our diagnostics of the new text arrive.
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import * as vscode from 'vscode';
import { parseAllDocuments } from 'yaml';

const warmUp = 10;
const measured = 60;

/** Entry point that VS Code calls, as it does for tests. */
export async function run(): Promise<void> {
  const [host, port] = (process.env['COACH_CPIN_RESULTS'] ?? '').split(':');
  const socket = net.connect(Number(port), host ?? '127.0.0.1');
  const tell = (event: object) => socket.write(`${JSON.stringify(event)}\n`);
  try {
    await measure();
    tell({ kind: 'pass', title: 'edit → diagnostics' });
  } catch (error) {
    tell({ kind: 'fail', title: 'edit → diagnostics', error: String((error as Error).stack) });
  }
  tell({ kind: 'end' });
  await new Promise<void>(resolve => socket.end(resolve));
}

async function measure(): Promise<void> {
  await vscode.extensions.getExtension('coach-cpin.coach-cpin')?.activate();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'long.yaml'));
  await vscode.window.showTextDocument(document);
  await changed(document.uri);
  const edits: number[] = [];
  const parses: number[] = [];
  for (let turn = 0; turn < warmUp + measured; turn++) {
    // The image of the first container loses and regains its tag: the diagnostics differ after every edit.
    const line = document.getText().split('\n').findIndex(text => text.includes('image:'));
    const at = document.lineAt(line).range;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, at, `          image: docker.io/library/node${turn % 2 === 0 ? ':22.11.0' : ''}`);
    const done = changed(document.uri).then(() => performance.now());
    const start = heard(document);
    await vscode.workspace.applyEdit(edit);
    const end = await done;
    const before = performance.now();
    parseAllDocuments(document.getText(), { version: '1.1', uniqueKeys: false, prettyErrors: false });
    const parsed = performance.now() - before;
    if (turn < warmUp) continue;
    edits.push(end - (await start));
    parses.push(parsed);
  }
  writeFileSync(process.env['COACH_CPIN_FIGURES'] ?? '', JSON.stringify({ edits, parses }));
}

/** Resolves as soon as our diagnostics of `uri` are not the ones there are now. The editor's own event waits 50 ms to group changes: we look instead. */
function changed(uri: vscode.Uri): Promise<void> {
  const shown = () => vscode.languages.getDiagnostics(uri).filter(diagnostic => diagnostic.source === 'Cloud π Native').length;
  const before = shown();
  return new Promise(resolve => {
    const look = () => (shown() === before ? setImmediate(look) : resolve());
    look();
  });
}

/** Resolves when the extension host hears that the text changed: from here on the time is ours, before it is the editor's. */
function heard(document: vscode.TextDocument): Promise<number> {
  return new Promise(resolve => {
    const subscription = vscode.workspace.onDidChangeTextDocument(event => {
      if (event.document !== document) return;
      subscription.dispose();
      resolve(performance.now());
    });
  });
}
