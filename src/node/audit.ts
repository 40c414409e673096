import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { analyser, type RuleBook } from '../core/analysis/analyse';
import type { Stage } from '../core/analysis/environment';
import type { AnalysisResult } from '../core/analysis/finding';
import type { AuditStep } from '../core/analysis/step';
import { analyseRendered } from '../core/analysis/render/analyse';
import { isHead } from '../core/analysis/render/needed';
import { isRendered, type RenderPort } from '../core/analysis/render/port';
import { baselineFile, parseBaseline, type BaselineEntry } from '../core/compliance/baseline';
import { withOwnLint, type OwnLint } from '../core/compliance/own-lint';
import { auditReport, type AuditReport, type AuditRequest, type Reference } from '../core/compliance/report';
import { secretlintLeaks } from './analysis/secretlint';
import { codeReaderFor } from './code/load';
import { contentKey, type KeptResults } from './kept-results';
import { enginesIn } from './render/render-thread';
import { readRepository, type FolderContent } from './workspace';

export interface AuditOptions {
  /** Without it, that language is not read, which saves its parser and linter; it is by default. */
  readonly typescript?: boolean;
  /** The environment charts and overlays are rendered for; all by default. */
  readonly environment?: Stage | 'all';
  /** Where results are kept, so that what has not changed is not analysed again; without it, none is. Such a result has no object and no text of fixes. */
  readonly kept?: KeptResults | undefined;
  /** The process ends with the audit. */
  readonly brief?: boolean;
  /** Told where the analysis is. */
  readonly onStep?: ((step: AuditStep) => void) | undefined;
}

/** Analyses all that a folder holds, as one repository: what the terminal and the editor's audit both run. `product` is the folder of what ships. Rejects only if `root` cannot be listed. */
export async function analyseFolder(root: string, book: RuleBook, product: string, options: AuditOptions = {}): Promise<AnalysisResult> {
  const { typescript = true, environment = 'all', kept, onStep } = options;
  onStep?.({ kind: 'reading' });
  const read = await readRepository(root);
  if (!kept) return (await analyseRead(read, book, product, options)).result;
  const how = `${environment} ${typescript ? 'typescript' : ''}`;
  const key = await contentKey(read, book, product);
  const known = await kept.find(root, how, key);
  if (known) return known;
  const { result, certain } = await analyseRead(read, book, product, options);
  if (certain) await kept.keep(root, how, key, result);
  return result;
}

/** `certain` is false when an engine was stopped before it could answer: on another day, or another machine, it might. */
async function analyseRead(read: FolderContent, { rules, catalogue, schemas }: RuleBook, product: string, { typescript = true, environment = 'all', brief = false, onStep }: AuditOptions): Promise<{ readonly result: AnalysisResult; readonly certain: boolean }> {
  const engines = enginesIn(product, { brief });
  if (read.files.some(({ file }) => isHead(file))) engines.start();
  let certain = true;
  const render: RenderPort['render'] = async request => {
    const outcome = await engines.render(request);
    if (!isRendered(outcome) && outcome.stopped !== undefined) certain = false;
    return outcome;
  };
  try {
    const [known, readCode] = await Promise.all([secretlintLeaks(read.files), typescript ? codeReaderFor(read.files) : undefined]);
    const result = await analyseRendered(read.files, { analyse: analyser(rules, catalogue, schemas), render: { render }, scope: 'repository', known, readCode, environment, onStep });
    return { result: { ...result, ...(read.files.length + read.unreadable.length === 0 ? { empty: true } : {}), unreadable: [...read.unreadable, ...result.unreadable] }, certain };
  } finally {
    engines.dispose();
  }
}

/** What an audit is asked of a folder: `AuditRequest`, but for what is read there. `own` is what the folder's own ESLint said, if it was asked: it is never kept. */
export type FolderAudit = Omit<AuditRequest, 'baseline'> & { readonly own?: OwnLint | undefined };

/** The report on what a folder holds, with its own baseline; `product` is the folder of what ships. Rejects with a `BaselineFault`, or if `root` cannot be listed. */
export async function auditRepository(root: string, book: RuleBook & Reference, asked: FolderAudit, product: string, onStep: (step: AuditStep) => void = () => undefined, kept?: KeptResults): Promise<AuditReport> {
  const baseline = await readBaseline(root);
  const { own, ...request } = asked;
  const analysed = withOwnLint(await analyseFolder(root, book, product, { environment: asked.environment, kept, onStep }), baseline, own);
  onStep({ kind: 'judging' });
  return auditReport(analysed.result, book, { ...request, baseline: analysed.baseline });
}

/** A baseline that cannot be used: the message is a French sentence. */
export class BaselineFault extends Error {}

/** What the team accepts: the entries of `file`, or of the one at the root of the folder if there is one. A link there is not followed: it may leave the folder. */
export async function readBaseline(root: string, file?: string): Promise<readonly BaselineEntry[]> {
  const target = file ?? path.join(root, baselineFile);
  const shown = file === undefined ? baselineFile : path.basename(file);
  let text: string;
  try {
    if (file === undefined && (await lstat(target)).isSymbolicLink()) throw new BaselineFault(`« ${shown} » est un lien et n’est pas suivi. Mettez-y le fichier lui-même.`);
    text = await readFile(target, 'utf8');
  } catch (error) {
    if (error instanceof BaselineFault) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (file === undefined && code === 'ENOENT') return [];
    throw new BaselineFault(code === 'ENOENT' ? `le fichier d’écarts acceptés « ${shown} » n’existe pas. Vérifiez le chemin, ou créez-le avec « cpin baseline ».` : `« ${shown} » ne peut pas être lu (${code ?? String(error)}). Vérifiez vos droits.`);
  }
  const read = parseBaseline(text, shown);
  if ('fault' in read) throw new BaselineFault(read.fault);
  return read.entries;
}
