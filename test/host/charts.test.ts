import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { waitFor } from './support/wait';

const folder = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder(), 'essai-chart', name);
const rulesAt = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Cloud π Native').map(({ code, range }) => `${range.start.line + 1} ${typeof code === 'object' ? String(code.value) : ''}`);
const setMode = (mode: string | undefined) => vscode.workspace.getConfiguration('coachCpin').update('diagnostics', mode, vscode.ConfigurationTarget.Workspace);

/** Waits until what is found in a file satisfies `wanted`; mocha's own time limit ends a wait in vain. */
function settled(uri: vscode.Uri, wanted: (found: readonly string[]) => boolean): Promise<void> {
  return waitFor(vscode.languages.onDidChangeDiagnostics, () => wanted(rulesAt(uri)));
}

describe('charts', function () {
  this.timeout(60_000);
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: essai\nversion: 0.1.0\n',
    'values.yaml': 'image:\n  tag: latest\n',
    'templates/pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  containers:\n    - name: a\n      image: "registry.exemple.test/a:{{ .Values.image.tag }}"\n',
  };

  before(async () => {
    for (const [name, text] of Object.entries(files)) await vscode.workspace.fs.writeFile(at(name), Buffer.from(text));
    await setMode('on');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder().with({ path: at('').path.replace(/\/$/, '') }), { recursive: true });
    await setMode(undefined);
  });

  it('says what is found at the value that makes it, and no more once it is saved right', async () => {
    const values = await vscode.workspace.openTextDocument(at('values.yaml'));
    await vscode.window.showTextDocument(values);
    await vscode.commands.executeCommand('workbench.action.files.save');
    await settled(values.uri, found => found.includes('2 kubernetes/image-tag-pinned'));
    assert.ok(rulesAt(at('templates/pod.yaml')).includes('7 kubernetes/probes-required'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(values.uri, new vscode.Range(1, 7, 1, 13), '1.0.0');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await values.save());
    await settled(values.uri, found => !found.some(one => one.includes('image-tag-pinned')));
  });

  it('counts the findings above Chart.yaml and shows what is rendered, read-only', async () => {
    const head = await vscode.workspace.openTextDocument(at('Chart.yaml'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', head.uri);
    assert.match(lenses[0]?.command?.title ?? '', /^Constats dans ce qui est rendu : [1-9]/);
    const show = lenses[1]?.command;
    assert.ok(show);
    await vscode.commands.executeCommand(show.command, ...(show.arguments ?? []) as unknown[]);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, 'coachcpin-render');
    assert.match(shown.getText(), /^---\n# essai-chart\/templates\/pod\.yaml\napiVersion: v1\nkind: Pod\n[^]*image: "registry\.exemple\.test\/a:1\.0\.0"\n$/);
  });
});
