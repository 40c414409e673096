// Composition root of the analysis thread: it is given the cards when it starts, then files, and answers each message with one result.
import { parentPort, workerData } from 'node:worker_threads';
import { analyser } from './core/analysis/analyse';
import type { RuleCard } from './core/analysis/card';
import type { SourceFile } from './core/analysis/port';

const analyse = analyser(workerData as readonly RuleCard[]);

parentPort?.on('message', (files: readonly SourceFile[]) => parentPort?.postMessage(analyse(files)));
