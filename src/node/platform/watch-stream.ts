import type { ServerResponse } from 'node:http';
import { bookmark, expired, frame, seen, type Watch } from '../../core/platform/api/watch';
import { list, type Change } from '../../core/platform/cluster/store';
import type { Runner } from './runner';

/** Bookmarks come once a minute, as with the real API server. */
const bookmarkEvery = 60_000;

/** Keeps a watch up until its client leaves, its time is over, or it can no longer be followed. */
export function streamWatch(runner: Runner, watch: Watch, response: ServerResponse): void {
  const { version } = runner.state.cluster.objects;
  const missed = watch.since === undefined ? [] : runner.since(watch.since);
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  if (missed === undefined) return void response.end(expired(watch.since ?? 0, version));
  let first = true;
  const write = (event: { readonly type: string; readonly object: Change['object'] }) => {
    response.write(frame(watch, event, first, runner.renderer, runner.state.now));
    first = false;
  };
  response.flushHeaders();
  if (watch.since === undefined) for (const object of list(runner.state.cluster.objects, watch.resource.group, watch.resource.kind, watch.namespace).filter(watch.test)) write({ type: 'ADDED', object });
  if (watch.since === undefined && watch.bookmarks) response.write(bookmark(watch, version, true));
  const follow = (changes: readonly Change[]) => changes.forEach(change => {
    const event = seen(watch, change);
    if (event) write(event);
  });
  follow(missed);
  const end = (text = '') => {
    close();
    response.end(text);
  };
  const forget = runner.listen({ changed: follow, rewound: () => end(expired(version, runner.state.cluster.objects.version)) });
  const marks = watch.bookmarks ? setInterval(() => response.write(bookmark(watch, runner.state.cluster.objects.version)), bookmarkEvery) : undefined;
  const over = watch.timeoutSeconds === undefined ? undefined : setTimeout(() => end(watch.bookmarks ? bookmark(watch, runner.state.cluster.objects.version) : ''), watch.timeoutSeconds * 1000);
  const close = () => {
    forget();
    clearInterval(marks);
    clearTimeout(over);
  };
  response.on('close', close);
}
