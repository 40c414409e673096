import assert from 'node:assert/strict';
import type { Command } from '../../../src/core/platform/event';
import { forgeView } from '../../../src/core/platform/forge/view';
import { said } from '../../../src/core/platform/view/words/said';
import { commandRefusal } from '../../../src/core/platform/refusal';
import { setting } from '../../support/chain-failure-modes';
import { guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const repository = { repository: 'guichet' };
const only = (text: string) => ({ ...guichet, '.gitlab-ci-dso.yml': text });
const saying = (more = '', job = '') => only(`${more}dire:\n${job}  script: ['echo "vu=$VU"']\n`);
const ran = (files: Readonly<Record<string, string>>, commands: readonly Command[] = []) => new Simulation().deploy(files, { commands }).wait(5 * 60_000);
const last = (run: Simulation) => run.state.pipelines.pipelines.at(-1);
const log = (run: Simulation) => last(run)?.jobs.find(({ name }) => name === 'dire')?.log.map(({ text }) => said('fr', text)).join('\n') ?? '';
const yaml = saying('variables: { VU: fichier }\n', '  variables: { VU: job }\n');

describe('CI/CD variables of GitLab’s settings (docs.gitlab.com, "CI/CD variable precedence")', () => {
  it('the repository’s win over the group’s, those over the job’s, and these over the file’s', () => {
    assert.match(log(ran(saying('variables: { VU: fichier }\n'))), /^vu=fichier$/m);
    assert.match(log(ran(yaml)), /^vu=job$/m);
    assert.match(log(ran(yaml, [setting('VU', 'groupe', {})])), /^vu=groupe$/m);
    assert.match(log(ran(yaml, [setting('VU', 'groupe', {}), setting('VU', 'depot')])), /^vu=depot$/m);
    assert.match(log(ran(yaml, [setting('VU', 'depot'), { type: 'delete-variable', project: 'guichet', ...repository, key: 'VU' }])), /^vu=job$/m);
  });

  it('what the platform sets in its group is changed by no file, and GitLab’s own is', () => {
    const told = (key: string) => log(ran(only(`variables: { ${key}: fichier }\ndire:\n  script: ['echo "vu=$${key}"']\n`)));
    assert.match(told('VAULT_KV'), /^vu=forge-dso$/m);
    assert.match(told('CI_COMMIT_TITLE'), /^vu=fichier$/m);
  });

  it('win over a dotenv that a job receives', () => {
    const files = only('stages: [a, b]\nfaire:\n  stage: a\n  script: [echo VU=dotenv > v.env]\n  artifacts: { reports: { dotenv: v.env } }\ndire:\n  stage: b\n  script: [\'echo "vu=$VU"\']\n');
    assert.match(log(ran(files)), /^vu=dotenv$/m);
    assert.match(log(ran(files, [setting('VU', 'depot')])), /^vu=depot$/m);
  });

  it('decide of rules, of the workflow and of jobs', () => {
    const files = only("workflow: { rules: [{ if: '$VU == \"oui\"' }] }\ndire:\n  rules: [{ if: '$AUSSI' }]\n  script: [echo fait]\ntoujours:\n  script: [echo la]\n");
    assert.equal(last(ran(files))?.status, 'skipped');
    assert.deepEqual(last(ran(files, [setting('VU', 'oui')]))?.jobs.map(({ name }) => name), ['toujours']);
    assert.deepEqual(last(ran(files, [setting('VU', 'oui'), setting('AUSSI', '1')]))?.jobs.map(({ name }) => name), ['dire', 'toujours']);
  });

  it('the protected ones are for protected branches alone', () => {
    const kept = setting('VU', 'secret-de-prod', { ...repository, protected: true });
    assert.match(log(ran(saying(), [kept])), /^vu=$/m);
    assert.match(log(ran(saying(), [kept, { type: 'protect-branch', project: 'guichet', ...repository, branch: 'main' }])), /^vu=secret-de-prod$/m);
  });

  it('the masked ones are seen by the job and not by who reads its log', () => {
    const run = ran(only('dire:\n  script: [\'echo "vu=$VU"\', \'test "$VU" = motdepasse-long\']\n'), [setting('VU', 'motdepasse-long', { ...repository, masked: true })]);
    assert.match(log(run), /^vu=\[MASKED\]$/m);
    assert.deepEqual([last(run)?.status, log(run).includes('motdepasse-long')], ['success', false]);
    assert.deepEqual(forgeView(run.state.forge).variables, [{ project: 'guichet', ...repository, key: 'VU', masked: true, protected: false }]);
  });

  it('are refused as GitLab refuses them', () => {
    const { state } = ran(guichet);
    const refused = (command: Command) => commandRefusal(state, command) ?? '';
    assert.match(refused(setting('A-B', 'x')), /key can contain only letters, digits and '_'\./);
    assert.match(refused(setting('A', 'court', { ...repository, masked: true })), /value is invalid/);
    assert.match(refused(setting('A', 'deux mots longs', { masked: true })), /sans espace/);
    assert.match(refused(setting('A', 'x', { repository: 'absent' })), /n’a pas de dépôt « absent »/);
    assert.match(refused({ type: 'delete-variable', project: 'guichet', key: 'A' }), /404 Variable Not Found/);
    assert.equal(commandRefusal(state, setting('A', 'x')), undefined);
  });

  it('are read when a job begins: one that is run again sees what was set since', () => {
    const run = ran(only('dire:\n  script: [\'test -n "$VU"\', \'echo "vu=$VU"\']\n'));
    assert.equal(last(run)?.status, 'failed');
    run.give(setting('VU', 'depuis')).give({ type: 'retry-job', job: last(run)?.jobs[0]?.id ?? 0 }).wait(60_000);
    assert.deepEqual([last(run)?.status, /^vu=depuis$/m.test(log(run))], ['success', true]);
  });
});
