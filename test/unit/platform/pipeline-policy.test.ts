import assert from 'node:assert/strict';
import { said } from '../../../src/core/platform/view/words/said';
import { guichet } from '../../support/guichet';
import { Simulation, treeOf } from '../../support/platform';

const file = '.gitlab-ci-dso.yml';
const last = (run: Simulation) => run.state.pipelines.pipelines.at(-1);
const job = (run: Simulation, name: string) => last(run)?.jobs.find(one => one.name === name);
const log = (run: Simulation, name: string) => (job(run, name)?.log ?? []).map(({ text }) => said('fr', text)).join('\n');
/** The names of the jobs of the last pipeline. */
const names = (run: Simulation) => (last(run)?.jobs ?? []).map(({ name }) => name);
const deployed = (text: string) => new Simulation().deploy({ ...guichet, [file]: text });
/** The jobs of a pipeline for which one file has changed, beside a job that is always there. */
function second(text: string, changed: readonly string[] = ['src/serveur.js']): string[] {
  const run = deployed(`toujours: { script: [echo] }\n${text}`).wait(5 * 60_000);
  const files = { ...guichet, [file]: `toujours: { script: [echo] }\n${text}` };
  run.give({ type: 'pushed', project: 'guichet', repository: 'guichet', branch: 'main', tree: treeOf({ ...files, ...Object.fromEntries(changed.map(name => [name, 'change'])) }) });
  return names(run).filter(name => name !== 'toujours');
}

describe('`only` and `except` (docs.gitlab.com, "Deprecated keywords")', () => {
  it('read the names of branches, patterns with their flags, and what asked for the pipeline', () => {
    for (const ref of ['main', 'branches', 'pushes', 'push', '/^ma/', '/^MA/i', 'main@forge-mi/projects/guichet/guichet']) assert.deepEqual(second(`un: { script: [echo], only: ["${ref}"] }`), ['un'], ref);
    for (const ref of ['autre', 'tags', 'merge_requests', 'triggers', '/^MA/', 'main@autre/projet']) assert.deepEqual(second(`un: { script: [echo], only: ["${ref}"] }`), [], ref);
    assert.deepEqual(second('un: { script: [echo], except: [tags] }\ndeux: { script: [echo], except: [/^MA/i] }'), ['un']);
    assert.deepEqual(second('un: { script: [echo], only: [] }'), []);
  });

  it('read maps: all that `only` asks holds, and nothing of what `except` asks', () => {
    const only = (policy: string) => second(`un: { script: [echo], variables: { VU: oui }, only: ${policy} }`);
    assert.deepEqual(only('{ refs: [main] }'), ['un']);
    assert.deepEqual(only('{ refs: [autre] }'), []);
    assert.deepEqual(only(`{ variables: ['$VU == "non"', '$VU == "oui"'] }`), ['un']);
    assert.deepEqual(only(`{ refs: [main], variables: ['$VU == "non"'] }`), []);
    assert.deepEqual(only('{ refs: [main], changes: ["src/**/*"] }'), ['un']);
    assert.deepEqual(only('{ refs: [main], changes: [docs/*] }'), []);
    assert.deepEqual(only('{ kubernetes: active }'), []);
    const except = (policy: string) => second(`un: { script: [echo], variables: { VU: oui }, except: ${policy} }`);
    assert.deepEqual(except('{ refs: [autre], changes: [docs/*] }'), ['un']);
    assert.deepEqual(except('{ refs: [autre], changes: [src/*] }'), []);
    assert.deepEqual(except(`{ refs: [autre], variables: [$VU] }`), []);
  });

  it('take all for changed in the first pipeline of a branch', () => {
    assert.deepEqual(names(deployed('un: { script: [echo], only: { changes: [nulle-part/*] } }\ndeux: { script: [echo], except: { changes: [nulle-part/*] } }\n')), ['un']);
  });
});

describe('`inherit: variables`', () => {
  it('keeps the file’s variables from a job, all or those that it does not name; GitLab’s own stay', () => {
    const run = deployed('variables: { UN: un, DEUX: deux, CI_COMMIT_TITLE: fichier }\nrien: { inherit: { variables: false }, script: [\'echo "vu=$UN/$DEUX/$CI_COMMIT_BRANCH/$CI_COMMIT_TITLE"\'] }\ntri: { inherit: { variables: [DEUX] }, variables: { TROIS: trois }, script: [\'echo "vu=$UN/$DEUX/$TROIS"\'] }\nregle: { inherit: { variables: false }, script: [echo], rules: [{ if: $UN }] }\n').wait(5 * 60_000);
    assert.match(log(run, 'rien'), new RegExp(`^vu=//main/${last(run)?.title}$`, 'm'));
    assert.match(log(run, 'tri'), /^vu=\/deux\/trois$/m);
    assert.ok(!names(run).includes('regle'));
  });
});

describe('a commit that wants no pipeline', () => {
  it('says so anywhere in its message', () => {
    const run = deployed('un: { script: [echo] }\n');
    const push = (message: string) => run.give({ type: 'pushed', project: 'guichet', repository: 'guichet', branch: 'main', tree: { ...treeOf({ [file]: `un: { script: [echo ${message.length}] }\n` }), title: 'docs: relecture', message } });
    push('docs: relecture\n\nSeulement des fautes. [CI Skip]');
    assert.equal(last(run)?.status, 'skipped');
    push('docs: relecture\n\nSeulement des fautes, sans ci skip.');
    assert.equal(last(run)?.status, 'running');
  });
});

describe('a job of a reserved name', () => {
  it('is told as such, in both languages, in GitLab’s words first', () => {
    for (const [name, words] of [['image', /^image config contains unknown keys: script\. /], ['stages', /^stages config should be an array of strings\. /], ['services', /^services config should be a array\. /], ['cache', /^cache config contains unknown keys: script\. /], ['before_script', /^before_script config should be a string or a nested array/]] as const) {
      const pipeline = last(deployed(`un: { script: [echo] }\n${name}: { script: [echo] }\n`));
      assert.equal(pipeline?.status, 'failed', name);
      const french = pipeline.errors.map(one => said('fr', one)).join('\n');
      assert.match(french, words);
      assert.match(french, /mot réservé/);
      assert.match(pipeline.errors.map(one => said('en', one)).join('\n'), /reserved word/);
    }
    assert.equal(last(deployed('pages: { script: [echo] }\nvariables: { script: a, stage: b }\n'))?.status, 'running');
  });
});
