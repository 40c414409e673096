import { Worker } from 'node:worker_threads';
import type { RuleBook } from '../../core/analysis/analyse';
import type { AnalysisResult, Position } from '../../core/analysis/finding';
import type { AnalysisPort, DescriptionPort, Scope, SourceFile } from '../../core/analysis/port';
import type { FieldDescription } from '../../core/analysis/schema/field';

export interface WorkerOptions {
  /** The bundled script of the analysis thread. */
  readonly script: string;
  /** Asked for once, when the thread first starts. */
  readonly rules: () => Promise<RuleBook>;
  /** Milliseconds without a question after which the thread ends and gives its memory back. */
  readonly idle?: number;
  /** Milliseconds after which an analysis is taken for a hang: the thread is ended and the files are reported. */
  readonly limit?: number;
}

export interface WorkerAnalysis extends AnalysisPort, DescriptionPort {
  dispose(): void;
}

interface Question {
  readonly files: readonly SourceFile[];
  readonly scope: Scope;
  /** Set when what is asked is the description of the field there. */
  readonly at?: Position;
  readonly answer: (result: AnalysisResult | FieldDescription | undefined) => void;
  readonly fail: (error: Error) => void;
}

/** Analyses in a thread of its own, one question after the other. The thread starts with the first question; a question that stalls or kills it is answered as unreadable, and the next one has a new thread. */
export function workerAnalysis(options: WorkerOptions): WorkerAnalysis {
  const { idle = 60_000, limit = 10_000 } = options;
  const waiting: Question[] = [];
  let current: Question | undefined;
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
  const start = async (): Promise<Worker> => {
    const { rules, catalogue } = await options.rules();
    const made = new Worker(options.script, { workerData: { rules, catalogue }, resourceLimits: { maxOldGenerationSizeMb: 512 } });
    made.unref();
    made.on('message', (result: AnalysisResult | FieldDescription | undefined) => settle(result));
    made.on('error', error => giveUp(`l’analyse s’est interrompue (${error.message})`));
    return made;
  };
  const settle = (result: AnalysisResult | FieldDescription | undefined) => {
    const done = current;
    current = undefined;
    clearTimeout(timer);
    done?.answer(result);
    next();
  };
  const giveUp = (why: string) => {
    const files = current?.files ?? [];
    const described = current?.at !== undefined;
    end();
    settle(described ? undefined : { findings: [], resources: [], unreadable: files.map(({ file }) => ({ file, reason: `« ${file} » n’a pas été vérifié : ${why}. Simplifiez ou découpez ce fichier, puis recommencez.` })) });
  };
  const next = () => {
    if (disposed || current) return;
    current = waiting.shift();
    if (!current) {
      if (worker) timer = setTimeout(end, idle).unref();
      return;
    }
    const asked = current;
    clearTimeout(timer);
    void (worker ? Promise.resolve(worker) : start()).then(ready => {
      if (disposed || current !== asked) return void ready.terminate();
      worker = ready;
      // Several files may be a chart, which is rendered more than once; one is what somebody is typing.
      const allowed = asked.files.length > 1 ? limit * 6 : limit;
      timer = setTimeout(() => giveUp(`l’analyse dépassait ${Math.round(allowed / 1000)} secondes`), allowed).unref();
      ready.postMessage({ files: asked.files, scope: asked.scope, at: asked.at });
    }, (error: Error) => {
      current = undefined;
      asked.fail(error);
      next();
    });
  };
  return {
    analyse: (files, scope = 'files') => new Promise<AnalysisResult>((answer, fail) => {
      if (disposed) return answer({ findings: [], unreadable: [], resources: [] });
      waiting.push({ files, scope, answer: result => answer(result as AnalysisResult), fail });
      next();
    }),
    describe: (file, at) => new Promise<FieldDescription | undefined>((answer, fail) => {
      if (disposed) return answer(undefined);
      waiting.push({ files: [file], scope: 'files', at, answer: result => answer(result as FieldDescription | undefined), fail });
      next();
    }),
    dispose() {
      disposed = true;
      end();
      for (const question of [...(current ? [current] : []), ...waiting.splice(0)]) question.answer(question.at ? undefined : { findings: [], unreadable: [], resources: [] });
    },
  };
}
