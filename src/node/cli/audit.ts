import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { AnalysisResult, Severity } from '../../core/analysis/finding';
import { format } from '../../protocol/format';
import { analyseFolder } from '../audit';
import { exit, oneOf, Refusal, type Command, type Terminal } from './command';
import { toJson, toText } from './report';

const levels: readonly Severity[] = ['information', 'warning', 'error'];

/** `cpin audit DIR`: what the rules find in a folder. */
export const audit: Command = {
  path: ['audit'],
  operands: ['DIR'],
  options: { format: { type: 'string', default: 'text' }, 'fail-on': { type: 'string', default: 'warning' } },
  usage: '[--format text|json] [--fail-on information|warning|error]',
  summary: ({ cli }) => cli.auditSummary,
  async run({ values, positionals: [dir = '.'] }, terminal) {
    const output = oneOf(terminal, '--format', values['format'], ['text', 'json'] as const);
    const threshold = oneOf(terminal, '--fail-on', values['fail-on'], levels);
    const result = await auditFolder(dir, terminal);
    terminal.out(output === 'json' ? toJson(result) : toText(result, terminal));
    return exitCode(result, threshold);
  },
};

/** Analyses what `dir` holds, a path from where the terminal stands. Throws a `Refusal` when it is no folder that can be read. */
export async function auditFolder(dir: string, terminal: Terminal): Promise<AnalysisResult> {
  const root = await rootOf(dir, terminal);
  return analyseFolder(root, await terminal.content.catalog()).catch((error: NodeJS.ErrnoException) => {
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
export function exitCode(result: AnalysisResult, threshold: Severity): number {
  const failing = result.findings.some(({ severity }) => levels.indexOf(severity) >= levels.indexOf(threshold));
  return failing ? exit.found : result.unreadable.length > 0 ? exit.unable : exit.ok;
}
