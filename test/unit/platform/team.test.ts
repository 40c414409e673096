import assert from 'node:assert/strict';
import { allows, bitsOf, namesOf, permissions } from '../../../src/core/platform/console/permissions';
import { teamView } from '../../../src/core/platform/console/team-view';
import type { Command } from '../../../src/core/platform/event';
import { commandRefusal } from '../../../src/core/platform/refusal';
import { guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const project = 'guichet';
const base = { name: 'guichet', source: '/depot', private: false, infra: true, revision: 'HEAD', path: '.', values: [] };
const repository = (more: object): Command => ({ type: 'set-repository', project, repository: { ...base, ...more } });
const environment = (name: string, by?: string): Command => ({ type: 'set-environment', project, environment: { name, stage: 'dev', cluster: 'hp', cpu: 1, memory: 1, autosync: true }, ...(by ? { by } : {}) });

describe('the console', () => {
  const made = () => new Simulation().give({ type: 'create-project', slug: project });
  const refused = (run: Simulation, command: Command) => commandRefusal(run.state, command) ?? '';

  it('numbers permissions by their bit, and adds them up', () => {
    assert.deepEqual([bitsOf(['GUEST']), bitsOf(['MANAGE']), bitsOf(['LIST_DEPLOYMENTS'])], [1, 2, 1 << 13]);
    assert.deepEqual(namesOf(bitsOf([...permissions])), [...permissions]);
    assert.ok(allows(bitsOf(['MANAGE']), 'SEE_SECRETS') && allows(bitsOf(['MANAGE_ROLES']), 'LIST_ROLES') && !allows(bitsOf(['LIST_ROLES']), 'MANAGE_ROLES'));
  });

  it('gives members what their roles allow, beside what everyone may', () => {
    const run = made();
    const by = 'ada@exemple.fr';
    assert.match(refused(run, { type: 'add-member', project, email: by, roles: ['devops'] }), /Le rôle « devops » n’existe pas/);
    run.give({ type: 'set-role', project, role: 'devops', permissions: ['MANAGE_ENVIRONMENTS'] }).give({ type: 'add-member', project, email: by, roles: ['devops'] });
    assert.deepEqual(teamView(run.state)[0]?.members, [{ email: by, roles: ['devops'], permissions: ['MANAGE_ENVIRONMENTS', 'REPLAY_HOOKS', 'LIST_ENVIRONMENTS', 'LIST_REPOSITORIES'] }]);
    assert.equal(refused(run, environment('dev', by)), '');
    assert.match(refused(run, { ...repository({}), by } as Command), /403 Forbidden : « ada@exemple\.fr » n’a pas la permission MANAGE_REPOSITORIES/);
    assert.match(refused(run, environment('dev', 'bob@exemple.fr')), /n’est pas membre du projet/);
    run.give({ type: 'remove-role', project, role: 'devops' });
    assert.match(refused(run, environment('dev', by)), /MANAGE_ENVIRONMENTS/);
    assert.equal(refused(run, { type: 'reprovision', project, by }), '');
  });

  it('refuses what is no member, no role and no permission', () => {
    const run = made();
    assert.match(refused(run, { type: 'add-member', project, email: 'ada' }), /n’est pas une adresse de courriel/);
    assert.match(refused(run, { type: 'set-role', project, role: 'system:admin', permissions: [] }), /lecture seule/);
    assert.match(refused(run, { type: 'set-role', project, role: 'x', permissions: ['TOUT' as never] }), /« TOUT » n’est pas une permission/);
    assert.match(refused(run, { type: 'remove-member', project, email: 'a@b.fr' }), /n’est pas membre/);
    assert.match(refused(run, { type: 'reprovision', project: 'autre' }), /n’existe pas/);
  });

  it('takes repositories by its rules of names and addresses', () => {
    const run = made();
    for (const source of ['https://github.com/equipe/guichet.git', '', '/depot']) assert.equal(refused(run, repository({ source })), '', source);
    for (const source of ['http://github.com/a/b.git', 'https://github.com/a/b', 'git@github.com:a/b.git', 'ssh://x/y.git']) assert.match(refused(run, repository({ source })), /commence par « https:\/\/ » et finit par « \.git »/, source);
    assert.match(refused(run, repository({ private: true })), /au moins un identifiant/);
    assert.equal(refused(run, repository({ private: true, token: 'ghp_x' })), '');
    for (const name of ['mirror', 'infra-apps', 'infra-observability']) assert.match(refused(run, repository({ name })), /la plateforme crée elle-même/);
    run.give(repository({ source: '' }));
    assert.match(refused(run, { type: 'synchronise', project, repository: 'guichet', branch: 'main' }), /n’a pas de source externe/);
  });

  it('keeps the credentials of a private repository in Vault alone', () => {
    const run = made().give(repository({ private: true, user: 'robot', token: 'ghp_secret' }));
    assert.ok(!JSON.stringify(run.state.console).includes('ghp_secret'));
    assert.equal(run.state.vault.mounts['forge-dso']?.['forge-mi/projects/guichet/guichet-mirror']?.at(-1)?.data['GIT_INPUT_PASSWORD'], 'ghp_secret');
  });

  it('puts back what is missing when a project is provisioned again, and notes it', () => {
    const run = new Simulation().deploy(guichet, { commands: [{ type: 'vault-by-hand', path: 'forge-mi/projects/guichet/SONAR' }] }).wait(600_000);
    assert.equal(run.state.pipelines.pipelines[0]?.status, 'failed');
    run.give({ type: 'change-by-hand', object: { group: '', kind: 'ResourceQuota', namespace: run.namespace, name: 'dso-quota' } });
    run.give({ type: 'reprovision', project }).push({ ...guichet, 'NOTES.md': 'x' }).wait(600_000);
    assert.equal(run.state.pipelines.pipelines[1]?.status, 'success');
    assert.deepEqual(run.all('ResourceQuota').map(({ metadata }) => metadata.name), ['dso-quota']);
    assert.deepEqual(teamView(run.state)[0]?.journal.map(({ action, about }) => [action, about]), [['reprovision', undefined], ['set-environment', 'dev'], ['set-repository', 'guichet'], ['create-project', undefined]]);
  });
});
