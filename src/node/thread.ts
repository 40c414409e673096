import { performance } from 'node:perf_hooks';
import type { Worker } from 'node:worker_threads';

export interface ThreadOptions<Question, Answer> {
  /** Starts the thread. It answers each message with one. */
  readonly start: () => Worker | Promise<Worker>;
  /** What is answered for a question that took more than its `limit` in milliseconds of work, or four times as many while the machine was busy elsewhere, that ended the thread, or that is open when `dispose` ends it. */
  readonly failed: (question: Question, why: 'time' | 'ended' | Error) => Answer;
  /** Milliseconds without a question after which the thread ends and gives its memory back. */
  readonly idle: number;
  readonly limit: (question: Question) => number;
}

export interface Thread<Question, Answer> {
  /** Rejects only when the thread cannot be started. */
  ask(question: Question): Promise<Answer>;
  /** Starts the thread before anything is asked, if it is not there: it keeps no process alive. What prevents it is said to the first question. */
  start(): void;
  /** Ends the thread; the questions not answered yet are answered as failed. */
  dispose(): void;
}

interface Asked<Question, Answer> {
  readonly question: Question;
  readonly answer: (answer: Answer) => void;
  readonly refuse: (error: unknown) => void;
}

/** How much of its limit a question must have worked to be given up, and how many times its limit it may last otherwise. */
const most = 0.9;
const longest = 4;

/** Milliseconds for which the processors worked for this process, but for what this thread may have asked of them itself. */
function busy(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 - performance.eventLoopUtilization().active;
}

/** Asks a thread one question after the other. It starts with the first and keeps the process alive only while one is open; one that stalls or kills it is answered as failed, and the next has a new thread. */
export function threadOf<Question, Answer>(options: ThreadOptions<Question, Answer>): Thread<Question, Answer> {
  const waiting: Asked<Question, Answer>[] = [];
  let current: Asked<Question, Answer> | undefined;
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;

  const end = () => {
    clearTimeout(timer);
    const ended = worker;
    worker = undefined;
    // What a thread says while it is being ended concerns nobody.
    ended?.removeAllListeners();
    ended?.on('error', () => undefined);
    void ended?.terminate();
  };
  let starting: Promise<Worker> | undefined;
  const start = (): Promise<Worker> => (starting ??= begin().finally(() => (starting = undefined)));
  const begin = async (): Promise<Worker> => {
    const made = await options.start();
    made.on('message', (answer: Answer) => settle(answer));
    made.on('error', error => giveUp(error));
    made.on('exit', code => giveUp(new Error(`exit ${code}`)));
    // It is the thread from this very moment, so that nobody starts another; it may have been disposed of while it started.
    if (disposed) void made.terminate();
    else worker = made;
    return made;
  };
  const settle = (answer: Answer) => {
    clearTimeout(timer);
    const done = current;
    current = undefined;
    done?.answer(answer);
    next();
  };
  const giveUp = (why: 'time' | Error) => {
    const stopped = current;
    end();
    if (stopped) settle(options.failed(stopped.question, why));
  };
  /** Gives up after `limit`, unless the thread got too little of the processors for that to mean a hang: it then has longer. */
  const watch = (asked: Asked<Question, Answer>, limit: number, used = busy(), waited = limit) => {
    timer = setTimeout(() => {
      // What was answered while we were busy ourselves comes before this.
      setImmediate(() => {
        if (current !== asked) return;
        if (busy() - used >= limit * most || waited >= limit * longest) giveUp('time');
        else watch(asked, limit, used, waited + limit / 4);
      });
    }, waited === limit ? limit : limit / 4);
  };
  const next = () => {
    if (current) return;
    current = waiting.shift();
    if (!current) {
      worker?.unref();
      if (worker) timer = setTimeout(end, options.idle).unref();
      return;
    }
    clearTimeout(timer);
    void send(current);
  };
  const send = async (asked: Asked<Question, Answer>) => {
    try {
      const ready = worker ?? (await start());
      // It may have been answered, as failed, while the thread started.
      if (current !== asked) return;
      ready.ref();
      clearTimeout(timer);
      watch(asked, options.limit(asked.question));
      ready.postMessage(asked.question);
    } catch (error) {
      asked.refuse(error);
      if (current !== asked) return;
      current = undefined;
      next();
    }
  };
  return {
    ask: question => new Promise<Answer>((answer, refuse) => {
      if (disposed) return answer(options.failed(question, 'ended'));
      waiting.push({ question, answer, refuse });
      next();
    }),
    start() {
      if (disposed || worker || current) return;
      void start().then(ready => {
        // A question that came meanwhile has it.
        if (current || worker !== ready) return;
        ready.unref();
        timer = setTimeout(end, options.idle).unref();
      }, () => undefined);
    },
    dispose() {
      disposed = true;
      const open = [...(current ? [current] : []), ...waiting.splice(0)];
      current = undefined;
      end();
      for (const { question, answer } of open) answer(options.failed(question, 'ended'));
    },
  };
}
