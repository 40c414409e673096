import assert from 'node:assert/strict';
import { newConsole, refusalOf, type Environment } from '../../../src/core/platform/console/console';
import { said } from '../../../src/core/platform/view/words/said';

const console = { ...newConsole, projects: [{ slug: 'guichet', repositories: [], environments: [] }] };
const refused = (more: Partial<Environment>) => said('fr', refusalOf(console, { type: 'set-environment', project: 'guichet', environment: { name: 'dev', stage: 'dev', cluster: 'hp', cpu: 4, memory: 8, autosync: true, ...more } }) ?? '');

describe('the rules of environments', () => {
  it('know four types: another would silently be no production', () => {
    for (const stage of ['dev', 'staging', 'integration', 'prod']) assert.equal(refused({ stage }), '');
    assert.match(refused({ stage: 'production' }), /« production » n’est pas un type d’environnement : dev, staging, integration, prod/);
  });

  it('want quotas that are numbers, as a command line or a page may not give them', () => {
    for (const cpu of [-1, Number.NaN, null, '4'] as number[]) assert.match(refused({ cpu }), /Un quota est un nombre/);
    assert.equal(refused({ cpu: 0, memory: 0.5 }), '');
  });
});
