import type { ServerResponse } from 'node:http';
import type { Language } from '../../core/platform/view/words/language';
import { said } from '../../core/platform/view/words/said';
import { followed } from './followed';
import type { Runner } from './runner';

/** Writes the log of a job as far as it is written; followed, it goes on until the job is over or the client leaves. False when no job bears this number. */
export function streamJob(runner: Runner, id: number, goesOn: boolean, language: Language, response: ServerResponse): boolean {
  const find = () => runner.state.pipelines.pipelines.flatMap(({ jobs }) => jobs).find(one => one.id === id);
  if (!find()) return false;
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.flushHeaders();
  let told = 0;
  const turn = () => {
    const job = find();
    const { now } = runner.state;
    const log = job?.log ?? [];
    // Lines are counted, and not dated: a job that is tried again goes on after them.
    const written = log.filter(({ at }) => at <= now);
    if (written.length > told) response.write(written.slice(told).map(({ text }) => `${said(language, text)}\n`).join(''));
    told = Math.max(told, written.length);
    const next = log[told];
    return !job || (ended.has(job.status) && !next) ? 'over' : next?.at;
  };
  if (goesOn) followed(runner, response, turn);
  else {
    turn();
    response.end();
  }
  return true;
}

const ended: ReadonlySet<string> = new Set(['success', 'failed', 'skipped', 'manual', 'canceled']);
