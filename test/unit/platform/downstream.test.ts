import assert from 'node:assert/strict';
import { commandRefusal } from '../../../src/core/platform/refusal';
import { statusView } from '../../../src/core/platform/view/status';
import { explain } from '../../../src/core/platform/view/why';
import { said } from '../../../src/core/platform/view/words/said';
import { isSettled } from '../../../src/core/platform/settled';
import { but, guichet } from '../../support/guichet';
import { Simulation, treeOf } from '../../support/platform';

const minutes = 60_000;
const started = (more: Readonly<Record<string, string>>) => new Simulation().deploy({ ...guichet, ...more }).wait(10 * minutes);
const pipelines = (run: Simulation) => run.state.pipelines.pipelines.map(({ id, status, jobs, parent }) => ({ id, status, jobs: Object.fromEntries(jobs.map(job => [job.name, job.status])), ...(parent ? { parent: parent.pipeline } : {}) }));
const logOf = (run: Simulation, name: string) => run.state.pipelines.pipelines.flatMap(({ jobs }) => jobs).findLast(job => job.name === name)?.log.map(({ text }) => said('fr', text)).join('\n') ?? '';
const failureOf = (run: Simulation, name: string) => statusView(run.state).projects[0]?.pipelines.flatMap(({ jobs }) => jobs).find(job => job.name === name)?.failure ?? '';
const whys = (run: Simulation) => explain(run.state).map(({ chain }) => chain.map(({ what }) => what).join(' ← '));
const child = (lines: string) => ({ 'ci/enfant.yml': lines });
const bridge = (more: string) => ({ '.gitlab-ci-dso.yml': `stages: [lancer, suite]\nvariables: { COULEUR: bleu, VIDE: "$INCONNUE" }\nlancer:\n  stage: lancer\n  variables: { TAILLE: "12" }\n  trigger: { include: ci/enfant.yml${more} }\nsuite: { stage: suite, script: [echo suite] }\n` });

describe('pipelines that start others', () => {
  it('go on at once, whatever becomes of the one that was started', () => {
    const run = started({ ...bridge(''), ...child('enfant:\n  variables: { VIDE: plein }\n  script: [echo recu $COULEUR $TAILLE de $CI_PIPELINE_SOURCE, "echo [$VIDE]", exit 3]\n') });
    assert.deepEqual(pipelines(run), [{ id: 1, status: 'success', jobs: { lancer: 'success', suite: 'success' } }, { id: 2, status: 'failed', jobs: { enfant: 'failed' }, parent: 1 }]);
    assert.match(logOf(run, 'enfant'), /^recu bleu 12 de parent_pipeline$/m);
    assert.match(logOf(run, 'enfant'), /^\[\]$/m, 'what has no value where it is handed on is empty, and wins');
    assert.ok(whys(run).some(why => /Le pipeline n° 2 a échoué\. ← Job « enfant »/.test(why)), whys(run).join('\n'));
    assert.deepEqual(statusView(run.state).projects[0]?.pipelines.map(({ id, parent }) => [id, parent]), [[1, undefined], [2, 1]]);
    assert.ok(isSettled(run.state));
  });

  it('wait for it when they depend on it, and end as it does', () => {
    const failing = started({ ...bridge(', strategy: depend'), ...child('enfant: { script: [exit 3] }\n') });
    assert.deepEqual(pipelines(failing).map(({ status, jobs }) => [status, jobs]), [['failed', { lancer: 'failed', suite: 'skipped' }], ['failed', { enfant: 'failed' }]]);
    assert.ok(whys(failing).some(why => /Le pipeline n° 1 a échoué\. ← Job « lancer » : le pipeline n° 2, que ce job a lancé et attend, a échoué\. ← Job « enfant » : \$ exit 3/.test(why)), whys(failing).join('\n'));
    assert.equal(whys(failing).filter(why => why.startsWith('Le pipeline n° 2')).length, 0, 'and it is told once');
    assert.deepEqual(explain(failing.state)[0]?.chain.map(({ place }) => place && [place.file, place.line]), [undefined, ['.gitlab-ci-dso.yml', 3], ['ci/enfant.yml', 1]]);
    const passing = started({ ...bridge(', strategy: depend'), ...child('enfant: { script: [sleep 60] }\n') });
    assert.deepEqual(pipelines(passing).map(({ status }) => status), ['success', 'success']);
    const [parent, other] = passing.state.pipelines.pipelines;
    assert.ok((parent?.jobs.find(({ name }) => name === 'suite')?.startedAt ?? 0) >= (other?.finishedAt ?? Infinity));
  });

  it('say why GitLab makes no pipeline', () => {
    assert.match(failureOf(started(bridge('')), 'lancer'), /downstream pipeline can not be created\) : Local file `ci\/enfant\.yml` does not exist!/);
    assert.match(failureOf(started({ ...bridge(''), ...child('enfant: { script: [echo], rules: [{ if: $RIEN }] }\n') }), 'lancer'), /the resulting pipeline would have been empty/);
    assert.match(failureOf(started({ ...bridge(''), ...child('enfant: { stage: absente, script: [echo] }\n') }), 'lancer'), /enfant job: chosen stage absente does not exist/);
    assert.match(failureOf(started({ '.gitlab-ci-dso.yml': 'lancer: { trigger: { project: forge-mi/projects/ailleurs/autre } }\n' }), 'lancer'), /downstream project could not be found/);
    assert.match(failureOf(started({ '.gitlab-ci-dso.yml': 'lancer: { trigger: { include: ci/boucle.yml, strategy: depend } }\n', 'ci/boucle.yml': 'encore: { trigger: { include: ci/boucle.yml, strategy: depend } }\n' }), 'encore'), /que ce job a lancé|reached maximum depth/);
  });

  it('start what a job before has written', () => {
    const made = (script: string) => started({ '.gitlab-ci-dso.yml': `stages: [ecrire, lancer]\necrire:\n  stage: ecrire\n  script: [${script}]\n  artifacts: { paths: [genere.yml] }\nlancer: { stage: lancer, trigger: { include: [{ artifact: genere.yml, job: ecrire }], strategy: depend } }\n` });
    const known = made("'echo \"fait: { script: [echo bien fait] }\" > genere.yml'");
    assert.match(logOf(known, 'fait'), /^bien fait$/m);
    assert.match(logOf(made('"python generer.py"'), 'lancer'), /^\[simulation\] « genere\.yml » est écrit par un programme qui n’est pas exécuté ici/);
  });

  it('are cancelled with what they started, and a job of theirs starts another one', () => {
    const run = new Simulation().deploy({ ...guichet, ...bridge(', strategy: depend'), ...child('enfant: { script: [sleep 600] }\n') }).wait(minutes);
    run.give({ type: 'cancel-pipeline', pipeline: 1 });
    assert.deepEqual(pipelines(run).map(({ status }) => status), ['canceled', 'canceled']);
    const id = run.state.pipelines.pipelines[0]?.jobs[0]?.id ?? 0;
    assert.equal(commandRefusal(run.state, { type: 'retry-job', job: id }), undefined);
    run.give({ type: 'retry-pipeline', pipeline: 1 }).wait(20 * minutes);
    assert.deepEqual(pipelines(run).map(({ status }) => status), ['success', 'canceled', 'success']);
  });
});

describe('the image that a pod lacks', () => {
  it('is looked for in the pipeline that builds it, not in that of another repository', () => {
    const run = new Simulation().deploy(but('Dockerfile', 'COPY src ./src', 'COPY absent ./src')).wait(5 * minutes);
    run.give({ type: 'set-repository', project: 'guichet', repository: { name: 'autre', source: '/autre', private: false, infra: false, revision: 'HEAD', path: '.', values: [] } });
    run.push({ '.gitlab-ci-dso.yml': 'rien: { script: [echo] }\n' }, 'guichet', 'autre').wait(5 * minutes);
    assert.ok(whys(run).some(why => /Aucune image « guichet\/api » n’a jamais été poussée dans Harbor\. ← Le pipeline n° 1 a échoué\. ← Job « construire »/.test(why)), whys(run).join('\n'));
    run.give({ type: 'set-repository', project: 'guichet', repository: { name: 'manifestes', source: '/m', private: false, infra: true, revision: 'HEAD', path: 'deploiement', values: [] } });
    run.push({ 'deploiement/a.yaml': '' }, 'guichet', 'manifestes').wait(5 * minutes);
    assert.ok(whys(run).some(why => /Le pipeline n° 1 a échoué\. ← Job « construire »/.test(why)));
    assert.deepEqual(statusView(run.state).projects[0]?.pipelines.map(({ id }) => id), [3, 2, 1]);
  });
});

describe('a repository without an external source', () => {
  it('keeps GitLab’s own name for its pipeline file', () => {
    const run = new Simulation().deploy(guichet).wait(minutes);
    run.give({ type: 'set-repository', project: 'guichet', repository: { name: 'outils', source: '', private: false, infra: false, revision: 'HEAD', path: '.', values: [] } });
    const pushed = (files: Readonly<Record<string, string>>) => run.give({ type: 'pushed', project: 'guichet', repository: 'outils', branch: 'main', tree: treeOf(files) }).wait(minutes).state.pipelines.pipelines.at(-1);
    assert.deepEqual(pushed({ '.gitlab-ci.yml': 'rien: { script: [echo] }\n' })?.status, 'success');
    assert.match(whys(run.give({ type: 'pushed', project: 'guichet', repository: 'outils', branch: 'main', tree: treeOf({ '.gitlab-ci-dso.yml': 'rien: { script: [echo] }\n' }) })).join('\n'), /ne contient pas « \.gitlab-ci\.yml » à sa racine/);
  });
});
