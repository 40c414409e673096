import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AuditReport } from '../../src/core/compliance/report';
import { waitFor } from './support/wait';

const folder = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
const at = (name: string) => vscode.Uri.joinPath(folder(), name);
const ours = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Cloud π Native');
const write = (name: string, text: string) => vscode.workspace.fs.writeFile(at(name), Buffer.from(text));
const read = async (name: string) => Buffer.from(await vscode.workspace.fs.readFile(at(name))).toString();
const set = (name: string, value: unknown) => vscode.workspace.getConfiguration('coachCpin').update(name, value, vscode.ConfigurationTarget.Workspace);
const audit = async () => (await vscode.commands.executeCommand<AuditReport | undefined>('coachCpin.audit.run')) ?? assert.fail('no report');
const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: audite, labels: { app: a, env: dev, tier: backend } }\nspec:\n  containers:\n    - name: a\n      image: docker.io/library/nginx\n';

/** Waits until the diagnostics of `uri` satisfy `wanted`; mocha's own time limit ends a wait in vain. */
function settled(uri: vscode.Uri, wanted: (found: readonly vscode.Diagnostic[]) => boolean): Promise<void> {
  return waitFor(vscode.languages.onDidChangeDiagnostics, () => wanted(ours(uri)));
}

describe('the audit of the repository', () => {
  beforeEach(() => write('audite.yaml', pod));
  afterEach(async () => {
    await Promise.all([set('diagnostics', undefined), set('audit.onSave', undefined), set('audit.environment', undefined), set('audit.workspaceEslint', undefined)]);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['audite.yaml', 'autre.yaml', 'rapport.md', 'rapport.sarif', 'rapport.html', 'node_modules', 'eslint.config.js']) await vscode.workspace.fs.delete(at(name), { recursive: true }).then(undefined, () => undefined);
    await audit();
  });

  it('judges the 55 requirements, and lists what it finds in files that nobody opened', async () => {
    const report = await audit();
    assert.equal(report.requirements.length, 55);
    assert.ok(report.findings.some(({ location }) => location.file === 'audite.yaml'));
    await settled(at('audite.yaml'), found => found.some(({ code }) => typeof code === 'object' && code.value === 'kubernetes/probes-required'));
  });

  it('looks at the environment that the setting asks for', async () => {
    await write('autre.yaml', pod.replace('env: dev', 'env: prod'));
    await set('audit.environment', 'prod');
    const report = await audit();
    const found = (file: string) => report.findings.some(({ location }) => location.file === file);
    assert.equal(report.environment, 'prod');
    assert.deepEqual([found('audite.yaml'), found('autre.yaml')], [false, true], 'their labels say dev and prod');
  });

  it('forgets the findings of a file that changes, whose places may be wrong', async () => {
    await set('diagnostics', 'off');
    await audit();
    const document = await vscode.workspace.openTextDocument(at('audite.yaml'));
    await settled(document.uri, found => found.length > 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# un commentaire\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await settled(document.uri, found => found.length === 0);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('runs the folder’s own ESLint only if the setting says so', async () => {
    await write('node_modules/eslint/bin/eslint.js', `console.log(JSON.stringify([{ filePath: require('node:path').join(process.cwd(), 'audite.yaml'), messages: [{ ruleId: 'maison', severity: 2, message: 'dit par ESLint', line: 1, column: 1 }] }]));\n`);
    await write('eslint.config.js', 'module.exports = [];\n');
    const own = async () => (await audit()).findings.filter(({ rule }) => rule === 'eslint/maison').length;
    assert.equal(await own(), 0);
    await set('audit.workspaceEslint', true);
    assert.equal(await own(), 1);
  });

  it('is made again when a file is saved, if the setting says so', async () => {
    await audit();
    await set('audit.onSave', true);
    await write('autre.yaml', pod.replace('audite', 'autre'));
    const document = await vscode.workspace.openTextDocument(at('audite.yaml'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# enregistré\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await document.save());
    await settled(at('autre.yaml'), found => found.length > 0);
  });

  it('opens its report in the editor', async () => {
    await audit();
    await vscode.commands.executeCommand('coachCpin.audit.report');
    const shown = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('coachCpin.audit'));
    await waitFor(vscode.window.tabGroups.onDidChangeTabs, shown);
  });

  it('saves its report, in the format that the name says', async () => {
    await audit();
    for (const name of ['rapport.md', 'rapport.sarif', 'rapport.html']) await vscode.commands.executeCommand('coachCpin.audit.save', at(name));
    assert.match(await read('rapport.md'), /^# Audit CCT[\s\S]*## Exigence par exigence/);
    assert.equal((JSON.parse(await read('rapport.sarif')) as { version: string }).version, '2.1.0');
    assert.match(await read('rapport.html'), /^<!DOCTYPE html>[\s\S]*default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;/);
  });
});
