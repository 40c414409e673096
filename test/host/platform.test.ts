import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { parse, stringify } from 'yaml';
import { kubeconfigIn, platformFolderOf } from '../../src/node/home';
import { findPlatform, type PlatformClient } from '../../src/node/platform/client';
import { launchPlatform } from '../../src/node/platform/launch';
import { strings } from '../../src/protocol/strings';
import { kubectl } from '../support/kubectl';
import { commitSample } from '../support/sample-repository';
import { waitFor } from './support/wait';

const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open');
const state = (): string => platformFolderOf(folder());
const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(`coachCpin.platform.${command}`, ...args);
const running = async (): Promise<PlatformClient> => (await findPlatform(state())) ?? assert.fail('no platform runs');

const addressOf = (shown: object, name: string, of = vscode.workspace.workspaceFolders?.[0]?.uri.toString()) => vscode.Uri.from({ scheme: 'coachcpin-platform', path: `/${name}`, query: JSON.stringify({ folder: of, shown }) });

/** What a read-only document of ours says. */
const text = async (shown: object, name: string, of?: string) => (await vscode.workspace.openTextDocument(addressOf(shown, name, of))).getText();

describe('the simulated platform', function () {
  this.timeout(60_000);
  let original = '';
  before(() => {
    original = commitSample(folder());
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
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

  it('joins the one that a terminal started', async () => {
    await run('stop');
    const client = await launchPlatform(state(), { node: process.execPath, script: path.join(vscode.extensions.getExtension('coach-cpin.coach-cpin')?.extensionPath ?? '', 'dist', 'cli.js') }, strings('fr').platform);
    await run('start');
    assert.equal((await running()).endpoint.pid, client.endpoint.pid);
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

  it('shows logs and objects in read-only documents, and no secret', async () => {
    await run('start');
    await run('deploy', undefined, 'dev');
    const { projects: [project] } = await (await running()).status();
    const job = project?.pipelines[0]?.jobs.find(({ status }) => status === 'success') ?? assert.fail('no job');
    assert.match(await text({ kind: 'job', id: job.id }, 'job.log'), /Job succeeded/);
    const { namespace = '', workloads = [] } = project?.environments[0] ?? {};
    const pod = workloads[0]?.pods[0]?.name ?? '';
    assert.match(await text({ kind: 'pod', namespace, pod, container: 'guichet', previous: false }, 'pod.log'), /waiting to start: trying and failing to pull image/);
    assert.match(await text({ kind: 'object', path: `/api/v1/namespaces/${namespace}/pods/${pod}` }, 'pod.yaml'), new RegExp(`^kind: Pod$[\\s\\S]*^  name: ${pod}$`, 'm'));
    const secret = await text({ kind: 'object', path: `/api/v1/namespaces/${namespace}/secrets/registry-pull-secret` }, 'secret.yaml');
    assert.match(secret, /\.dockerconfigjson: \(valeur masquée\)/);
  });

  it('follows a log that a tab shows: through the end of its pod, or of the platform', async () => {
    await run('start');
    await run('deploy', undefined, 'dev');
    const client = await running();
    const { namespace = '', workloads = [] } = (await client.status()).projects[0]?.environments[0] ?? {};
    const [gone = '', kept = ''] = workloads[0]?.pods.map(({ name }) => name) ?? [];
    const shown: { says: (wanted: RegExp) => Promise<void>; document: vscode.TextDocument }[] = [];
    for (const pod of [gone, kept]) {
      const document = await vscode.workspace.openTextDocument(addressOf({ kind: 'pod', namespace, pod, container: 'guichet', previous: false }, `${pod}.log`));
      await vscode.window.showTextDocument(document, { preview: false });
      shown.push({ says: wanted => waitFor(vscode.workspace.onDidChangeTextDocument, () => wanted.test(document.getText())), document });
    }
    await Promise.all(shown.map(({ says }) => says(/trying and failing to pull image/)));
    await client.give({ type: 'delete-pod', ref: { group: '', kind: 'Pod', namespace, name: gone }, grace: 0 });
    await shown[0]?.says(/Ce pod n’existe plus/);
    await run('stop');
    await shown[1]?.says(/La plateforme simulée s’est arrêtée\. Ce journal reprend ici/);
    await run('start');
    await shown[1]?.says(/── La plateforme a redémarré ──/);
    assert.ok(!shown[0]?.document.getText().includes('redémarré'), 'a log that has ended is left as it is');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('shows nothing of another folder, whatever an address says', async () => {
    assert.match(await text({ kind: 'job', id: 1 }, 'ailleurs.log', 'file:///ailleurs'), /^Ceci vient de la plateforme d’un dossier qui n’est pas ouvert/);
  });

  describe('a real cluster, which this platform stands for', () => {
    const file = () => path.join(path.dirname(folder()), 'cluster.kubeconfig');
    const set = (name: string) => vscode.workspace.getConfiguration('coachCpin').update('platform.kubeconfig', name || undefined, vscode.ConfigurationTarget.Global);
    let place = { namespace: '', pod: '' };
    let config: { clusters: { cluster: Record<string, unknown> }[]; users: { user: Record<string, unknown> }[] };
    before(async () => {
      await run('start');
      await run('deploy', undefined, 'dev');
      const { namespace = '', workloads = [] } = (await (await running()).status()).projects[0]?.environments[0] ?? {};
      place = { namespace, pod: workloads[0]?.pods[0]?.name ?? '' };
    });
    beforeEach(() => void (config = parse(readFileSync(kubeconfigIn(state()), 'utf8')) as typeof config));
    after(() => set(''));

    /** What is read of it, through a file of its own each time; `answer` is what the user answers, if asked. */
    async function read(shown: object, answer?: string): Promise<{ text: string; asked: string[] }> {
      writeFileSync(file(), stringify(config));
      await set('');
      await set(file());
      const window = vscode.window as unknown as { showWarningMessage: (message: string, ...rest: unknown[]) => Promise<unknown> };
      const real = window.showWarningMessage;
      const asked: string[] = [];
      window.showWarningMessage = (message, ...rest) => {
        asked.push(message);
        return Promise.resolve(rest.find(one => one === answer));
      };
      try {
        return { text: await text(shown, `${Date.now()}.yaml`, 'cluster'), asked };
      } finally {
        window.showWarningMessage = real;
      }
    }
    const pod = () => ({ kind: 'object', path: `/api/v1/namespaces/${place.namespace}/pods/${place.pod}` });

    it('is read, its Secrets’ data never', async () => {
      assert.match((await read(pod())).text, /^kind: Pod$/m);
      assert.match((await read({ kind: 'pod', ...place, container: 'guichet', previous: false })).text, /trying and failing to pull image/);
      const secret = (await read({ kind: 'object', path: `/api/v1/namespaces/${place.namespace}/secrets/registry-pull-secret` })).text;
      assert.match(secret, /^data: \(jamais lu\)$/m);
      assert.ok(!secret.includes('dockerconfigjson:'));
    });

    it('asks before a program is run, by its name; refused, it is not', async () => {
      const trace = path.join(path.dirname(folder()), 'lance');
      const token = config.users[0]?.user['token'];
      const answer = JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', status: { token } });
      const identify = () => {
        const [user] = config.users;
        if (user) user.user = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', `require("fs").writeFileSync(${JSON.stringify(trace)}, ""); process.stdout.write(${JSON.stringify(answer)})`], env: [{ name: 'ELECTRON_RUN_AS_NODE', value: '1' }], interactiveMode: 'Never' } };
      };
      identify();
      const refused = await read(pod());
      assert.deepEqual(refused.asked, [`Lancer « ${process.execPath} » pour lire le cluster « cpin-simulation » ?`]);
      assert.match(refused.text, /n’a pas été accepté/);
      assert.ok(!existsSync(trace));
      const accepted = await read(pod(), `Lancer « ${process.execPath} »`);
      assert.match(accepted.text, /^kind: Pod$/m);
      assert.ok(existsSync(trace));
      rmSync(trace);
    });

    it('says in a sentence why it is not read', async () => {
      const [cluster] = config.clusters;
      if (cluster) cluster.cluster['server'] = 'https://127.0.0.1:1';
      assert.match((await read(pod())).text, /^Le cluster « cpin-simulation » \(https:\/\/127\.0\.0\.1:1\) ne répond pas : ECONNREFUSED/);
    });

    it('is named by the machine’s settings, and by no repository', async () => {
      await assert.rejects(async () => vscode.workspace.getConfiguration('coachCpin').update('platform.kubeconfig', file(), vscode.ConfigurationTarget.Workspace));
    });
  });

  it('explains all that is wrong in a page', async () => {
    await run('start');
    await run('deploy', undefined, 'dev');
    await run('why');
    const shown = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('coachCpin.platform'));
    await waitFor(vscode.window.tabGroups.onDidChangeTabs, shown);
  });

  it('saves its run, is reset, and plays the run again', async () => {
    await run('start');
    await run('deploy', undefined, 'dev');
    const images = async () => (await (await running()).status()).projects.flatMap(project => project.images.map(({ repository, digest }) => `${repository}@${digest}`));
    const before = await images();
    assert.ok(before.length > 0);
    const file = vscode.Uri.file(path.join(path.dirname(folder()), 'essai.cpin-run'));
    await run('saveRun', file);
    await run('reset', true);
    assert.deepEqual(await images(), []);
    await run('loadRun', file);
    assert.deepEqual(await images(), before);
  });

  it('keeps what it holds when a file is no run', async () => {
    await run('start');
    const before = (await (await running()).status()).projects.length;
    const file = vscode.Uri.file(path.join(path.dirname(folder()), 'faux.cpin-run'));
    await vscode.workspace.fs.writeFile(file, Buffer.from('{"cpin":"run","version":1}\n{"at":1,"input":{"type":"exec"}}\n'));
    await run('loadRun', file);
    assert.equal((await (await running()).status()).projects.length, before);
  });

  it('goes back to the run before when a file cannot be played, and says so', async () => {
    await run('start');
    await run('deploy', undefined, 'dev');
    const before = (await (await running()).status()).projects.map(({ slug }) => slug);
    const file = vscode.Uri.file(path.join(path.dirname(folder()), 'abime.cpin-run'));
    // Its only line has the form of a run's, and lacks what it is about.
    await vscode.workspace.fs.writeFile(file, Buffer.from('{"cpin":"run","version":1}\n{"at":1,"input":{"type":"mirrored"}}\n'));
    const window = vscode.window as unknown as { showErrorMessage: (message: string) => Promise<unknown> };
    const real = window.showErrorMessage;
    const said: string[] = [];
    window.showErrorMessage = message => Promise.resolve(void said.push(message));
    try {
      await run('loadRun', file);
    } finally {
      window.showErrorMessage = real;
    }
    assert.match(said.join(), /^Ce déroulé n’a pas pu être rejoué : la plateforme a repris celui d’avant|^This run could not be played: the platform went back to the one before/);
    assert.deepEqual((await (await running()).status()).projects.map(({ slug }) => slug), before);
  });

  it('really runs the tests of the repository when the setting says so, and simulates them otherwise', async () => {
    const set = (value: boolean | undefined) => vscode.workspace.getConfiguration('coachCpin').update('platform.runTests', value, vscode.ConfigurationTarget.Workspace);
    const log = async () => {
      await run('stop');
      await run('start');
      await run('reset', true);
      await run('deploy', undefined, 'dev');
      const client = await running();
      const job = (await client.status()).projects[0]?.pipelines[0]?.jobs.find(({ name }) => name === 'tester') ?? assert.fail('no job');
      return client.jobLog(job.id);
    };
    assert.match(await log(), /tests réputés réussis, sans être exécutés/);
    await set(true);
    try {
      assert.match(await log(), /tests réellement exécutés/);
    } finally {
      await set(undefined);
    }
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
