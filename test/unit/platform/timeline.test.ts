import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { freeze } from '../../../src/core/platform/state';
import { clientOf } from '../../../src/node/platform/client';
import { frenchText } from '../../support/french';
import { but, guichet, without } from '../../support/guichet';
import { HandClock } from '../../support/hand-clock';
import { LivePlatform } from '../../support/live-platform';

describe('the timeline of a run', function () {
  this.timeout(60_000);
  let live: LivePlatform;
  let clock: HandClock;
  beforeEach(async () => {
    clock = new HandClock();
    live = await new LivePlatform().start(clock);
  });
  afterEach(() => live.end());

  it('tells what was asked, and what pipelines, Argo CD and the cluster made of it, in the order of its virtual time', async () => {
    await live.deploy(guichet);
    const { now, pace, settled, moments } = await live.client.timeline();
    const order = [/^Console : projet guichet créé$/, /^Synchronisation de guichet\/guichet demandée/, /^guichet\/guichet reçoit [0-9a-f]{8} « un commit »$/, /^Pipeline n° 1 de guichet\/guichet : commence/, /^Job construire \(docker-build\) : commence$/, /^Image guichet\/api:main poussée/, /^Pipeline n° 1 de guichet\/guichet : réussi$/, /est Synced, Healthy$/];
    const places = order.map(wanted => moments.findIndex(({ what }) => wanted.test(what)));
    assert.deepEqual(places, [...places].sort((a, b) => a - b), moments.map(({ at, what }) => `${at} ${what}`).join('\n'));
    assert.ok(!places.includes(-1), JSON.stringify(places));
    assert.ok(moments.some(({ what, kind, detail }) => /^Started, Pod guichet-\S+ : /.test(what) && kind === 'cluster' && detail));
    assert.ok(moments.every(({ at }) => at <= now) && settled && pace === 1);
  });

  it('is told in the language that is asked for, whatever it was told in before', async () => {
    await live.deploy(without('.gitlab-ci-dso.yml', guichet));
    const told = async (language: 'fr' | 'en') => (await clientOf(live.platform.endpoint, 10_000, () => language).timeline()).moments.map(({ what }) => what);
    const [french, english] = [await told('fr'), await told('en')];
    assert.equal(english.length, french.length);
    assert.ok(english.includes('Pipeline no. 1 of guichet/guichet: No pipeline: the synchronised branch has no “.gitlab-ci-dso.yml” at its root.'), english.join('\n'));
    assert.ok(english.includes('Console: project guichet made'));
    for (const what of english) assert.doesNotMatch(what, frenchText);
  });

  it('shows the platform as it was at any moment, and as it is at the last', async () => {
    await live.deploy(but('Dockerfile', 'EXPOSE 8080', 'EXPOSE 80'));
    const { now, moments } = await live.client.timeline();
    const last = await live.client.past(now);
    assert.deepEqual(last.status, await live.client.status());
    assert.deepEqual(last.why, await live.client.why());
    const begun = moments.find(({ what }) => what.startsWith('Pipeline n° 1')) ?? assert.fail('no pipeline');
    const then = (await live.client.past(begun.at)).status.projects[0];
    assert.equal(then?.pipelines[0]?.status, 'running');
    assert.deepEqual(then?.images, []);
    const started = moments.find(({ what }) => what.startsWith('Job tester')) ?? assert.fail('no job');
    assert.equal((await live.client.past(started.at)).status.projects[0]?.pipelines[0]?.jobs.find(({ name }) => name === 'tester')?.status, 'running');
    await assert.rejects(live.client.past(now + 3_600_000), /n’est pas dans le déroulé/);
  });

  it('follows the run: what comes later is added, what is told again is counted where it was first', async () => {
    await live.deploy(but('Dockerfile', 'EXPOSE 8080', 'EXPOSE 80'));
    const backOff = async () => (await live.client.timeline()).moments.filter(({ what }) => what.includes('Back-off restarting'));
    const before = await backOff();
    for (let minutes = 0; minutes < 8; minutes++) clock.turn(60_000);
    const after = await backOff();
    assert.equal(after.length, before.length);
    assert.ok((after[0]?.times ?? 0) > (before[0]?.times ?? 0));
    await live.client.give({ type: 'create-project', slug: 'autre' });
    assert.match((await live.client.timeline()).moments.at(-1)?.what ?? '', /projet autre créé/);
    assert.deepEqual((await live.client.past((await live.client.timeline()).now)).status, await live.client.status());
  });

  it('goes on after a stop, from its first moment', async () => {
    await live.deploy(guichet);
    const { moments } = await live.client.timeline();
    await live.platform.stop();
    await live.start(clock);
    assert.deepEqual((await live.client.timeline()).moments, moments);
  });

  it('goes ten times as fast as the clock when asked, until it is at rest, and replays the same', async () => {
    live.commit(guichet);
    await live.client.hurry(10);
    for (const command of [
      { type: 'create-project', slug: 'guichet' },
      { type: 'set-repository', project: 'guichet', repository: { name: 'guichet', source: live.repository, private: false, infra: true, revision: 'HEAD', path: 'deploiement', values: [] } },
      { type: 'synchronise', project: 'guichet', repository: 'guichet', branch: 'main' },
    ] as const) assert.ok((await live.client.give(command)).ok);
    await live.platform.runner.quiet();
    const { now } = live.platform.runner.state;
    for (let seconds = 0; seconds < 3; seconds++) clock.turn(1000);
    assert.equal(live.platform.runner.state.now, now + 30_000);
    assert.equal((await live.client.timeline()).pace, 10);
    for (let seconds = 0; seconds < 600 && !(await live.client.timeline()).settled; seconds++) clock.turn(1000);
    const rest = live.platform.runner.state.now;
    clock.turn(1000);
    clock.turn(1000);
    assert.ok(live.platform.runner.state.now <= rest + 11_000, 'at rest it goes as the clock does');
    await live.client.hurry(1);
    const state = freeze(live.platform.runner.state);
    await live.platform.stop();
    rmSync(path.join(live.state, 'snapshot.json'));
    await live.start(clock);
    assert.deepEqual(JSON.parse(JSON.stringify(freeze(live.platform.runner.state))), JSON.parse(JSON.stringify(state)));
  });
});
