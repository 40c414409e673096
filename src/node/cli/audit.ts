import { stat } from 'node:fs/promises';
import path from 'node:path';
import { stages } from '../../core/analysis/environment';
import type { AnalysisResult, Severity } from '../../core/analysis/finding';
import type { BaselineEntry } from '../../core/compliance/baseline';
import { toHtml } from '../../core/compliance/render/html';
import { toJson } from '../../core/compliance/render/json';
import { toMarkdown } from '../../core/compliance/render/markdown';
import { withOwnLint, type OwnLint } from '../../core/compliance/own-lint';
import { toSarif } from '../../core/compliance/render/sarif';
import { auditReport, type AuditReport } from '../../core/compliance/report';
import type { Catalog } from '../../core/curriculum/catalog';
import { format } from '../../protocol/format';
import { analyseFolder, type AuditOptions, BaselineFault, readBaseline } from '../audit';
import { exit, oneOf, Refusal, type Arguments, type Command, type Terminal } from './command';
import { toText } from './report';
import { stepsIn } from './steps';

const levels: readonly Severity[] = ['information', 'warning', 'error'];

const formats: Readonly<Record<string, (report: AuditReport, terminal: Terminal, catalog: Catalog, whole: boolean) => string>> = {
  text: (report, terminal, _catalog, whole) => toText(report, terminal, whole),
  json: toJson,
  sarif: (report, _terminal, catalog) => toSarif(report, catalog, catalog.version),
  markdown: toMarkdown,
  html: report => toHtml(report),
};

/** `cpin audit DIR`: what the rules find in a folder, then what it shows of each requirement of the CCT. */
export const audit: Command = {
  path: ['audit'],
  operands: ['DIR'],
  options: {
    env: { type: 'string', default: 'all' }, format: { type: 'string', default: 'text' }, 'fail-on': { type: 'string', default: 'warning' },
    baseline: { type: 'string' }, date: { type: 'string' }, name: { type: 'string' }, 'no-typescript': { type: 'boolean', default: false }, 'no-cache': { type: 'boolean', default: false }, eslint: { type: 'boolean', default: false }, requirements: { type: 'boolean', default: false },
  },
  usage: '[--env dev|preprod|prod|all] [--format text|json|sarif|markdown|html] [--fail-on information|warning|error] [--baseline FILE] [--date AAAA-MM-JJ] [--name TEXT] [--requirements] [--no-typescript] [--no-cache] [--eslint]',
  summary: ({ cli }) => cli.auditSummary,
  async run({ values, positionals: [dir = '.'] }, terminal) {
    const environment = oneOf(terminal, '--env', values['env'], [...stages, 'all'] as const);
    const output = oneOf(terminal, '--format', values['format'], Object.keys(formats));
    const threshold = oneOf(terminal, '--fail-on', values['fail-on'], levels);
    const date = dateOf(terminal, '--date', values['date']);
    const root = await rootOf(dir, terminal);
    const baseline = await baselineOf(root, values, terminal);
    const typescript = values['no-typescript'] !== true;
    const analysed = await auditFolder(dir, terminal, { environment, typescript, kept: values['no-cache'] === true ? undefined : terminal.kept });
    const catalog = await terminal.content.catalog();
    const { result, baseline: entries } = withOwnLint(analysed, baseline, await ownLintOf(root, values));
    // Rules that did not run prove nothing by their silence, and what was accepted of them may still be there.
    const skipped = new Set(typescript ? [] : catalog.rules.filter(({ appliesTo }) => appliesTo === 'typescript' || appliesTo === 'architecture').map(({ id }) => id));
    const name = values['name'];
    const report = auditReport(result, { ...catalog, rules: catalog.rules.filter(({ id }) => !skipped.has(id)) }, { environment, today: date ?? today(), baseline: entries.filter(({ rule }) => !skipped.has(rule)), ...(date === undefined ? {} : { date }), ...(typeof name === 'string' ? { name } : {}) });
    terminal.out(formats[output]?.(report, terminal, catalog, values['requirements'] === true) ?? '');
    return exitCode(report, threshold);
  },
};

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** A date an option gives, as AAAA-MM-JJ; a `Refusal` when it is none. */
export function dateOf(terminal: Terminal, option: string, given: Arguments['values'][string]): string | undefined {
  if (given === undefined) return undefined;
  const text = String(given);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)) || new Date(text).toISOString().slice(0, 10) !== text) throw new Refusal(format(terminal.strings.cli.badDate, { option, value: text }));
  return text;
}

/** The entries of the baseline that `--baseline` names, or of the folder's own; a `Refusal` when it cannot be used. */
export async function baselineOf(root: string, values: Arguments['values'], terminal: Terminal): Promise<readonly BaselineEntry[]> {
  const file = values['baseline'];
  try {
    return await readBaseline(root, typeof file === 'string' ? path.resolve(terminal.cwd, file) : undefined);
  } catch (error) {
    throw error instanceof BaselineFault ? new Refusal(error.message) : error;
  }
}

/** What the repository's own ESLint says, where `--eslint` asks for it; whoever interrupts us ends it too, since it is in a group of its own. */
export async function ownLintOf(root: string, values: Arguments['values']): Promise<OwnLint | undefined> {
  if (values['eslint'] !== true) return undefined;
  const { ownEslint } = await import('../code/own-eslint');
  const controller = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const listeners = signals.map(signal => [signal, () => {
    controller.abort();
    forget();
    process.kill(process.pid, signal);
  }] as const);
  const forget = () => listeners.forEach(([signal, listener]) => process.off(signal, listener));
  listeners.forEach(([signal, listener]) => process.once(signal, listener));
  try {
    return await ownEslint(root, { signal: controller.signal });
  } finally {
    forget();
  }
}

/** Analyses what `dir` holds, a path from where the terminal stands. Throws a `Refusal` when it is no folder that can be read. */
export async function auditFolder(dir: string, terminal: Terminal, options: AuditOptions = {}): Promise<AnalysisResult> {
  const root = await rootOf(dir, terminal);
  return analyseFolder(root, await terminal.content.catalog(), terminal.product, { ...options, brief: true, onStep: stepsIn(terminal) }).finally(() => terminal.say?.('')).catch((error: NodeJS.ErrnoException) => {
    throw error.code === undefined ? error : new Refusal(format(terminal.strings.cli.unreadableFolder, { dir, reason: error.code }));
  });
}

/** The folder `dir` names, from where the terminal stands; a `Refusal` says why it is none. */
export async function rootOf(dir: string, terminal: Terminal): Promise<string> {
  const root = path.resolve(terminal.cwd, dir);
  const found = await stat(root).catch(() => undefined);
  if (!found) throw new Refusal(format(terminal.strings.cli.noFolder, { dir }));
  if (!found.isDirectory()) throw new Refusal(format(terminal.strings.cli.notAFolder, { dir }));
  return root;
}

/** A finding at or above the threshold fails; without one, what could not be read leaves the answer unknown. */
export function exitCode(result: Pick<AuditReport, 'findings' | 'unreadable'>, threshold: Severity): number {
  const failing = result.findings.some(({ severity }) => levels.indexOf(severity) >= levels.indexOf(threshold));
  return failing ? exit.found : result.unreadable.some(({ mark }) => mark !== true) ? exit.unable : exit.ok;
}
