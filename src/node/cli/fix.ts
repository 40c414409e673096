import { lstat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { analyser } from '../../core/analysis/analyse';
import { isAnalysable } from '../../core/analysis/names';
import { mend } from '../../core/analysis/mend';
import { format } from '../../protocol/format';
import { readFolder } from '../workspace';
import { exit, Refusal, type Command } from './command';
import { rootOf } from './audit';

/** `cpin fix DIR`: applies the fixes of the rules. Everything else in the files stays byte for byte as it was. */
export const fix: Command = {
  path: ['fix'],
  operands: ['DIR'],
  options: { rule: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  usage: '[--rule RULE] [--dry-run]',
  summary: ({ cli }) => cli.fixSummary,
  async run({ values, positionals: [dir = '.'] }, terminal) {
    const { cli } = terminal.strings;
    const { rules, catalogue, schemas } = await terminal.content.catalog();
    const only = values['rule'];
    if (only !== undefined && !rules.some(({ id }) => id === only)) throw new Refusal(format(cli.unknownRule, { rule: String(only) }));
    const root = await rootOf(dir, terminal);
    const { files } = await readFolder(root, isAnalysable);
    const { files: changed, applied } = mend(analyser(rules, catalogue, schemas), files, finding => only === undefined || finding.rule === only);
    if (values['dry-run'] !== true) for (const { file, text } of changed) await write(path.join(root, file), text);
    for (const { file, rule, title } of applied) terminal.out(`${file}  ${title}  [${rule}]\n`);
    terminal.out(`${format(values['dry-run'] === true ? cli.wouldFix : cli.fixed, { fixes: applied.length, files: changed.length })}\n`);
    return exit.ok;
  },
};

/** A link is left alone: what it names has a place of its own. */
async function write(file: string, text: string): Promise<void> {
  if ((await lstat(file)).isFile()) await writeFile(file, text);
}
