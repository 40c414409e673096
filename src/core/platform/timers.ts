import type { Timer } from './event';

/** Timers in the order they are due: a binary heap, whose array is plain data. */
export class Timers {
  private readonly heap: Timer[];

  constructor(from: readonly Timer[]) {
    this.heap = [...from];
  }

  get first(): Timer | undefined {
    return this.heap[0];
  }

  add(timer: Timer): void {
    let at = this.heap.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(this.heap[at] as Timer, this.heap[above] as Timer)) return;
      this.swap(at, above);
      at = above;
    }
  }

  take(): Timer | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first === undefined || last === undefined || this.heap.length === 0) return first;
    this.heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      for (const child of [left, right]) if (child < this.heap.length && before(this.heap[child] as Timer, this.heap[least] as Timer)) least = child;
      if (least === at) return first;
      this.swap(at, least);
      at = least;
    }
  }

  result(): readonly Timer[] {
    return this.heap;
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b] as Timer, this.heap[a] as Timer];
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
