import assert from 'node:assert/strict';
import { statusText } from '../../../src/core/platform/api/pod-columns';
import { statusOf } from '../../../src/core/platform/gitops/status';
import { statusView } from '../../../src/core/platform/view/status';
import { momentViews } from '../../../src/core/platform/view/timeline';
import { explain } from '../../../src/core/platform/view/why';
import { defaultBehaviour } from '../../../src/core/platform/registry/behaviour';
import { said } from '../../../src/core/platform/view/words/said';
import { frenchText } from '../../support/french';
import { realEngines } from '../../support/render';
import { failureModes as others, type FailureMode } from '../../support/failure-modes';
import { chainFailureModes } from '../../support/chain-failure-modes';
import { clusterFailureModes } from '../../support/cluster-failure-modes';
import { dailyFailureModes } from '../../support/daily-failure-modes';
import { gitOpsFailureModes } from '../../support/gitops-failure-modes';
import { scriptFailureModes } from '../../support/script-failure-modes';
import { pipelineFailureModes } from '../../support/pipeline-failure-modes';
import { imageFailureModes } from '../../support/image-failure-modes';
import { kindFailureModes } from '../../support/kind-failure-modes';
import { Simulation } from '../../support/platform';

const engines = realEngines();
const failureModes = [...others, ...gitOpsFailureModes, ...chainFailureModes, ...scriptFailureModes, ...imageFailureModes, ...pipelineFailureModes, ...kindFailureModes, ...dailyFailureModes, ...clusterFailureModes];

const minute = 60_000;
/** Long enough for back-offs to show, short of the deadline at which a rollout is given up. */
const fiveMinutes = 5 * 60_000;

describe('fidelity: what goes wrong on the platform goes wrong here, in the same words', function () {
  this.timeout(30_000);
  after(() => engines.dispose());

  for (const mode of failureModes) it(`${mode.name} (${mode.source})`, () => check(mode));

  it('knows each failure by one name', () => assert.equal(new Set(failureModes.map(({ name }) => name)).size, failureModes.length));
});

async function check({ files, behaviour, other, then, stage = 'dev', cluster = 'hp', cpu = 4, path = 'deploiement', values = [], commands = [], tests, status, event, application, pipeline, why }: FailureMode): Promise<void> {
  const run = behaviour ? Simulation.with({ behaviourOf: () => ({ ...defaultBehaviour, ...behaviour }) }) : new Simulation();
  if (tests) run.give({ type: 'tests-allowed', allowed: true }).tests = tests;
  if (other) await run.deploy(other, { project: 'autre', cluster }).pass(minute * 4, engines);
  await run.deploy(files, { stage, cluster, cpu, path, values, commands }).pass(fiveMinutes, engines);
  if (then) await run.push(then).pass(fiveMinutes, engines);
  // A program that restarts is caught between two lives.
  const statuses = () => [...new Set(run.pods.map(statusText))];
  if (status === undefined && event) assert.deepEqual(run.pods.map(({ metadata }) => metadata.name), [], 'no pod is made');
  if (status !== undefined) {
    for (let i = 0; i < 60 && !statuses().includes(status); i++) run.wait(2_000);
    assert.ok(statuses().includes(status), `pods are ${statuses().join(', ') || 'absent'}, not ${status}`);
  }
  if (event) assert.ok(run.told().some(text => event.test(text)), `no event is ${event.source}:\n${run.told().join('\n')}`);
  if (application) checkApplication(run, application);
  if (pipeline) checkPipeline(run, pipeline);
  const [french, english] = (['fr', 'en'] as const).map(language => explain(run.state, language).map(({ chain }) => chain.map(({ what }) => what)));
  assert.deepEqual(english?.map(({ length }) => length), french?.map(({ length }) => length));
  // What a repository and its application say stays in their words.
  const own = [...Object.values(files), ...Object.values(then ?? {}), JSON.stringify(behaviour ?? {})].join('\n');
  for (const what of inEnglish(run)) for (const part of what.split(/: |, |[“”"\n]/)) assert.ok(!frenchText.test(part) || own.includes(part.trim()), what);
  if (why) {
    const last = explain(run.state).map(({ chain }) => chain.map(({ what }) => what).join(' ← '));
    assert.ok(last.some(chain => why.test(chain)), `nothing explains ${why.source}:\n${last.join('\n')}`);
  }
}

/** All that an interface in English shows of a run: causes, states, what logs say beside the commands of a script, the timeline. */
function inEnglish({ state, moments }: Simulation): string[] {
  const causes = explain(state, 'en').flatMap(({ chain }) => chain.map(({ what }) => what));
  const states = statusView(state, 'en').projects.flatMap(({ repositories, pipelines, images, environments }) => [
    ...repositories.flatMap(({ syncFailure }) => syncFailure ?? []),
    ...pipelines.flatMap(({ errors, jobs }) => [...errors, ...jobs.flatMap(({ failure }) => failure ?? [])]),
    ...images.flatMap(({ scan }) => (scan ?? []).map(({ title }) => title)),
    ...environments.flatMap(({ applications }) => applications.flatMap(({ message }) => message ?? [])),
  ]);
  const logs = state.pipelines.pipelines.flatMap(({ jobs }) => jobs.flatMap(({ log }) => log.map(({ text }) => said('en', text)))).filter(line => !line.startsWith('$ '));
  return [...causes, ...states, ...logs, ...momentViews(moments, 'en').map(({ what }) => what)];
}

function checkApplication(run: Simulation, expected: NonNullable<FailureMode['application']>): void {
  const application = run.state.gitops.applications.find(({ project }) => project === 'guichet');
  assert.ok(application);
  const { sync, health } = statusOf(application, run.state.cluster.objects);
  assert.deepEqual([sync, health], [expected.sync, expected.health]);
  const told = [said('fr', application.comparisonError ?? application.operation?.message ?? ''), ...(application.operation?.results ?? []).map(({ message }) => message)];
  if (expected.message) assert.ok(told.some(text => expected.message?.test(text)), `nothing is ${expected.message.source}:\n${told.join('\n')}`);
}

function checkPipeline(run: Simulation, expected: NonNullable<FailureMode['pipeline']>): void {
  const [found] = run.state.pipelines.pipelines;
  assert.equal(found?.status, expected.status, JSON.stringify(found?.errors));
  if (expected.error) assert.match(found.errors.map(error => said('fr', error)).join('\n'), expected.error);
  const failed = found.jobs.filter(job => job.status === 'failed').map(({ name }) => name);
  assert.deepEqual(failed, expected.job === undefined ? [] : [expected.job]);
  for (const [name, log] of Object.entries(expected.logs ?? {})) assert.match(found.jobs.find(job => job.name === name)?.log.map(({ text }) => said('fr', text)).join('\n') ?? '', log);
  for (const [name, status] of Object.entries(expected.jobs ?? {})) assert.equal(found.jobs.find(job => job.name === name)?.status, status, name);
  if (expected.log) assert.match(found.jobs.find(({ name }) => name === expected.job)?.log.map(({ text }) => said('fr', text)).join('\n') ?? '', expected.log);
}
