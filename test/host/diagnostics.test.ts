import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { waitFor } from './support/wait';

const source = 'Cloud π Native';
const folder = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
const ours = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(diagnostic => diagnostic.source === source);
const rules = (uri: vscode.Uri) => [...new Set(ours(uri).map(diagnostic => (typeof diagnostic.code === 'object' ? String(diagnostic.code.value) : '')))].sort();

/** Waits until the diagnostics of `uri` satisfy `wanted`; mocha's own time limit ends a wait in vain. */
function settled(uri: vscode.Uri, wanted: (found: readonly vscode.Diagnostic[]) => boolean): Promise<void> {
  return waitFor(vscode.languages.onDidChangeDiagnostics, () => wanted(ours(uri)));
}

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  await vscode.window.showTextDocument(document);
  return document;
}

async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

const setMode = (mode: string | undefined) => vscode.workspace.getConfiguration('coachCpin').update('diagnostics', mode, vscode.ConfigurationTarget.Workspace);

describe('diagnostics', () => {
  const name = 'essai.yaml';
  const container = (image: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: essai # gardé\n  labels: { app: essai, env: dev, tier: backend }\nspec:\n  containers:\n    - name: essai\n      image: ${image}\n      imagePullPolicy: IfNotPresent\n      livenessProbe: { tcpSocket: { port: 8080 } }\n      resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: 10m, memory: 16Mi } }\n`;

  beforeEach(async () => {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), name), Buffer.from(container('docker.io/library/nginx')));
  });

  afterEach(async () => {
    await setMode(undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), name));
  });

  it('shows the findings of an open manifest, with the page of the rule behind the code', async () => {
    const document = await open(name);
    await settled(document.uri, found => found.length > 0);
    assert.deepEqual(rules(document.uri), ['kubernetes/image-tag-pinned']);
    const [finding] = ours(document.uri);
    assert.equal(document.getText(finding?.range), 'docker.io/library/nginx');
    const target = typeof finding?.code === 'object' && 'target' in finding.code ? finding.code.target.toString(true) : '';
    assert.match(target, /^command:coachCpin\.rule\.open\?\["kubernetes\/image-tag-pinned"\]$/);
  });

  it('follows what is typed, saved or not', async () => {
    const document = await open(name);
    await settled(document.uri, found => found.length === 1);
    await replace(document, container('docker.io/library/nginx:1.27'));
    await settled(document.uri, found => found.length === 0);
    assert.equal(document.isDirty, true);
  });

  it('says where a broken manifest stops being readable', async () => {
    const document = await open(name);
    await replace(document, 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: essai\n');
    await settled(document.uri, found => found.some(diagnostic => diagnostic.range.start.line === 3));
  });

  it('keeps quiet when asked to, and in a folder without our markers', async () => {
    const document = await open(name);
    await settled(document.uri, found => found.length > 0);
    await setMode('off');
    await settled(document.uri, found => found.length === 0);
    await setMode('on');
    await settled(document.uri, found => found.length > 0);
  });

  it('offers a fix that mends the finding and leaves the comments', async () => {
    const document = await open(name);
    await replace(document, container('docker.io/library/nginx:1.27').replace('spec:\n', 'spec:\n  securityContext: { runAsUser: 1000 }\n'));
    await settled(document.uri, found => found.length === 1 && found[0]?.message.includes('runAsUser') === true);
    const [finding] = ours(document.uri);
    assert.ok(finding);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, finding.range, vscode.CodeActionKind.QuickFix.value);
    const fix = actions.find(action => action.edit);
    assert.ok(fix?.edit, 'a fix is offered');
    await vscode.workspace.applyEdit(fix.edit);
    await settled(document.uri, found => found.length === 0);
    assert.match(document.getText(), /# gardé/);
    assert.doesNotMatch(document.getText(), /runAsUser/);
  });

  it('says what a field is when one points at it', async () => {
    const document = await open(name);
    const at = document.positionAt(document.getText().indexOf('imagePullPolicy') + 3);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const text = hovers.flatMap(hover => hover.contents.map(content => (content as vscode.MarkdownString).value)).join('\n');
    assert.match(text, /`spec\.containers\.imagePullPolicy` \(string\)/);
    assert.match(text, /`Always`, `IfNotPresent`, `Never`/);
  });

  it('tells in a hover which requirement is at stake, and leads to the rule and to the copilot', async () => {
    const document = await open(name);
    await settled(document.uri, found => found.length > 0);
    const [finding] = ours(document.uri);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, finding?.range.start);
    const text = hovers.flatMap(hover => hover.contents.map(content => (content as vscode.MarkdownString).value)).join('\n');
    for (const expected of ['EXI-ARCH-27', 'command:coachCpin.rule.open', 'command:coachCpin.copilot.explain']) assert.ok(text.includes(expected), `${expected} in ${text}`);
  });

  describe('of source code', () => {
    // In a folder of its own: the sample has sources too, which other tests need.
    const module = 'essai/src/domain/essai.ts';
    const write = (name: string, text: string) => vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), name), Buffer.from(text));
    const actionsAt = (document: vscode.TextDocument, range: vscode.Range, resolved = 0) => vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.QuickFix.value, resolved);

    beforeEach(async () => {
      await setMode('on');
      await write(module, "import type { Base } from '../infrastructure/essai-base';\nexport const apiUrl = 'https://api.recette.gouv.fr';\nexport const lire = (b: Base) => b.lire();\nexport function vieux(n: number) {\n  let a = n;\n  let b = n;\n  return a + b;\n}\n");
      await write('essai/src/infrastructure/essai-base.ts', 'export class Base {\n  lire(): string {\n    return String(1);\n  }\n}\n');
    });
    afterEach(() => vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'essai'), { recursive: true }));

    it('shows those of a module, from its text alone', async () => {
      const document = await open(module);
      await settled(document.uri, found => found.length === 4);
      assert.deepEqual(rules(document.uri), ['architecture/forbidden-import', 'architecture/no-hardcoded-config', 'typescript/const-by-default']);
    });

    it('offers to fix one, all of a rule, or in the repository after a preview', async () => {
      const document = await open(module);
      await settled(document.uri, found => found.length === 4);
      const line = (number: number) => document.lineAt(number).range;
      const all = (await actionsAt(document, line(4))).find(action => action.title.includes('2 écarts'));
      assert.ok(all?.edit);
      assert.ok((await actionsAt(document, line(1))).some(action => action.edit && action.title.includes('API_URL')));
      const wide = (await actionsAt(document, line(0), 10)).find(action => action.title.includes('dans le dépôt'));
      const entries = wide?.edit?.entries() ?? [];
      assert.ok(entries.some(([uri]) => uri.path.endsWith('src/infrastructure/essai-base.ts')) && entries.some(([uri]) => uri.path.endsWith(module)), JSON.stringify(wide));
      await vscode.workspace.applyEdit(all.edit);
      assert.match(document.getText(), /const a = n;\n {2}const b = n;/);
    });
  });
});
