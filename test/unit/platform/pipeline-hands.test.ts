import assert from 'node:assert/strict';
import { commandRefusal } from '../../../src/core/platform/refusal';
import { isSettled } from '../../../src/core/platform/settled';
import { newPlatform } from '../../../src/core/platform/state';
import { platformEngine } from '../../../src/core/platform/engine';
import type { Command } from '../../../src/core/platform/event';
import { platformBook } from '../../support/analysis';
import { but, guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';
import { scripted } from '../../support/script-failure-modes';

const minutes = 60_000;
const last = (run: Simulation) => run.state.pipelines.pipelines.at(-1);
const jobOf = (run: Simulation, name: string) => {
  const found = last(run)?.jobs.find(job => job.name === name);
  assert.ok(found, name);
  return found;
};
const asked = (run: Simulation, command: Command) => {
  assert.equal(commandRefusal(run.state, command), undefined);
  run.give(command);
};
const pushAnother = (files: Readonly<Record<string, string>>) => ({ ...files, 'NOTES.md': 'encore' });

describe('hands on a pipeline', () => {
  it('play the job that holds it, and it goes on', () => {
    const run = new Simulation().deploy(scripted(['echo fait'], '  when: manual\n  allow_failure: false\n')).wait(10 * minutes);
    assert.equal(last(run)?.status, 'manual');
    assert.ok(isSettled(run.state), 'nothing comes of it by itself');
    asked(run, { type: 'play-job', job: jobOf(run, 'tester').id });
    run.wait(5 * minutes);
    assert.deepEqual([last(run)?.status, jobOf(run, 'construire').status], ['success', 'success']);
    assert.match(commandRefusal(run.state, { type: 'play-job', job: jobOf(run, 'tester').id }) ?? '', /400 Bad request - Unplayable Job/);
  });

  it('play an optional job of a pipeline that is over', () => {
    const run = new Simulation().deploy(scripted(['cat package.json'], '  when: manual\n')).wait(10 * minutes);
    assert.deepEqual([last(run)?.status, jobOf(run, 'tester').status], ['success', 'manual']);
    asked(run, { type: 'play-job', job: jobOf(run, 'tester').id });
    assert.equal(last(run)?.status, 'running');
    run.wait(minutes);
    assert.deepEqual([last(run)?.status, jobOf(run, 'tester').status], ['success', 'success']);
  });

  it('begin a delayed job before its hour, which then does nothing more', () => {
    const run = new Simulation().deploy(scripted(['sleep 200'], '  when: delayed\n  start_in: 10 minutes\n')).wait(2 * minutes);
    asked(run, { type: 'play-job', job: jobOf(run, 'tester').id });
    run.wait(30 * minutes);
    assert.deepEqual([last(run)?.status, jobOf(run, 'tester').attempts], ['success', 1]);
  });

  it('cancel a job that runs, and run it again: what was set for the first time does not end the second', () => {
    const run = new Simulation().deploy(scripted(['sleep 120'])).wait(60_000);
    const { id } = jobOf(run, 'tester');
    assert.equal(jobOf(run, 'tester').status, 'running');
    asked(run, { type: 'cancel-job', job: id });
    assert.deepEqual([jobOf(run, 'tester').status, jobOf(run, 'construire').status, last(run)?.status], ['canceled', 'skipped', 'canceled']);
    assert.equal(jobOf(run, 'tester').log.at(-1)?.text, 'ERROR: Job failed: canceled');
    assert.match(commandRefusal(run.state, { type: 'cancel-job', job: id }) ?? '', /403 Forbidden - Job is not cancelable/);
    asked(run, { type: 'retry-job', job: id });
    run.wait(100_000);
    assert.equal(jobOf(run, 'tester').status, 'running');
    run.wait(5 * minutes);
    assert.equal(last(run)?.status, 'success');
  });

  it('retry what failed, of the last commit only', () => {
    const run = new Simulation().deploy(scripted(['exit 1'])).wait(5 * minutes);
    const failed = last(run)?.id ?? 0;
    asked(run, { type: 'retry-pipeline', pipeline: failed });
    run.wait(5 * minutes);
    assert.deepEqual([last(run)?.status, jobOf(run, 'tester').attempts], ['failed', 2]);
    run.push(pushAnother(scripted(['exit 1']))).wait(5 * minutes);
    assert.match(commandRefusal(run.state, { type: 'retry-pipeline', pipeline: failed }) ?? '', /commit plus ancien/);
    assert.match(commandRefusal(run.state, { type: 'retry-pipeline', pipeline: 99 }) ?? '', /404 Not Found/);
    assert.match(commandRefusal(run.state, { type: 'cancel-pipeline', pipeline: failed }) ?? '', /rien à annuler/);
  });

  it('jobs of one resource run one at a time, whatever their pipeline', () => {
    const files = but('.gitlab-ci-dso.yml', '  stage: test-app\n', '  stage: test-app\n  resource_group: base\n', scripted(['sleep 120']));
    const run = new Simulation().deploy(files).wait(60_000).push(pushAnother(files)).wait(60_000);
    const [first, second] = run.state.pipelines.pipelines;
    assert.deepEqual([first, second].map(one => one?.jobs.find(({ name }) => name === 'tester')?.status), ['running', 'waiting_for_resource']);
    run.wait(10 * minutes);
    assert.deepEqual(run.state.pipelines.pipelines.map(({ status }) => status), ['success', 'success']);
  });

  it('a newer commit stops what may be interrupted', () => {
    const policy = (name: string, job = 'interruptible: true') => but('.gitlab-ci-dso.yml', 'stages:', `workflow: { auto_cancel: { on_new_commit: ${name} } }\nstages:`, but('.gitlab-ci-dso.yml', '  stage: test-app\n', `  stage: test-app\n  ${job}\n`, scripted(['sleep 120'])));
    const outcome = (files: Readonly<Record<string, string>>) => {
      const run = new Simulation().deploy(files).wait(60_000).push(pushAnother(files)).wait(1_000);
      return run.state.pipelines.pipelines[0]?.jobs.map(({ status }) => status);
    };
    assert.deepEqual(outcome(policy('interruptible')), ['success', 'canceled', 'skipped']);
    assert.deepEqual(outcome(policy('none')), ['success', 'running', 'created']);
    assert.deepEqual(outcome(policy('conservative')), ['success', 'running', 'created'], 'read_secret has run, and may not be interrupted');
  });

  it('replay to the same', () => {
    const run = new Simulation().deploy(scripted(['echo fait'], '  when: manual\n  allow_failure: false\n')).wait(10 * minutes);
    asked(run, { type: 'play-job', job: jobOf(run, 'tester').id });
    run.wait(5 * minutes);
    const engine = platformEngine(platformBook);
    const again = run.inputs.reduce((state, { at, input }) => engine(state, at, input).state, newPlatform(1));
    assert.deepEqual(engine(again, run.state.now).state.pipelines, run.state.pipelines);
  });

  it('do nothing with what they do not know', () => {
    const run = new Simulation().deploy(guichet).wait(minutes);
    for (const command of [{ type: 'play-job', job: -1 }, { type: 'retry-job', job: Number.NaN }, { type: 'cancel-job', job: 1e9 }] as const) assert.match(commandRefusal(run.state, command) ?? '', /404 Not Found/);
  });
});
