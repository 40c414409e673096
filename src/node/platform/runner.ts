import { Renderer } from '../../core/platform/api/render';
import type { Change } from '../../core/platform/cluster/store';
import type { Engine } from '../../core/platform/engine';
import type { Answer, Command, Input, Request } from '../../core/platform/event';
import { pendingRequests } from '../../core/platform/gitops/compare';
import { commandRefusal } from '../../core/platform/refusal';
import { isSettled } from '../../core/platform/settled';
import type { PlatformState } from '../../core/platform/state';
import { minute, second, type Time } from '../../core/platform/time';
import type { Language } from '../../core/platform/view/words/language';
import { Fault } from '../../core/platform/view/words/said';
import type { Clock } from './clock';

/** What could not be put on disk: it has not happened. It says what to do. */
export class NotKept extends Fault {}

/** Where a run is kept. `append` resolves nothing and returns once the line is on disk; it throws `NotKept` when it cannot be. */
export interface RunLog {
  append(at: number, input?: Input): void;
}

/** Fulfils what the core asks for. Never rejects: a failure is an answer. */
export type Fulfil = (request: Request) => Promise<Answer>;

/** Changes of the cluster, and the end of what a watch can follow: time was accelerated, every date has moved. */
export interface Listener {
  changed(changes: readonly Change[]): void;
  rewound(): void;
  /** Something outside the cluster moved: a pipeline, a synchronisation. */
  moved?(): void;
}

/** How many times as fast as the clock a run may go. */
export type Pace = 1 | 10;

/** How many changes a watch may be late by, at least. */
const keptChanges = 20_000;
/** While time is accelerated, what is due within this much virtual time is done in one step. */
const stride = second;
/** How long after the disk refused an answer it is asked to take it again. */
const anotherTry = 5 * second;
/** Accelerating stops after this much virtual time whatever happens. */
const longest = 45 * minute;

/** Runs the platform in time: turns the engine when something is due or asked, records every input first, and has requests fulfilled. */
export class Runner {
  renderer: Renderer;
  private readonly listeners = new Set<Listener>();
  private history: Change[] = [];
  private forget: () => void = () => undefined;
  private pending = 0;
  private idle: (() => void)[] = [];
  private accelerating: Promise<boolean> | undefined;
  private stopped = new AbortController();
  private telling = false;
  private wish: Pace = 1;
  private unpace: (() => void) | undefined;
  private unkept: NotKept | undefined;

  constructor(private current: PlatformState, private readonly engine: Engine, private readonly log: RunLog, private readonly fulfil: Fulfil, private readonly clock: Clock) {
    this.renderer = new Renderer(clock.now() - current.now);
    this.plan();
  }

  /** Asks again for what a process that died was doing: its answers were never recorded. */
  resume(): void {
    for (const request of pendingRequests(this.current)) this.ask(request);
  }

  /** The state now: what was due is done. Whoever is being told of changes sees the state they led to, so that all are told everything in its order. */
  get state(): PlatformState {
    if (!this.accelerating && !this.telling) this.turn(this.elapsed);
    return this.current;
  }

  /** Gives a command; throws `NotKept` when it cannot be recorded. A refused one changes nothing and is not recorded; the answer is the sentence that says why. */
  give(command: Command, language?: Language): { readonly ok: true } | { readonly ok: false; readonly message: string } {
    const refusal = commandRefusal(this.state, command, language);
    if (refusal !== undefined) return { ok: false, message: refusal };
    this.input(command);
    return { ok: true };
  }

  /** Takes what an adapter found by itself. */
  learn(answer: Answer): void {
    this.keeping(answer, () => undefined);
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Calls back once the run has come to an instant, unless what it returns is called before. Accelerating moves the instant nearer: whoever waits is told, and asks again. */
  at(instant: Time, call: () => void): () => void {
    return this.clock.after(Math.max(0, instant - (this.clock.now() - this.renderer.origin)), call);
  }

  /** The changes after a version; undefined when they are no longer all known. */
  since(version: number): readonly Change[] | undefined {
    return version < this.oldest ? undefined : this.history.filter(change => change.version > version);
  }

  /** The oldest version whose changes are all known. */
  get oldest(): number {
    return (this.history[0]?.version ?? this.current.cluster.objects.version + 1) - 1;
  }

  /** Resolves once nothing the core asked for is being done. */
  quiet(): Promise<void> {
    return this.pending === 0 ? Promise.resolve() : new Promise(resolve => this.idle.push(resolve));
  }

  /** Makes time pass as fast as possible until nothing more is to be expected. Resolves to whether that came; rejects with `NotKept` when the disk keeps it from going on. */
  settle(): Promise<boolean> {
    return (this.accelerating ??= this.accelerate().finally(() => {
      this.accelerating = undefined;
      this.plan();
    }));
  }

  /** Stops accelerating, if it does: what is under way goes on as the clock does. */
  halt(): void {
    this.stopped.abort();
  }

  /** How many times as fast as the clock the run goes, as long as something is to be expected: at rest it goes as the clock does. */
  get pace(): Pace {
    return this.wish;
  }

  set pace(pace: Pace) {
    this.wish = pace;
    this.hurry();
    this.each(listener => listener.moved?.());
  }

  /** Whether time passes as fast as possible now. */
  get accelerates(): boolean {
    return this.accelerating !== undefined;
  }

  /** Stops the clock; the state can still be read. */
  stop(): void {
    this.forget();
    this.unpace?.();
    this.mark();
  }

  private async accelerate(): Promise<boolean> {
    this.stopped = new AbortController();
    const { signal } = this.stopped;
    const halted = new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
    this.turn(this.elapsed);
    const start = this.current.now;
    for (;;) {
      await Promise.race([this.quiet(), halted]);
      if (this.unkept && this.pending > 0) throw this.unkept;
      const [next] = this.current.timers;
      const settled = isSettled(this.current);
      if (settled || !next || signal.aborted || next.at - start > longest) {
        if (this.current.now > start) this.rewind();
        return settled;
      }
      this.turn(next.at + stride);
      // A breath: requests and other clients are served meanwhile.
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  /** Once a second, what the clock lacks is skipped over: a whole second at a time, since whoever watches lists again each time. */
  private hurry(): void {
    this.unpace?.();
    this.unpace = undefined;
    if (this.wish === 1 || isSettled(this.current)) return;
    this.unpace = this.clock.after(second, () => {
      if (!this.accelerating) {
        this.turn(this.elapsed);
        this.turn(this.current.now + (this.wish - 1) * second);
        this.rewind();
      }
      this.hurry();
    });
  }

  /** The run began earlier than was thought: every date moves, and whoever watches lists again. */
  private rewind(): void {
    this.renderer = new Renderer(this.clock.now() - this.current.now);
    this.mark();
    this.history = [];
    this.each(listener => listener.rewound());
  }

  private get elapsed(): number {
    return Math.max(this.current.now, this.clock.now() - this.renderer.origin);
  }

  private input(input: Input): void {
    const at = this.accelerating ? this.current.now : this.elapsed;
    this.log.append(at, input);
    this.turn(at, input);
    if (!this.unpace) this.hurry();
  }

  private turn(to: number, input?: Input): void {
    const due = this.current.timers[0];
    if (!input && (!due || due.at > to)) {
      this.current = to > this.current.now ? { ...this.current, now: to } : this.current;
      return;
    }
    const { state, changes, requests } = this.engine(this.current, to, input);
    this.current = state;
    if (changes.length > 0) this.tell(changes);
    else if (!this.accelerating) this.each(listener => listener.moved?.());
    for (const request of requests) this.ask(request);
    this.plan();
  }

  private tell(changes: readonly Change[]): void {
    this.history.push(...changes);
    // Cut now and then, and not at each change: what is kept is moved.
    if (this.history.length > 2 * keptChanges) this.history = this.history.slice(-keptChanges);
    // While time is accelerated watches are silent: they will be ended, and list again.
    if (!this.accelerating) this.each(listener => listener.changed(changes));
  }

  private each(call: (listener: Listener) => void): void {
    this.telling = true;
    try {
      for (const listener of [...this.listeners]) call(listener);
    } finally {
      this.telling = false;
    }
  }

  private ask(request: Request): void {
    this.pending++;
    void this.fulfil(request).then(answer => this.keeping(answer, () => --this.pending > 0 || this.rest()));
  }

  /** Takes an answer; one that the disk refuses is taken again later, since nobody would ask for it again. Whoever accelerates is told. */
  private keeping(answer: Answer, then: () => void): void {
    try {
      this.input(answer);
      this.unkept = undefined;
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      this.unkept = error;
      this.clock.after(anotherTry, () => this.keeping(answer, then));
      return this.rest();
    }
    then();
  }

  private rest(): void {
    for (const resolve of this.idle.splice(0)) resolve();
  }

  /** Records that time has passed. What is lost of it when the disk refuses is time alone. */
  private mark(): void {
    try {
      this.log.append(this.current.now);
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
    }
  }

  /** Wakes up when the next timer is due, and not before: at rest the platform takes no processor time. */
  private plan(): void {
    this.forget();
    const [next] = this.current.timers;
    if (!next || this.accelerating) return;
    this.forget = this.at(next.at, () => {
      this.turn(this.elapsed);
      this.plan();
    });
  }
}
