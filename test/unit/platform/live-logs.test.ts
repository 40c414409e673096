import assert from 'node:assert/strict';
import type { Pod } from '../../../src/core/platform/cluster/object';
import { find } from '../../../src/core/platform/cluster/store';
import { kubeReader, type KubeReader } from '../../../src/node/platform/kube';
import { followPodLog } from '../../../src/node/platform/pod-log';
import { strings } from '../../../src/protocol/strings';
import { LiveText } from '../../../src/vscode/platform/live-text';
import { but, guichet } from '../../support/guichet';
import { HandClock } from '../../support/hand-clock';
import { LivePlatform } from '../../support/live-platform';

const words = strings('fr').platformView;

/** A log being followed: what it says, and when it says something. */
class Followed {
  text = '';
  private waiting: { readonly wanted: RegExp; readonly met: () => void }[] = [];
  private readonly abort = new AbortController();
  readonly ended: Promise<void>;

  constructor(follow: (write: (text: string) => void, signal: AbortSignal) => Promise<void>) {
    this.ended = follow(text => {
      this.text += text;
      this.waiting = this.waiting.filter(({ wanted, met }) => !wanted.test(this.text) || met());
    }, this.abort.signal);
    this.ended.catch(() => undefined);
  }

  /** Resolves once it says something; mocha's own limit ends a wait in vain. */
  says(wanted: RegExp): Promise<void> {
    return wanted.test(this.text) ? Promise.resolve() : new Promise(met => this.waiting.push({ wanted, met }));
  }

  close(): void {
    this.abort.abort();
  }
}

describe('logs that are followed', function () {
  this.timeout(60_000);
  let live: LivePlatform;
  let clock: HandClock;
  beforeEach(async () => {
    clock = new HandClock();
    live = await new LivePlatform().start(clock);
  });
  afterEach(() => live.end());

  /** A container of the sample that ends as soon as it starts, for ever. */
  async function crashing(): Promise<{ api: KubeReader; place: { namespace: string; pod: string; container: string }; restarts: number }> {
    await live.deploy(but('Dockerfile', 'EXPOSE 8080', 'EXPOSE 80'));
    const { projects: [project] } = await live.client.status();
    const [environment] = project?.environments ?? [];
    const pod = environment?.workloads[0]?.pods[0] ?? assert.fail('no pod');
    return { api: await kubeReader(live.kubeconfig), place: { namespace: environment?.namespace ?? '', pod: pod.name, container: 'guichet' }, restarts: pod.restarts };
  }

  /** Lets time pass until a container has ended its n-th life again: nobody else has a turn meanwhile. */
  function restartedUntil({ namespace, pod }: { readonly namespace: string; readonly pod: string }, restarts: number): void {
    const status = () => (find(live.platform.runner.state.cluster.objects, { group: '', kind: 'Pod', namespace, name: pod }) as Pod | undefined)?.status.containerStatuses?.[0] ?? assert.fail('no container');
    for (let steps = 0; status().restartCount < restarts || !status().state.waiting; steps++) {
      assert.ok(steps < 1000, 'it restarts');
      clock.turn(1000);
    }
  }

  it('go through the restarts of a container, each line once, the life that was missed included', async () => {
    const { api, place, restarts } = await crashing();
    const log = new Followed((write, signal) => followPodLog(api, place, words, write, signal));
    await log.says(/EACCES[\s\S]*── Le conteneur s’est arrêté \(Error, code 1\)/);
    restartedUntil(place, restarts + 1);
    await log.says(new RegExp(`Redémarrage n° ${restarts + 1} [\\s\\S]*s’est arrêté`));
    // Two lives, then three, before anyone can read the first.
    restartedUntil(place, restarts + 3);
    await log.says(new RegExp(`Redémarrage n° ${restarts + 3} [\\s\\S]*s’est arrêté`));
    restartedUntil(place, restarts + 6);
    await log.says(/── 1 redémarrage\(s\) dont Kubernetes n’a pas gardé le journal ──[\s\S]*s’est arrêté/);
    assert.deepEqual([...log.text.matchAll(/── Redémarrage n° (\d+) ──/g)].map(([, n]) => Number(n) - restarts), [1, 2, 3, 5, 6]);
    assert.equal(log.text.match(/EACCES/g)?.length, 6, log.text);
    await live.client.give({ type: 'delete-pod', ref: { group: '', kind: 'Pod', namespace: place.namespace, name: place.pod } });
    clock.turn(60_000);
    await log.ended;
    assert.match(log.text, /── Ce pod n’existe plus : son journal s’arrête ici\. ──\n$/);
  });

  it('end with an error when the platform goes, and when nobody reads them any more', async () => {
    const { api, place } = await crashing();
    const [left, closed] = [new Followed((write, signal) => followPodLog(api, place, words, write, signal)), new Followed((write, signal) => followPodLog(api, place, words, write, signal))];
    await Promise.all([left.says(/s’est arrêté/), closed.says(/s’est arrêté/)]);
    closed.close();
    await assert.rejects(closed.ended, { name: 'AbortError' });
    await live.platform.stop();
    await assert.rejects(left.ended);
    await live.start(clock);
  });

  it('of a job grow as it writes, to its last line', async () => {
    live.commit(guichet);
    for (const command of [
      { type: 'create-project', slug: 'guichet' },
      { type: 'set-repository', project: 'guichet', repository: { name: 'guichet', source: live.repository, private: false, infra: true, revision: 'HEAD', path: 'deploiement', values: [] } },
      { type: 'synchronise', project: 'guichet', repository: 'guichet', branch: 'main' },
    ] as const) assert.ok((await live.client.give(command)).ok);
    await live.platform.runner.quiet();
    const jobs = (await live.client.status()).projects[0]?.pipelines[0]?.jobs ?? [];
    const job = jobs.find(({ name }) => name === 'construire') ?? assert.fail('no job');
    const pieces: string[] = [];
    let over = false;
    const log = new Followed(async (write, signal) => {
      for await (const text of await live.client.followJob(job.id, signal)) {
        pieces.push(text);
        write(text);
      }
      over = true;
    });
    for (let seconds = 0; seconds < 600 && !over; seconds++) {
      clock.turn(1000);
      // One round trip: what was written is on its way.
      await live.client.status();
    }
    await log.ended;
    assert.ok(pieces.length > 1, 'it grew');
    assert.match(log.text, /Job succeeded\n$/);
    assert.equal(log.text, await live.client.jobLog(job.id));
    await assert.rejects(live.client.followJob(9999, new AbortController().signal), /n’existe plus/);
  });
});

describe('the text of a log that is read again', () => {
  const made = (limit?: number) => new LiveText('(coupé)', limit);

  it('is not told twice', () => {
    const log = made();
    log.add('a\nb\n');
    log.note('— arrêt —\n');
    log.again();
    for (const piece of ['a', '\nb', '\nc\n', 'd\n']) log.add(piece);
    assert.equal(log.text, 'a\nb\n— arrêt —\nc\nd\n');
  });

  it('is told whole when it says something else', () => {
    const log = made();
    log.add('a\nb\n');
    log.again();
    log.add('a\n');
    log.add('autre\n');
    assert.equal(log.text, 'a\nb\na\nautre\n');
  });

  it('lets go of its beginning beyond its limit, by whole lines, and says so', () => {
    const log = made(100);
    for (let n = 0; n < 60; n++) log.add(`ligne ${n}\n`);
    assert.match(log.text, /^\(coupé\)\nligne \d+\n[\s\S]*ligne 59\n$/);
    assert.ok(log.text.length <= 110);
    assert.ok(!log.text.slice(8).includes('coupé'));
  });
});
