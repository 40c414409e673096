import assert from 'node:assert/strict';
import { writeFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Answer } from '../../src/core/copilot/answer';
import { passagesOf } from '../../src/core/copilot/passages';
import { searchIn } from '../../src/core/copilot/search';
import { contentFrom } from '../../src/node/content/load';
import { strings } from '../../src/protocol/strings';
import { Keys } from '../../src/vscode/copilot/keys';
import type { Knowledge } from '../../src/vscode/copilot/knowledge';
import { prepareTurn, streamAnswer } from '../../src/vscode/copilot/remote';
import { serverSetting } from '../../src/vscode/copilot/server';
import type { ModelTurn, Turn } from '../../src/vscode/copilot/store';
import type { Coach } from '../../src/vscode/kit/context';
import { fakeModelServer } from '../support/fakeModelServer';

const { copilot } = strings('fr');
const config = () => vscode.workspace.getConfiguration('coachCpin');
const set = async (baseUrl?: string, model?: string) => {
  await config().update('copilot.baseUrl', baseUrl, vscode.ConfigurationTarget.Global);
  await config().update('copilot.model', model, vscode.ConfigurationTarget.Global);
};
const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(tab => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('coachCpin.copilot'));
const wait = () => new Promise<void>(resolve => setTimeout(resolve, 20));
const folder = () => (vscode.workspace.workspaceFolders?.[0] as vscode.WorkspaceFolder).uri;

async function openFaulty(): Promise<{ uri: vscode.Uri; diagnostic: vscode.Diagnostic }> {
  const uri = vscode.Uri.joinPath(folder(), 'deploiement', 'deployment.yaml');
  await vscode.window.showTextDocument(uri);
  for (;;) {
    const diagnostic = vscode.languages.getDiagnostics(uri).find(d => typeof d.code === 'object' && d.code.value === 'kubernetes/resources-required');
    if (diagnostic) return { uri, diagnostic };
    await wait();
  }
}

async function ownKnowledge(): Promise<Knowledge> {
  const extension = vscode.extensions.getExtension('coach-cpin.coach-cpin') as vscode.Extension<unknown>;
  const content = contentFrom(path.join(extension.extensionPath, 'dist', 'content'));
  const catalog = await content.catalog();
  const library = { catalog, modules: await Promise.all(catalog.modules.map(m => content.module(m.id))) };
  return { library, search: searchIn(passagesOf(library)) };
}

describe('copilot', () => {
  afterEach(async () => {
    await set();
    await vscode.window.tabGroups.close(tabs());
    while (tabs().length > 0) await wait();
  });

  it('offers to explain each finding, and explains it in a panel', async () => {
    const { uri, diagnostic } = await openFaulty();
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, diagnostic.range, vscode.CodeActionKind.QuickFix.value);
    const action = actions.find(a => a.command?.command === 'coachCpin.copilot.explain' && (a.command.arguments?.[0] as { rule: string }).rule === 'kubernetes/resources-required');
    assert.ok(action);
    assert.match(action.title, /^Expliquer avec le copilote/);
    const answer = await vscode.commands.executeCommand<Answer>('coachCpin.copilot.explain', ...(action.command?.arguments ?? []));
    assert.equal(answer.parts.length, 5);
    assert.match(answer.parts[0]?.markdown ?? '', /deploiement\/deployment\.yaml/);
    while (tabs().length !== 1) await wait();
  });
  it('explains the finding under the cursor when it is given none', async () => {
    const { diagnostic } = await openFaulty();
    (vscode.window.activeTextEditor as vscode.TextEditor).selection = new vscode.Selection(diagnostic.range.start, diagnostic.range.start);
    const answer = await vscode.commands.executeCommand<Answer | undefined>('coachCpin.copilot.explain');
    assert.ok(answer?.found);
  });
  it('answers something sensible to a damaged argument and to an unknown rule', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.equal(await vscode.commands.executeCommand('coachCpin.copilot.explain', { uri: 12 }), undefined);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const answer = await vscode.commands.executeCommand<Answer>('coachCpin.copilot.explain', { uri: 'file:///nulle/part.yaml', rule: 'autre/regle', message: 'x', range });
    assert.equal(answer.found, false);
  });

  it('takes its server from the user, and never from a workspace', async () => {
    assert.deepEqual(serverSetting(copilot), { state: 'none' });
    const settings = path.join(folder().fsPath, '.vscode', 'settings.json');
    await mkdir(path.dirname(settings), { recursive: true });
    await writeFile(settings, JSON.stringify({ 'coachCpin.copilot.baseUrl': 'https://voleur.exemple.fr/v1', 'coachCpin.copilot.model': 'm', 'coachCpin.language': 'en' }));
    try {
      // The other setting of the same file shows that the editor has read it.
      while (config().get('language') !== 'en') await wait();
      assert.deepEqual(serverSetting(copilot), { state: 'none' });
      await set('http://127.0.0.1:1/v1', 'petit');
      const setting = serverSetting(copilot);
      assert.ok(setting.state === 'ready');
      assert.equal(setting.server.origin, 'http://127.0.0.1:1');
    } finally {
      await rm(settings);
    }
  });
  it('says why an address is refused, and that a model is missing', async () => {
    await set('http://exemple.fr/v1', 'petit');
    assert.deepEqual(serverSetting(copilot), { state: 'refused', problem: copilot.refusedInsecure });
    await set('https://exemple.fr/v1');
    assert.deepEqual(serverSetting(copilot), { state: 'refused', problem: copilot.noModel });
  });

  it('sends the very messages of the preview, without the secrets of the file', async () => {
    const server = await fakeModelServer({ kind: 'answer', pieces: ['Voir ', '[rule:kubernetes/resources-required].'] });
    await set(server.baseUrl, 'petit');
    const setting = serverSetting(copilot);
    assert.ok(setting.state === 'ready');
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: 'kind: Secret\nstringData:\n  cle: valeur-tres-secrete-1\n' });
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } };
    const turn: Turn = { id: 1, question: 'valeur-tres-secrete-1 ?', finding: { uri: document.uri.toString(), rule: 'kubernetes/resources-required', message: 'x', range }, answer: { title: 't', found: true, parts: [] } };
    const prepared = prepareTurn([turn], turn, setting.server, setting.model, await ownKnowledge(), copilot);
    const shown = JSON.stringify(prepared.outgoing.messages);
    const states: ModelTurn[] = [];
    await streamAnswer({ ...prepared, preview: 1 }, 'cle-a', new AbortController().signal, state => states.push(state));
    const body = JSON.parse(server.received[0]?.body ?? '{}') as { messages: unknown };
    assert.equal(JSON.stringify(body.messages), shown);
    assert.doesNotMatch(shown, /valeur-tres-secrete/);
    assert.match(shown, /cle: ⟦masqué:secret-kubernetes⟧/);
    assert.deepEqual(states.at(-1), { origin: server.origin, model: 'petit', text: 'Voir [rule:kubernetes/resources-required].', status: 'done' });
    await server.stop();
  });

  it('keeps a key for the origin it was entered for alone', async () => {
    const secrets = new Map([['copilot.key@https://a.fr', 'cle-a']]);
    const keys = new Keys({ extension: { secrets: { get: (name: string) => Promise.resolve(secrets.get(name)) } } } as unknown as Coach);
    assert.equal(await keys.of('https://a.fr'), 'cle-a');
    for (const other of ['https://a.fr:8443', 'http://a.fr', 'https://a.fr.evil.fr', 'https://b.fr']) assert.equal(await keys.of(other), undefined);
  });
});
