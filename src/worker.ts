// Composition root of the analysis thread: it is given the rules when it starts, then files, and answers each message with one result; or one audit, with its steps.
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { analyser, type RuleBook } from './core/analysis/analyse';
import type { AnalysisResult, Position } from './core/analysis/finding';
import type { Scope, SourceFile } from './core/analysis/port';
import { fieldAt } from './core/analysis/schema/field';
import { analyseRendered } from './core/analysis/render/analyse';
import { enginesIn } from './node/render/render-thread';
import { schemasIn } from './node/schemas/load';
import { secretlintLeaks } from './node/analysis/secretlint';
import type { AuditAnswer, AuditQuestion } from './node/analysis/audit-thread';
import { auditRepository } from './node/audit';
import { codeReaderFor } from './node/code/load';
import { keptFolder } from './node/home';
import { keptIn } from './node/kept-results';

const { rules, catalogue } = workerData as RuleBook;
const schemas = schemasIn(path.join(__dirname, 'schemas'));
const analyse = analyser(rules, catalogue, schemas);

const render = enginesIn(__dirname);

/** A failure here ends the thread, and whoever asked is told. */
parentPort?.on('message', (question: { files: readonly SourceFile[]; scope: Scope; at?: Position } | AuditQuestion) => {
  if ('audit' in question) return audit(question);
  void answer(question.files, question.scope, question.at).then(result => parentPort?.postMessage(result));
});

async function answer(files: readonly SourceFile[], scope: Scope, at: Position | undefined): Promise<AnalysisResult | ReturnType<typeof fieldAt>> {
  const [asked] = files;
  if (at) return asked && fieldAt(asked, at, schemas.kubernetes(), schemas.texts());
  const [known, readCode] = await Promise.all([secretlintLeaks(files), codeReaderFor(files)]);
  return analyseRendered(files, { analyse, render, scope, known, readCode });
}

function audit({ audit: { root, requirements, asked } }: AuditQuestion): void {
  const say = (one: AuditAnswer) => parentPort?.postMessage(one);
  auditRepository(root, { rules, catalogue, schemas, requirements }, asked, __dirname, step => say({ step }), keptIn(keptFolder())).then(report => say({ report }), (error: Error) => say({ fault: error.message }));
}
