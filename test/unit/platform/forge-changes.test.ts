import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { blockersOf } from '../../../src/core/platform/forge/blockers';
import type { MergeRequest } from '../../../src/core/platform/forge/work-items';
import { changesOf, fileAt } from '../../../src/node/platform/changes';

const request = (more: Partial<MergeRequest> = {}): MergeRequest => ({ repository: 'guichet/api', iid: 1, title: 'Un tag', description: '', author: 'apprenant', source: 'sujet', target: 'main', state: 'opened', createdAt: 0, approvals: [], notes: [], ...more });

describe('what a merge request changes', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cpin-changes-'));
  const bare = path.join(folder, 'guichet', 'api.git');
  const work = path.join(folder, 'work');
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: work, encoding: 'utf8' }).trim();
  const commit = (files: Readonly<Record<string, string | Buffer>>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(work, name), text);
    git('add', '--all', '.');
    git('commit', '--quiet', '-m', 'un commit');
  };
  before(() => {
    mkdirSync(work, { recursive: true });
    git('init', '--quiet', '--initial-branch=main', '.');
    commit({ 'garde.yaml': 'a\nb\n', 'parti.md': 'x\n', 'accentué et espace.md': 'é\n' });
    git('switch', '--quiet', '-c', 'sujet');
    rmSync(path.join(work, 'parti.md'));
    commit({ 'garde.yaml': 'a\nc\nd\n', 'neuf.md': 'un\n', 'image.bin': Buffer.from([0, 1, 2]), 'accentué et espace.md': 'è\n' });
    git('switch', '--quiet', 'main');
    commit({ 'ailleurs.md': 'ce que main seule change\n' });
    git('clone', '--quiet', '--bare', '.', bare);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is what its branch brings since it left its target, file by file', async () => {
    const changes = await changesOf(folder, request());
    assert.deepEqual(changes?.files, [
      { path: 'accentué et espace.md', what: 'changed', lines: { added: 1, removed: 1 } },
      { path: 'garde.yaml', what: 'changed', lines: { added: 2, removed: 1 } },
      { path: 'image.bin', what: 'added' },
      { path: 'neuf.md', what: 'added', lines: { added: 1, removed: 0 } },
      { path: 'parti.md', what: 'deleted', lines: { added: 0, removed: 1 } },
    ]);
    assert.deepEqual([changes.more, changes.conflicts], [0, []]);
    assert.deepEqual(blockersOf(request(), ['main', 'sujet'], changes), []);
  });

  it('gives each side of a comparison, and nothing for a file that is not there', async () => {
    const { base = '', head = '' } = (await changesOf(folder, request())) ?? {};
    assert.equal(await fileAt(folder, 'guichet/api', base, 'accentué et espace.md'), 'é\n');
    assert.equal(await fileAt(folder, 'guichet/api', head, 'accentué et espace.md'), 'è\n');
    assert.equal(await fileAt(folder, 'guichet/api', base, 'neuf.md'), '');
    await assert.rejects(fileAt(folder, 'guichet/api', head, 'image.bin'), /n’est pas un texte/);
  });

  it('is read in no other folder and by no option, whatever is asked', async () => {
    await assert.rejects(fileAt(folder, 'guichet/api', '--output=x', 'garde.yaml'), /n’est pas un commit/);
    await assert.rejects(fileAt(folder, '../work/api', 'a'.repeat(40), 'garde.yaml'));
    assert.equal(await fileAt(folder, 'guichet/api', git('rev-parse', 'main'), '../../work/garde.yaml').catch(() => ''), '');
    assert.equal(await changesOf(folder, request({ source: '--all' })), undefined);
  });

  it('names the files that both branches change, and what to do', async () => {
    git('switch', '--quiet', 'main');
    commit({ 'garde.yaml': 'a\nautre\n' });
    git('push', '--quiet', bare, 'main');
    const changes = await changesOf(folder, request());
    assert.deepEqual(changes?.conflicts, ['garde.yaml']);
    assert.deepEqual(blockersOf(request(), ['main', 'sujet'], changes), ['Les deux branches modifient garde.yaml. Fusionnez « main » dans « sujet », résolvez le conflit, poussez, puis revenez ici.']);
  });

  it('is what its merge commit brought, once it is merged', async () => {
    git('merge', '--quiet', '--no-edit', '-X', 'ours', 'sujet');
    git('push', '--quiet', bare, 'main');
    const changes = await changesOf(folder, request({ state: 'merged', mergedAs: git('rev-parse', 'HEAD') }));
    assert.ok(changes?.files.some(({ path: file }) => file === 'neuf.md'));
    assert.deepEqual(changes?.conflicts, []);
    assert.deepEqual(blockersOf(request({ state: 'merged' }), [], changes), []);
  });

  it('is not known once a branch is gone, which stands in the way of a merge, as a draft and nothing to merge do', async () => {
    assert.equal(await changesOf(folder, request({ source: 'absente' })), undefined);
    assert.match(blockersOf(request({ source: 'absente' }), ['main'], undefined).join(), /« absente » n’est plus dans la forge/);
    assert.match(blockersOf(request({ title: 'Draft: à voir' }), ['main', 'sujet'], undefined).join(), /C’est un brouillon/);
    const same = await changesOf(folder, request({ source: 'main' }));
    assert.match(blockersOf(request({ source: 'main' }), ['main'], same).join(), /n’apporte rien à « main »/);
  });
});
