// Composition root of the analysis thread: it is given the rules when it starts, then files, and answers each message with one result.
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { analyser, type RuleBook } from './core/analysis/analyse';
import type { Scope, SourceFile } from './core/analysis/port';
import { schemasIn } from './node/schemas/load';
import { secretlintLeaks } from './node/analysis/secretlint';
import { codeReaderFor } from './node/code/load';

const { rules, catalogue } = workerData as RuleBook;
const analyse = analyser(rules, catalogue, schemasIn(path.join(__dirname, 'schemas')));

/** A failure here ends the thread, and whoever asked is told. */
parentPort?.on('message', ({ files, scope }: { files: readonly SourceFile[]; scope: Scope }) => void Promise.all([secretlintLeaks(files), codeReaderFor(files)]).then(([known, readCode]) => parentPort?.postMessage(analyse(files, scope, known, readCode))));
