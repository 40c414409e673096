import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Editor } from './support/editor';
import { platformView } from './support/platform';
import { session } from './support/session';
import { until } from './support/wait';

describe('the simulated platform in a folder that is not trusted', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open({ trusted: false });
  });
  after(() => editor.close());

  it('asks for trust, and starts nothing', async () => {
    const pane = await platformView(editor);
    await pane.getByText('fassiez confiance').waitFor();
    await editor.screenshot('platform-untrusted');
  });

  it('reads no real cluster, and runs no program that would identify anyone', async () => {
    const { folder, doubting } = session();
    const [file, trace] = [path.join(folder, 'kubeconfig'), path.join(folder, 'lance')];
    const user = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', `require("fs").writeFileSync(${JSON.stringify(trace)}, "")`], interactiveMode: 'Never' } };
    writeFileSync(file, JSON.stringify({ 'current-context': 'c', contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }], clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }], users: [{ name: 'u', user }] }));
    const server = await doubting();
    const pane = await platformView(editor);
    const cluster = pane.getByRole('treeitem', { name: /^Cluster réel/ });
    await until('the cluster', () => {
      server.settings({ 'coachCpin.platform.kubeconfig': file });
      return cluster.waitFor({ timeout: 2000 }).then(() => true);
    });
    await cluster.click();
    await pane.getByText('auquel vous faites confiance').first().waitFor();
    assert.ok(!existsSync(trace));
    server.settings({ 'coachCpin.platform.kubeconfig': '' });
  });
});
