import assert from 'node:assert/strict';
import { explain } from '../../../src/core/platform/view/why';
import { said } from '../../../src/core/platform/view/words/said';
import { guichet } from '../../support/guichet';
import { Simulation, treeOf } from '../../support/platform';

const minutes = 60_000;
const started = (more: string) => new Simulation().deploy({ ...guichet, '.gitlab-ci-dso.yml': more }).wait(10 * minutes);
const last = (run: Simulation) => run.state.pipelines.pipelines.at(-1);
const statuses = (run: Simulation) => Object.fromEntries((last(run)?.jobs ?? []).map(({ name, status }) => [name, status]));
const logOf = (run: Simulation, name: string) => (last(run)?.jobs.find(job => job.name === name)?.log ?? []).map(({ text }) => text).join('\n');

describe('jobs that run several times', () => {
  it('are made by a number, each with its place', () => {
    const run = started('tranches:\n  parallel: 3\n  script: [echo tranche $CI_NODE_INDEX sur $CI_NODE_TOTAL]\nseul:\n  script: [echo total $CI_NODE_TOTAL]\n');
    assert.deepEqual(statuses(run), { 'tranches 1/3': 'success', 'tranches 2/3': 'success', 'tranches 3/3': 'success', seul: 'success' });
    assert.match(logOf(run, 'tranches 2/3'), /^tranche 2 sur 3$/m);
    assert.match(logOf(run, 'seul'), /^total 1$/m);
  });

  it('are made by a matrix, one for each choice of values, which rules read as well', () => {
    const run = started(`essai:
  parallel:
    matrix:
      - NODE: ["20", "22"]
        BASE: [pg, sqlite]
      - NODE: "24"
  script: ['echo "node $NODE base $BASE $CI_JOB_NAME $CI_NODE_INDEX/$CI_NODE_TOTAL"']
  rules: [{ if: '$BASE == "sqlite" && $NODE == "20"', when: never }, { when: on_success }]
`);
    assert.deepEqual(statuses(run), { 'essai: [20, pg]': 'success', 'essai: [22, pg]': 'success', 'essai: [22, sqlite]': 'success', 'essai: [24]': 'success' });
    assert.match(logOf(run, 'essai: [22, sqlite]'), /^node 22 base sqlite essai: \[22, sqlite\] 4\/5$/m);
  });

  it('are no more than the platform makes in one pipeline', () => {
    const run = started(Array.from({ length: 11 }, (_, index) => `lot${index}:\n  parallel: 200\n  script: [echo]\n`).join(''));
    assert.deepEqual([last(run)?.status, last(run)?.jobs], ['failed', []]);
    assert.match(said('fr', last(run)?.errors[0] ?? ''), /^Ce pipeline aurait plus de 2000 jobs, « parallel » compris/);
  });

  it('are waited for all together by their name, or one by one', () => {
    const run = started(`stages: [test, suite]
essai:
  parallel: { matrix: [{ NODE: ["20", "22"] }] }
  script: ['echo "N=$NODE" > n.env', test "$NODE" = 22]
  artifacts: { when: always, reports: { dotenv: n.env } }
tous: { stage: suite, needs: [essai], script: [echo] }
un: { stage: suite, needs: ["essai: [22]"], script: [echo recu $N] }
choisi: { stage: suite, needs: [{ job: essai, parallel: { matrix: [{ NODE: "22" }] } }], script: [echo recu $N] }
depend: { stage: suite, when: always, dependencies: [essai], script: [echo] }
`);
    assert.deepEqual(statuses(run), { 'essai: [20]': 'failed', 'essai: [22]': 'success', tous: 'skipped', un: 'success', choisi: 'success', depend: 'success' });
    for (const name of ['un', 'choisi']) assert.match(logOf(run, name), /^recu 22$/m);
    const [chain] = explain(run.state).filter(({ environment }) => environment === undefined).map(one => one.chain);
    assert.equal(chain?.[1]?.place?.line, 2);
    assert.match(chain?.[1]?.what ?? '', /essai: \[20\]/);
  });
});

describe('what `workflow` says of a pipeline', () => {
  it('gives the variables of the rule that holds', () => {
    const run = started('variables: { CIBLE: rien, AUTRE: fichier }\nworkflow:\n  rules:\n    - if: $CI_COMMIT_BRANCH == "autre"\n      variables: { CIBLE: essai }\n    - if: $CI_COMMIT_BRANCH == "main"\n      variables: { CIBLE: production }\nun:\n  script: [echo cible $CIBLE $AUTRE]\ndeux:\n  script: [echo deux]\n  rules: [{ if: $CIBLE == "production" }]\n');
    assert.match(logOf(run, 'un'), /^cible production fichier$/m);
    assert.deepEqual(statuses(run), { un: 'success', deux: 'success' });
  });

  it('takes the last of two keys of one name, as Ruby reads YAML', () => {
    assert.match(logOf(started('un:\n  script: [echo premier]\n  script: [echo second]\n'), 'un'), /^second$/m);
  });

  it('is not asked when the title of the commit wants no pipeline', () => {
    const run = started('un: { script: [echo] }\n');
    run.give({ type: 'pushed', project: 'guichet', repository: 'guichet', branch: 'main', tree: { ...treeOf({ '.gitlab-ci-dso.yml': 'un: { script: [echo] }\n' }), title: 'docs: relecture [skip ci]' } });
    assert.deepEqual([last(run)?.status, last(run)?.jobs], ['skipped', []]);
    assert.match(explain(run.state).map(({ chain }) => chain.map(({ what }) => what).join(' ← ')).join('\n'), /\[skip ci\]/);
  });

  it('takes a lone dot for a text, as Ruby does', () => {
    assert.match(logOf(started('un:\n  variables: { WORKING_DIR: ., SEUIL: .5 }\n  script: [cd $WORKING_DIR, echo "dans $WORKING_DIR à $SEUIL"]\n'), 'un'), /^dans \. à 0?\.5$/m);
  });

  it('is read in the files that are included too', () => {
    const run = new Simulation().deploy({ ...guichet, '.gitlab-ci-dso.yml': 'include: [{ local: commun.yml }]\nun: { script: [echo] }\n', 'commun.yml': 'workflow: { rules: [{ if: $CI_COMMIT_BRANCH == "autre" }] }\n' });
    assert.equal(last(run)?.status, 'skipped');
  });
});
