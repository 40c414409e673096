// Composition root of the analysis thread: it is given the rules when it starts, then files, and answers each message with one result.
import { parentPort, workerData } from 'node:worker_threads';
import { analyser, type RuleBook } from './core/analysis/analyse';
import type { SourceFile } from './core/analysis/port';

const { rules, catalogue } = workerData as RuleBook;
const analyse = analyser(rules, catalogue);

parentPort?.on('message', ({ files, scope }: { files: readonly SourceFile[]; scope: 'repository' | 'files' }) => parentPort?.postMessage(analyse(files, scope)));
