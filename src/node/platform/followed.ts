import type { ServerResponse } from 'node:http';
import type { Time } from '../../core/platform/time';
import type { Runner } from './runner';

/** Calls `turn` now and each time the run moves, until it answers `over`, which ends the response, or the client leaves. An instant it answers is one at which it wants its turn even if nothing moves. */
export function followed(runner: Runner, response: ServerResponse, turn: () => Time | 'over' | undefined): void {
  let wait = (): void => undefined;
  const close = () => {
    forget();
    wait();
  };
  const follow = () => {
    wait();
    const next = turn();
    if (next === 'over') {
      close();
      response.end();
    } else if (next !== undefined) wait = runner.at(next, follow);
  };
  const forget = runner.listen({ changed: follow, rewound: follow, moved: follow });
  response.on('close', close);
  follow();
}
