import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { WorkloadView } from '../../core/platform/view/status';
import type { Asked } from '../../node/kube/credentials';
import type { Target } from '../../node/kube/kubeconfig';
import type { KubeReader } from '../../node/platform/kube';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';
import { settings } from '../kit/ids';

/** A cluster that can be read now. */
export interface OpenCluster {
  readonly target: Target;
  readonly api: KubeReader;
}

/** The real cluster that the user's own settings name, read-only. Nothing of it is opened before it is looked at, nor in a workspace that is not trusted. */
export class RealCluster implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;
  private opened: Promise<OpenCluster> | undefined;
  /** What was accepted or not in this window, by all that would be run. */
  private readonly answers = new Map<string, Promise<boolean>>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly coach: Coach) {
    const section = `${settings.section}.${settings.platformKubeconfig}`;
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidChangeConfiguration(change => change.affectsConfiguration(section) && this.refresh()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
    );
  }

  /** The kubeconfig file of the setting; undefined when there is none. */
  get file(): string | undefined {
    const set = vscode.workspace.getConfiguration(settings.section).get(settings.platformKubeconfig, '').trim();
    return set === '' ? undefined : path.resolve(os.homedir(), set.replace(/^~(?=$|[\\/])/, os.homedir()));
  }

  /** The line of the view that leads to it, if one is set; its name is in its file, and nothing else of it is opened. */
  async line(): Promise<{ readonly kind: 'cluster'; readonly cluster: RealCluster; readonly name: string } | undefined> {
    const { file } = this;
    if (file === undefined) return undefined;
    const { readTarget } = await import('../../node/kube/kubeconfig');
    const name = vscode.workspace.isTrusted ? await readTarget(file, this.coach.strings().cluster).then(target => target.name, () => '') : '';
    return { kind: 'cluster', cluster: this, name };
  }

  /** Opens it, once. Rejects with a sentence; the next call tries again. */
  async open(): Promise<OpenCluster> {
    const opened = (this.opened ??= this.connect());
    return opened.catch((error: Error) => {
      if (this.opened === opened) this.opened = undefined;
      throw error;
    });
  }

  /** Its namespaces. Rejects with a sentence. */
  async namespaces(): Promise<{ readonly names: readonly string[]; readonly all: boolean }> {
    const { api, target } = await this.open();
    return (await import('../../node/kube/inventory')).namespacesOf(api, target);
  }

  /** What runs in one of them. Rejects with a sentence. */
  async workloads(namespace: string): Promise<readonly WorkloadView[]> {
    const { api } = await this.open();
    return (await import('../../node/kube/inventory')).workloadsIn(api, namespace);
  }

  /** Reads it again, from its file; what was refused is asked again. */
  refresh(): void {
    this.opened = undefined;
    for (const [key, answer] of this.answers) void answer.then(yes => void (yes || this.answers.delete(key)));
    this.changed.fire();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async connect(): Promise<OpenCluster> {
    const words = this.coach.strings().cluster;
    const { file } = this;
    if (!vscode.workspace.isTrusted) throw new Error(words.untrusted);
    if (file === undefined) throw new Error(words.unset);
    const [{ readTarget }, { clusterReader }, { identityOf }] = await Promise.all([import('../../node/kube/kubeconfig'), import('../../node/kube/cluster'), import('../../node/kube/credentials')]);
    const target = await readTarget(file, words);
    return { target, api: await clusterReader(target, () => identityOf(target, asked => this.allow(asked), words), words) };
  }

  /** Asks by name before a program is run or a provider used; what was answered holds for the same program in this window. */
  private allow(asked: Asked): Promise<boolean> {
    const key = JSON.stringify([asked.kind, asked.command, asked.target.user.exec?.env, asked.target.file, asked.target.server]);
    const answer = this.answers.get(key) ?? this.ask(asked);
    this.answers.set(key, answer);
    return answer;
  }

  private async ask({ kind, name: program, command, target: { name, file, server } }: Asked): Promise<boolean> {
    const words = this.coach.strings().cluster;
    const runs = kind === 'exec';
    const yes = format(runs ? words.askExecYes : words.askProviderYes, { program });
    const detail = runs ? format(words.askExecDetail, { file, command }) : format(words.askProviderDetail, { file, server });
    return (await vscode.window.showWarningMessage(format(runs ? words.askExec : words.askProvider, { program, name }), { modal: true, detail }, yes)) === yes;
  }
}
