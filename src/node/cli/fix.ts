import { lstat, mkdir, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { analyser } from '../../core/analysis/analyse';
import { mend } from '../../core/analysis/mend';
import type { SourceFile } from '../../core/analysis/port';
import { analyseRendered } from '../../core/analysis/render/analyse';
import { format } from '../../protocol/format';
import { codeReaderFor } from '../code/load';
import { enginesIn } from '../render/render-thread';
import { readRepository } from '../workspace';
import { exit, Refusal, type Command } from './command';
import { rootOf } from './audit';
import { stepsIn } from './steps';

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
    const { files } = await readRepository(root);
    const analyse = analyser(rules, catalogue, schemas);
    const readCode = await codeReaderFor(files);
    const engines = enginesIn(terminal.product, { brief: true });
    const analysed = (all: readonly SourceFile[]) => analyseRendered(all, { analyse, render: engines, scope: 'repository', readCode, onStep: stepsIn(terminal) });
    const { files: changed, applied } = await mend(analysed, files, finding => only === undefined || finding.rule === only).finally(() => {
      engines.dispose();
      terminal.say?.('');
    });
    if (values['dry-run'] !== true) for (const { file, text } of changed) await write(root, file, text);
    for (const { file, rule, title } of applied) terminal.out(`${file}  ${title}  [${rule}]\n`);
    terminal.out(`${format(values['dry-run'] === true ? cli.wouldFix : cli.fixed, { fixes: applied.length, files: changed.length })}\n`);
    return exit.ok;
  },
};

/** A link is left alone: what it names has a place of its own. A new file goes where its folder really is, if that is below `root`. */
async function write(root: string, file: string, text: string): Promise<void> {
  const target = path.join(root, file);
  const known = await lstat(target).catch(() => undefined);
  if (known) return known.isFile() ? writeFile(target, text) : undefined;
  await mkdir(path.dirname(target), { recursive: true });
  const [top, folder] = await Promise.all([realpath(root), realpath(path.dirname(target))]);
  if (folder === top || folder.startsWith(top + path.sep)) await writeFile(target, text, { flag: 'wx' });
}
