import assert from 'node:assert/strict';
import { run } from '../../../src/node/cli/run';
import { detect } from '../../../src/core/platform/detect';
import { contentFrom } from '../../../src/node/content/load';
import { strings } from '../../../src/protocol/strings';
import { chart, guichet, overlay } from '../../support/guichet';

const sources = (files: Readonly<Record<string, string>>) => Object.entries(files).map(([file, text]) => ({ file, text }));

describe('cpin platform', () => {
  const cpin = async (...args: string[]) => {
    let out = '';
    let err = '';
    const code = await run(args, { out: text => (out += text), err: text => (err += text), cwd: '.', color: false, strings: strings('fr'), content: contentFrom('dist/content'), labs: 'labs', product: 'dist' });
    return { code, out, err };
  };

  it('lists its commands when asked for help, or when it is given none', async () => {
    const help = await cpin('platform', '--help');
    assert.deepEqual([help.code, help.err], [0, '']);
    for (const name of ['up', 'deploy', 'status', 'why', 'sync', 'rollback', 'keys', 'vault put', 'vault delete', 'vault list', 'scan', 'forge', 'protect', 'merge-request open', 'issue close', 'team', 'member add', 'role set', 'reprovision', 'journal', 'down']) assert.match(help.out, new RegExp(`^  cpin platform ${name} .*\n      [A-ZÉ].*\\.$`, 'm'));
    assert.doesNotMatch(help.out, /cpin audit/);
    assert.deepEqual(await cpin('platform'), { ...help, code: 2 });
    assert.match((await cpin('platform', 'autre')).err, /platform autre/);
  });

  it('finds what a repository deploys for an environment: manifests, a chart with its values, an overlay', () => {
    assert.deepEqual(detect(sources(guichet), 'mon_depot', 'dev'), { project: 'guichet', repository: 'mon-depot', path: 'deploiement', values: [] });
    assert.deepEqual(detect(sources(chart), 'depot', 'dev'), { project: 'depot', repository: 'depot', path: 'deploiement', values: ['values-<env>.yaml'] });
    assert.deepEqual(detect(sources(chart), 'depot', 'prod').values, []);
    assert.equal(detect(sources(overlay), 'depot', 'dev').path, 'deploiement/overlays/dev');
  });
});
