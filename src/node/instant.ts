import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { Instant } from '../core/assessment/clock';

let run: string | undefined;

/** Now, for a clock that believes the system's date as little as it can. */
export function instant(): Instant {
  run ??= runOfClock();
  return { wall: Date.now(), mono: Number(process.hrtime.bigint() / 1_000_000n), run };
}

/** Names what the monotonic clock counts from. On Linux that is the machine's start, which has an id: there a process killed and started again reads the same clock. Elsewhere it is this process. */
function runOfClock(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return randomUUID();
  }
}
