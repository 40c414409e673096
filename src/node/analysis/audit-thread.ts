import { Worker } from 'node:worker_threads';
import type { RuleBook } from '../../core/analysis/analyse';
import type { AuditStep } from '../../core/analysis/step';
import type { AuditReport, Reference } from '../../core/compliance/report';
import type { FolderAudit } from '../audit';

/** What the thread is asked: the requirements go with the question, since analysing a document needs none. */
export interface AuditQuestion {
  readonly audit: { readonly root: string; readonly requirements: Reference['requirements']; readonly asked: FolderAudit };
}

/** What the thread says: where it is, then the report, or a French sentence that says why there is none. */
export type AuditAnswer = { readonly step: AuditStep } | { readonly report: AuditReport } | { readonly fault: string };

export interface AuditRun {
  readonly script: string;
  readonly book: RuleBook & Reference;
  readonly root: string;
  readonly asked: FolderAudit;
  readonly signal: AbortSignal;
  onStep(step: AuditStep): void;
}

/** Audits a folder in a thread of its own, so that what is being typed never waits; `signal` ends it at once, and nothing is then answered. Rejects with a French sentence. */
export function auditInThread({ script, book, root, asked, signal, onStep }: AuditRun): Promise<AuditReport | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve(undefined);
    const { rules, catalogue, requirements } = book;
    const worker = new Worker(script, { workerData: { rules, catalogue } satisfies RuleBook, resourceLimits: { maxOldGenerationSizeMb: 512 } });
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', abort);
      worker.removeAllListeners();
      // What a thread says while it is being ended concerns nobody.
      worker.on('error', () => undefined);
      void worker.terminate();
      settle();
    };
    const abort = () => end(() => resolve(undefined));
    signal.addEventListener('abort', abort);
    worker.on('message', (answer: AuditAnswer) => {
      if ('step' in answer) onStep(answer.step);
      else if ('report' in answer) end(() => resolve(answer.report));
      else end(() => reject(new Error(answer.fault)));
    });
    worker.on('error', error => end(() => reject(new Error(`L’audit s’est interrompu (${error.message}). Auditez un dossier plus petit, ou écartez ce qui est généré.`))));
    worker.on('exit', code => end(() => reject(new Error(`L’audit s’est interrompu (code ${code}). Recommencez.`))));
    worker.postMessage({ audit: { root, requirements, asked } } satisfies AuditQuestion);
  });
}
