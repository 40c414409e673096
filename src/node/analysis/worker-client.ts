import { Worker } from 'node:worker_threads';
import type { RuleBook } from '../../core/analysis/analyse';
import type { AnalysisResult, Position } from '../../core/analysis/finding';
import type { AnalysisPort, DescriptionPort, Scope, SourceFile } from '../../core/analysis/port';
import type { FieldDescription } from '../../core/analysis/schema/field';
import { threadOf } from '../thread';

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
}

type Answer = AnalysisResult | FieldDescription | undefined;

/** Analyses in a thread of its own, one question after the other. The thread starts with the first question; a question that stalls or kills it is answered as unreadable, and the next one has a new thread. */
export function workerAnalysis({ script, rules, idle = 60_000, limit = 10_000 }: WorkerOptions): WorkerAnalysis {
  // Several files may be a chart, which is rendered more than once; one is what somebody is typing.
  const allowed = ({ files }: Question) => (files.length > 1 ? limit * 6 : limit);
  const thread = threadOf<Question, Answer>({
    start: async () => {
      const { rules: cards, catalogue } = await rules();
      return new Worker(script, { workerData: { rules: cards, catalogue }, resourceLimits: { maxOldGenerationSizeMb: 512 } });
    },
    failed: (question, why) => {
      if (question.at !== undefined) return undefined;
      if (why === 'ended') return unread([], '');
      return unread(question.files, why === 'time' ? `l’analyse dépassait ${Math.round(allowed(question) / 1000)} secondes` : `l’analyse s’est interrompue (${why.message})`);
    },
    idle,
    limit: allowed,
  });
  return {
    analyse: (files, scope = 'files') => thread.ask({ files, scope }) as Promise<AnalysisResult>,
    describe: (file, at) => thread.ask({ files: [file], scope: 'files', at }) as Promise<FieldDescription | undefined>,
    dispose: () => thread.dispose(),
  };
}

const unread = (files: readonly SourceFile[], why: string): AnalysisResult => ({
  findings: [], resources: [], unreadable: files.map(({ file }) => ({ file, reason: `« ${file} » n’a pas été vérifié : ${why}. Simplifiez ou découpez ce fichier, puis recommencez.` })),
});
