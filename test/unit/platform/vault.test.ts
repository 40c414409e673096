import assert from 'node:assert/strict';
import { fromBase64 } from '../../../src/core/analysis/base64';
import type { Condition, KubeObject } from '../../../src/core/platform/cluster/object';
import { platformEngine } from '../../../src/core/platform/engine';
import { said } from '../../../src/core/platform/view/words/said';
import { commandRefusal } from '../../../src/core/platform/refusal';
import { isSettled } from '../../../src/core/platform/settled';
import { freeze, newPlatform } from '../../../src/core/platform/state';
import { vaultView } from '../../../src/core/platform/vault/view';
import { platformBook } from '../../support/analysis';
import { vaultSecret } from '../../support/chain-failure-modes';
import { guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

type Secret = KubeObject & { data: Record<string, string>; type: string };
const put = (data: Record<string, string>, path = 'base/acces') => ({ type: 'vault-put', project: 'guichet', path, data }) as const;
const deployed = (spec: Record<string, unknown> = {}) => new Simulation().deploy(vaultSecret(spec), { commands: [put({ motdepasse: 'été', utilisateur: 'app' })] }).wait(600_000);
const secret = (run: Simulation, name = 'acces-base') => run.all<Secret>('Secret').find(({ metadata }) => metadata.name === name);
const clear = (run: Simulation) => Object.fromEntries(Object.entries(secret(run)?.data ?? {}).map(([key, value]) => [key, fromBase64(value)]));
const operator = (run: Simulation) => run.all('VaultStaticSecret', 'secrets.hashicorp.com').find(({ metadata }) => metadata.name === 'acces-base')?.['status'] as { conditions: Condition[] };

describe('Vault', () => {
  it('gives the pipeline its variables, and keeps their values out of its log', () => {
    const run = new Simulation().deploy(guichet).wait(600_000);
    const job = run.state.pipelines.pipelines[0]?.jobs[0];
    assert.deepEqual(Object.keys(job?.dotenv ?? {}), ['REGISTRY_HOST', 'IMAGE_REPOSITORY', 'PROJECT_PATH', 'DOCKER_AUTH', 'SONAR_TOKEN', 'NEXUS_USERNAME', 'NEXUS_PASSWORD', 'NEXUS_CREDS_B64']);
    assert.equal(job?.dotenv['IMAGE_REPOSITORY'], 'harbor.apps.dso.numerique-interieur.com/guichet');
    assert.deepEqual(Object.keys((JSON.parse(job?.dotenv['DOCKER_AUTH'] ?? '') as { auths: object }).auths), ['harbor.apps.dso.numerique-interieur.com']);
    const log = job?.log.map(({ text }) => said('fr', text)).join('\n') ?? '';
    for (const value of [job?.dotenv['SONAR_TOKEN'], job?.dotenv['NEXUS_PASSWORD']]) assert.ok(value && !log.includes(value));
  });

  it('gives the namespace its access and its pull secret, as the platform’s chart does', () => {
    const run = new Simulation().deploy(guichet).wait(1_000);
    assert.equal(secret(run, 'registry-pull-secret')?.type, 'kubernetes.io/dockerconfigjson');
    assert.deepEqual(Object.keys(secret(run, 'registry-pull-secret')?.data ?? {}), ['.dockerconfigjson']);
    assert.deepEqual(run.all('VaultAuth', 'secrets.hashicorp.com').map(({ metadata }) => metadata.name), ['vault-auth']);
    assert.deepEqual(run.all('VaultConnection', 'secrets.hashicorp.com').map(({ metadata, status }) => [metadata.name, (status as { valid: boolean }).valid]), [['default', true]]);
  });

  it('copies a secret with its raw form, which can be left out, and what templates make of it', () => {
    assert.deepEqual(clear(deployed()), { motdepasse: 'été', utilisateur: 'app', _raw: '{"data":{"motdepasse":"été","utilisateur":"app"},"metadata":{"custom_metadata":null,"destroyed":false,"version":1}}' });
    const transformation = { excludeRaw: true, excludes: ['^util'], templates: { url: { text: 'postgres://{{ get .Secrets "utilisateur" }}:{{- .Secrets.motdepasse | upper -}} @db' } } };
    assert.deepEqual(clear(deployed({ destination: { name: 'acces-base', create: true, transformation } })), { motdepasse: 'été', url: 'postgres://app:ÉTÉ@db' });
  });

  it('reads again at each interval, and restarts what was named for it', () => {
    const run = deployed({ rolloutRestartTargets: [{ kind: 'Deployment', name: 'guichet' }] });
    const before = run.pods.map(({ metadata }) => metadata.name);
    run.give(put({ motdepasse: 'automne', utilisateur: 'app' }));
    assert.ok(!isSettled(run.state), 'what changed is still to be read');
    assert.equal(clear(run)['motdepasse'], 'été');
    run.wait(30_000);
    assert.equal(clear(run)['motdepasse'], 'automne');
    assert.ok(run.told('VaultStaticSecret').includes('RolloutRestartTriggered: Rollout restart triggered for {Deployment guichet}'));
    run.wait(120_000);
    assert.deepEqual(run.pods.filter(({ metadata }) => before.includes(metadata.name)), []);
    assert.ok(isSettled(run.state));
  });

  it('never reads again without an interval', () => {
    const run = deployed({ refreshAfter: undefined }).give(put({ motdepasse: 'automne' })).wait(3_600_000);
    assert.equal(clear(run)['motdepasse'], 'été');
  });

  it('tries again after a failure, later each time, and says so in its conditions', () => {
    const run = new Simulation().deploy(vaultSecret({ path: 'absent' })).wait(300_000);
    const synced = operator(run).conditions.find(({ type }) => type === 'SecretSynced');
    assert.match(synced?.message ?? '', /^Failed to sync the secret, horizon=1m0s, err=empty response from Vault, path="guichet\/data\/absent"$/);
    assert.deepEqual(operator(run).conditions.map(({ type, status }) => [type, status]), [['SecretSynced', 'False'], ['Healthy', 'False'], ['Ready', 'False']]);
    run.give(put({ motdepasse: 'x' }, 'absent')).wait(600_000);
    assert.equal(clear(run)['motdepasse'], 'x');
    assert.equal(operator(run).conditions.find(({ type }) => type === 'Ready')?.status, 'True');
  });

  it('puts back the Secret that someone deletes, and takes it away with its object', () => {
    const run = deployed();
    run.give({ type: 'change-by-hand', object: { group: '', kind: 'Secret', namespace: run.namespace, name: 'acces-base' } });
    assert.equal(clear(run)['motdepasse'], 'été');
    run.push(guichet).wait(600_000);
    assert.equal(secret(run), undefined);
  });

  it('keeps the keys of the version that a deletion left without values', () => {
    const run = deployed().give({ type: 'vault-delete', project: 'guichet', path: 'base/acces' }).wait(60_000);
    assert.deepEqual(Object.keys(clear(run)), ['_raw']);
    assert.deepEqual(vaultView(run.state), [{ project: 'guichet', path: 'base/acces', version: 1, keys: [], deleted: true }]);
  });

  it('refuses what is no secret, and the engine of pipelines', () => {
    const { state } = new Simulation().give({ type: 'create-project', slug: 'guichet' });
    const refused = (command: object) => commandRefusal(state, { ...put({ a: 'b' }), ...command });
    assert.equal(refused({}), undefined);
    for (const path of ['', '/a', 'a/', 'a b', 'a//b', '../a/', 1]) assert.match(refused({ path }) ?? '', /n’est pas un chemin de secret/);
    assert.match(refused({ project: 'forge-dso' }) ?? '', /permission denied/);
    assert.match(refused({ project: 'autre' }) ?? '', /n’existe pas/);
    assert.match(refused({ data: {} }) ?? '', /au moins une clé/);
    assert.match(refused({ data: { 'a b': 'c' } }) ?? '', /ne convient pas/);
    assert.match(refused({ data: { a: 1 } }) ?? '', /ne convient pas/);
    assert.match(refused({ data: { a: 'x'.repeat(300_000) } }) ?? '', /256 ko/);
    assert.match(commandRefusal(state, { type: 'vault-delete', project: 'guichet', path: 'absent' }) ?? '', /^No value found at guichet\/data\/absent/);
  });

  it('replays exactly, secrets included', () => {
    const run = deployed().give(put({ motdepasse: 'automne' })).wait(90_000);
    const engine = platformEngine(platformBook);
    let state = newPlatform(1);
    for (const { at, input } of run.inputs) ({ state } = engine(state, at, input));
    ({ state } = engine(state, run.state.now));
    assert.deepEqual(freeze(state), freeze(run.state));
  });
});
