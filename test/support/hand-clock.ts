import type { Clock } from '../../src/node/platform/clock';

/** A clock turned by hand: the timers due are called in their order. */
export class HandClock implements Clock {
  private time = 1_790_000_000_000;
  private waiting: { at: number; call: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { at: this.time + milliseconds, call };
    this.waiting.push(timer);
    return () => (this.waiting = this.waiting.filter(one => one !== timer));
  }

  turn(milliseconds: number): void {
    this.time += milliseconds;
    for (const timer of this.waiting.filter(({ at }) => at <= this.time)) {
      this.waiting = this.waiting.filter(one => one !== timer);
      timer.call();
    }
  }
}
