import https from 'node:https';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { HandClock } from '../../support/hand-clock';
import { guichet } from '../../support/guichet';
import { LivePlatform } from '../../support/live-platform';

const count = 1_000;

/** A thousand watches of the pods of a namespace, while pods are deleted and made again: each must be told every change, in order. */
export async function watches(): Promise<object> {
  const live = new LivePlatform();
  try {
    const clock = new HandClock();
    await live.start(clock);
    await live.deploy(guichet);
    const { runner, endpoint: { api, token } } = live.platform;
    const namespace = (await live.client.status()).projects[0]?.environments[0]?.namespace ?? '';
    const agent = new https.Agent({ maxSockets: Infinity, rejectUnauthorized: false });
    const from = runner.state.cluster.objects.version;
    const texts = Array.from({ length: count }, () => '');
    const opened = await Promise.all(texts.map(async (_, index) => {
      const request = https.get(`${api}/api/v1/namespaces/${namespace}/pods?watch=1&resourceVersion=${from}`, { agent, headers: { authorization: `Bearer ${token}` } });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.setEncoding('utf8').on('data', (text: string) => (texts[index] += text));
      return response;
    }));
    const start = performance.now();
    for (let round = 0; round < 10; round++) {
      const pods = [...(runner.state.cluster.objects.kinds.get('Pod')?.get(namespace)?.keys() ?? [])];
      runner.give({ type: 'delete-pod', ref: { group: '', kind: 'Pod', namespace, name: pods[0] ?? '' } });
      for (let second = 0; second < 30; second++) {
        clock.turn(1_000);
        await new Promise(resolve => setImmediate(resolve));
      }
    }
    const told = (runner.since(from) ?? []).filter(({ object }) => object.kind === 'Pod' && object.metadata.namespace === namespace).map(({ type, version }) => `${type} ${version}`);
    const received = () => texts.map(text => text.split('\n').slice(0, -1));
    // Every watch is awaited until it has as many lines as there were changes; one that ends without is short of some.
    const ended = Promise.all(opened.map(response => once(response, 'close')));
    while (received().some(lines => lines.length < told.length)) if (await Promise.race([ended.then(() => true), new Promise<false>(resolve => setImmediate(() => resolve(false)))])) break;
    const time = performance.now() - start;
    const lost = received().reduce((sum, lines) => sum + told.filter((change, index) => changeOf(lines[index]) !== change).length, 0);
    agent.destroy();
    return { time, changes: told.length, lost, watches: count };
  } finally {
    await live.end();
  }
}

function changeOf(line: string | undefined): string {
  const { type, object } = JSON.parse(line ?? '{}') as { type?: string; object?: { metadata: { resourceVersion: string } } };
  return `${type ?? ''} ${object?.metadata.resourceVersion ?? ''}`;
}
