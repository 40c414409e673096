import type { Engine } from '../../core/platform/engine';
import { momentsOf, type Moment } from '../../core/platform/view/moment';
import { newPlatform, type PlatformState } from '../../core/platform/state';
import { second, type Time } from '../../core/platform/time';
import type { Recorded } from './folder';

/** How many moments are kept, and how many states to begin again from. */
const kept = { moments: 3_000, states: 200 };
/** What is due within this much virtual time is replayed in one step, as when time is accelerated. */
const stride = second;
/** How long it works, in milliseconds, before others are served. */
const turn = 25;

interface Kept {
  readonly state: PlatformState;
  /** How many inputs it holds. */
  readonly inputs: number;
}

/** The past of a run, replayed from its seed and its inputs: what happened, and the state at any moment. Made at the first question, it then follows the run. */
export class History {
  private readonly states: Kept[] = [{ state: newPlatform(1), inputs: 0 }];
  private moments: Moment[] = [];
  private readonly byKey = new Map<string, Moment>();
  private last: Kept = { state: newPlatform(1), inputs: 0 };
  private queue: Promise<unknown> = Promise.resolve();

  /** `recorded` grows as the run does. */
  constructor(private readonly engine: Engine, private readonly recorded: readonly Recorded[]) {}

  /** What happened up to an instant, which is not before the last one asked, in its order. */
  momentsUntil(now: Time): Promise<readonly Moment[]> {
    return this.alone(async () => {
      this.last = await this.replay(this.last, now, true);
      return this.moments;
    });
  }

  /** The state as it was at an instant, all that came then included. */
  stateAt(instant: Time): Promise<PlatformState> {
    return this.alone(async () => {
      const from = this.states.findLast(({ state }) => state.now <= instant) ?? { state: newPlatform(1), inputs: 0 };
      return (await this.replay(from, instant, false)).state;
    });
  }

  private async replay({ state, inputs }: Kept, to: Time, told: boolean): Promise<Kept> {
    let breath = Date.now();
    const step = (until: Time, input?: Recorded['input']) => {
      const { state: after, changes } = this.engine(state, Math.max(state.now, until), input);
      if (told) this.tell(momentsOf({ before: state, after, changes, input }));
      state = after;
    };
    const advance = async (until: Time) => {
      for (let next = state.timers[0]; next && next.at <= until; next = state.timers[0]) {
        step(Math.min(until, next.at + stride));
        if (Date.now() - breath > turn) await new Promise(resolve => setImmediate(resolve));
        else continue;
        breath = Date.now();
      }
    };
    for (let line = this.recorded[inputs]; line && line.at <= to; line = this.recorded[++inputs]) {
      await advance(line.at);
      step(line.at, line.input);
      if (told) this.keep({ state, inputs: inputs + 1 });
    }
    await advance(to);
    step(to);
    return { state, inputs };
  }

  private tell(moments: readonly Moment[]): void {
    for (const moment of moments) {
      const known = moment.key === undefined ? undefined : this.byKey.get(moment.key);
      // The same thing told again is told where it was first.
      const shown = known ? { ...known, what: moment.what, times: moment.times ?? 1 } : moment;
      if (known) this.moments[this.moments.lastIndexOf(known)] = shown;
      else this.moments.push(shown);
      if (moment.key !== undefined) this.byKey.set(moment.key, shown);
    }
    if (this.moments.length > 2 * kept.moments) this.moments = this.moments.slice(-kept.moments);
  }

  /** One state in two is let go of when there are many: what lies between is computed again. */
  private keep(state: Kept): void {
    this.states.push(state);
    if (this.states.length > kept.states) this.states.splice(0, this.states.length, ...this.states.filter((_, index) => index % 2 === 0));
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }
}
