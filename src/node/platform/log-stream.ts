import type { ServerResponse } from 'node:http';
import type { ApiAnswer } from '../../core/platform/api/answer';
import { lineText, logSource, logText } from '../../core/platform/api/logs';
import { find } from '../../core/platform/cluster/store';
import type { Pod } from '../../core/platform/cluster/object';
import { followed } from './followed';
import type { Runner } from './runner';

/** Writes a container's log; followed, it goes on until the container ends or the client leaves. */
export function streamLog(runner: Runner, { pod, query, source }: ApiAnswer & { kind: 'log' }, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const { attempt, name } = source.run;
  let told = runner.state.now;
  response.write(logText(source.lines, query, told, runner.renderer));
  if (!query.follow || query.previous || !source.run.state.running) return void response.end();
  response.flushHeaders();
  followed(runner, response, () => {
    const now = runner.state.now;
    const live = find(runner.state.cluster.objects, { group: '', kind: 'Pod', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name }) as Pod | undefined;
    const current = live && live.metadata.uid === pod.metadata.uid ? logSource(live, runner.state.cluster.runs.get(live.metadata.uid), { ...query, container: name, previous: false }) : undefined;
    const same = current?.ok === true && current.run.attempt === attempt;
    for (const line of same ? current.lines : source.lines) if (line.at > told && line.at <= now) response.write(lineText(line, query, runner.renderer));
    told = now;
    return same && current.run.state.running ? current.lines.find(({ at }) => at > now)?.at : 'over';
  });
}
