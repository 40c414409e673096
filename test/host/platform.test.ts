import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { kubeconfigIn, platformFolderOf } from '../../src/node/home';
import { findPlatform, type PlatformClient } from '../../src/node/platform/client';
import { kubectl } from '../support/kubectl';
import { commitSample } from '../support/sample-repository';

const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open');
const state = (): string => platformFolderOf(folder());
const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(`coachCpin.platform.${command}`, ...args);
const running = async (): Promise<PlatformClient> => (await findPlatform(state())) ?? assert.fail('no platform runs');

describe('the simulated platform', function () {
  this.timeout(60_000);
  let original = '';
  before(() => {
    original = commitSample(folder());
  });
  after(async () => {
    await run('stop');
    writeFileSync(path.join(folder(), 'deploiement', 'deployment.yaml'), original);
    rmSync(path.join(folder(), '.git'), { recursive: true, force: true });
  });

  it('is started on the editor’s Node, and joined by who starts it again', async () => {
    await run('start');
    const { pid } = (await running()).endpoint;
    assert.notEqual(pid, process.pid);
    await run('start');
    assert.equal((await running()).endpoint.pid, pid);
  });

  it('deploys what the folder has committed, and answers the kubectl of our terminals', async () => {
    await run('start');
    await run('deploy', undefined, 'dev');
    const { projects: [project] } = await (await running()).status();
    assert.deepEqual(project?.environments.map(({ name }) => name), ['dev']);
    assert.ok((project?.environments[0]?.workloads ?? []).some(({ pods }) => pods.length > 0));
    const { out, err } = await kubectl(kubeconfigIn(state()), 'get', 'pods', '--output', 'name');
    assert.match(out, /^pod\/\w/, err);
  });

  it('keeps its state when it is stopped and started', async () => {
    await run('start');
    await run('deploy', undefined, 'dev');
    const before = (await running()).endpoint.pid;
    await run('stop');
    await run('start');
    const client = await running();
    assert.notEqual(client.endpoint.pid, before);
    assert.equal((await client.status()).projects.length, 1);
  });
});
