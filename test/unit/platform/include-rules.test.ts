import assert from 'node:assert/strict';
import { said } from '../../../src/core/platform/view/words/said';
import { setting } from '../../support/chain-failure-modes';
import { guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const file = '.gitlab-ci-dso.yml';
const deployed = (include: string, files: Readonly<Record<string, string>> = {}) => new Simulation().deploy({ ...guichet, ...files, [file]: `include:\n${include}\nun: { script: [echo] }\n` }, { commands: [setting('NOM', 'essai')] });
const last = (run: Simulation) => run.state.pipelines.pipelines.at(-1);
const names = (run: Simulation) => (last(run)?.jobs ?? []).map(({ name }) => name).sort();
const refusal = (run: Simulation, language: 'fr' | 'en' = 'fr') => (last(run)?.errors ?? []).map(one => said(language, one)).join('\n');
const essai = { 'ci/essai.yml': 'deux: { script: [echo] }\n' };

describe('what a pipeline includes, once its commit is known', () => {
  it('follows the rules of each include', () => {
    const under = (rule: string) => names(deployed(`  - local: ci/essai.yml\n    rules: [${rule}]`, essai));
    for (const rule of ['{ if: $CI_COMMIT_BRANCH == "main" }', '{ exists: [ci/*.yml] }', '{ if: $NOM }', '{ if: $INCONNUE }, { exists: [ci/essai.yml] }']) assert.deepEqual(under(rule), ['deux', 'un'], rule);
    for (const rule of ['{ if: $CI_COMMIT_BRANCH == "autre" }', '{ exists: [absent] }', '{ if: $NOM, when: never }']) assert.deepEqual(under(rule), ['un'], rule);
    // What does not hold is not even looked for.
    assert.deepEqual(names(deployed('  - local: ci/absent.yml\n    rules: [{ if: $INCONNUE }]')), ['un']);
  });

  it('replaces variables in paths, those of settings and GitLab’s own', () => {
    assert.deepEqual(names(deployed('  - local: ci/$NOM.yml', essai)), ['deux', 'un']);
    assert.deepEqual(names(deployed('  - ci/${NOM}.yml', essai)), ['deux', 'un']);
    assert.match(refusal(deployed('  - local: /ci/$NOM.yml')), /^Local file `ci\/essai\.yml` does not exist!/);
  });

  it('reads the files of the project’s other repositories, and what these include', () => {
    const path = 'forge-mi/projects/guichet/guichet';
    assert.deepEqual(names(deployed(`  - { project: ${path}, file: [ci/suite.yml] }`, { ...essai, 'ci/suite.yml': 'include: [{ local: ci/essai.yml }]\ntrois: { script: [echo] }\n' })), ['deux', 'trois', 'un']);
    // Files that include themselves many times over end like the others.
    const again = `[{ project: ${path}, file: [${'ci/boucle.yml, '.repeat(40)}ci/boucle.yml] }]`;
    assert.equal(last(deployed(`  - { project: ${path}, file: ci/boucle.yml }`, { 'ci/boucle.yml': `include: ${again}\n` }))?.status, 'failed');
    assert.match(refusal(deployed(`  - { project: ${path}, file: ci/absent.yml }`)), /^Project `forge-mi\/projects\/guichet\/guichet` file `ci\/absent\.yml` does not exist!/);
  });

  it('says in GitLab’s words which project or address it does not reach, in both languages', () => {
    const other = deployed('  - { project: autre/groupe, file: ci.yml }');
    assert.equal(last(other)?.status, 'failed');
    assert.match(refusal(other), /^Project `autre\/groupe` not found or access denied! Make sure any includes in the pipeline configuration are correctly defined\. .*plateforme simulée/);
    assert.match(refusal(other, 'en'), /^Project `autre\/groupe` not found or access denied! .*simulated platform/);
    for (const include of ['  - https://example.org/ci.yml', '  - remote: https://example.org/ci.yml']) assert.match(refusal(deployed(include)), /^Remote file `https:\/\/example\.org\/ci\.yml` could not be fetched .*hors ligne/);
    assert.match(refusal(deployed('  - { project: forge-mi/projects/guichet/guichet, file: ci.yml, ref: absente }')), /reference `absente` does not exist!/);
  });
});
