import type { ServerResponse } from 'node:http';
import type { Runner } from './runner';

/** Writes the log of a job as far as it is written; followed, it goes on until the job is over or the client leaves. False when no job bears this number. */
export function streamJob(runner: Runner, id: number, followed: boolean, response: ServerResponse): boolean {
  const find = () => runner.state.pipelines.pipelines.flatMap(({ jobs }) => jobs).find(one => one.id === id);
  if (!find()) return false;
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.flushHeaders();
  let told = 0;
  let wait = (): void => undefined;
  const close = () => {
    forget();
    wait();
  };
  const follow = () => {
    wait();
    const job = find();
    const { now } = runner.state;
    const log = job?.log ?? [];
    // Lines are counted, and not dated: a job that is tried again goes on after them.
    const written = log.filter(({ at }) => at <= now);
    if (written.length > told) response.write(written.slice(told).map(({ text }) => `${text}\n`).join(''));
    told = Math.max(told, written.length);
    const next = log[told];
    if (!followed || !job || (ended.has(job.status) && !next)) {
      close();
      return void response.end();
    }
    if (next) wait = runner.at(next.at, follow);
  };
  const forget = followed ? runner.listen({ changed: follow, rewound: follow, moved: follow }) : () => undefined;
  response.on('close', close);
  follow();
  return true;
}

const ended: ReadonlySet<string> = new Set(['success', 'failed', 'skipped', 'manual', 'canceled']);
