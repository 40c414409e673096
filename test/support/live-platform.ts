import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { contentFrom } from '../../src/node/content/load';
import { clientOf, type PlatformClient } from '../../src/node/platform/client';
import type { Clock } from '../../src/node/platform/clock';
import { platformContent, startPlatform, type Platform, type PlatformOptions } from '../../src/node/platform/up';

/** A real platform: its servers, its git repositories and its folder, in a folder of its own. */
export class LivePlatform {
  readonly root = mkdtempSync(path.join(os.tmpdir(), 'cpin-platform-'));
  readonly state = path.join(this.root, 'state');
  readonly repository = path.join(this.root, 'guichet');
  readonly kubeconfig = path.join(this.root, 'kubeconfig');
  platform!: Platform;

  async start(clock?: Clock, options?: PlatformOptions): Promise<this> {
    this.platform = await startPlatform(this.state, await platformContent(contentFrom('dist/content'), 'dist'), clock, options);
    this.writeKubeconfig();
    return this;
  }

  writeKubeconfig(): void {
    writeFileSync(this.kubeconfig, this.platform.kubeconfig(), { mode: 0o600 });
  }

  get client(): PlatformClient {
    return clientOf(this.platform.endpoint);
  }

  /** Commits files as the whole content of the learner's repository. */
  commit(files: Readonly<Record<string, string>>): void {
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: this.repository, stdio: 'pipe' });
    mkdirSync(this.repository, { recursive: true });
    git('init', '--quiet', '--initial-branch=main', '.');
    git('rm', '-r', '--quiet', '--cached', '--ignore-unmatch', '.');
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(this.repository, name)), { recursive: true });
      writeFileSync(path.join(this.repository, name), text);
      git('add', '--', name);
    }
    git('commit', '--quiet', '--allow-empty', '-m', 'un commit');
  }

  /** A project deployed from the repository, until nothing more is to be expected. */
  async deploy(files: Readonly<Record<string, string>>, stage = 'dev', values: readonly string[] = []): Promise<boolean> {
    this.commit(files);
    const { client } = this;
    for (const command of [
      { type: 'create-project', slug: 'guichet' },
      { type: 'set-repository', project: 'guichet', repository: { name: 'guichet', source: this.repository, private: false, infra: true, revision: 'HEAD', path: 'deploiement', values } },
      { type: 'set-environment', project: 'guichet', environment: { name: stage, stage, cluster: 'hp', cpu: 4, memory: 8, autosync: true } },
      { type: 'synchronise', project: 'guichet', repository: 'guichet', branch: 'main' },
    ] as const) {
      const { ok, message } = await client.give(command);
      if (!ok) throw new Error(message);
    }
    const settled = await client.settle();
    this.writeKubeconfig();
    return settled;
  }

  async end(): Promise<void> {
    await this.platform.stop();
    rmSync(this.root, { recursive: true, force: true });
  }
}
