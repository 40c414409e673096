import { existsSync } from 'node:fs';
import path from 'node:path';
import { announced, contentFaults } from '../../core/curriculum/integrity';
import { gaps } from '../../core/curriculum/integrity-coverage';
import { format } from '../../protocol/format';
import { readContent } from '../content/authors';
import { exit, Refusal, type Command } from './command';

/** `cpin content check DIR`: prints what is wrong in an author's folder as `file:line: sentence`, then what is still to be written and what is announced. */
export const contentCheck: Command = {
  path: ['content', 'check'],
  operands: ['DIR'],
  options: {},
  usage: '',
  summary: ({ cli }) => cli.contentSummary,
  run({ positionals: [dir = '.'] }, terminal) {
    const { cli } = terminal.strings;
    const root = path.resolve(terminal.cwd, dir);
    if (!existsSync(root)) throw new Refusal(format(cli.noFolder, { dir }));
    const content = readContent(root);
    if (content.catalog.modules.length === 0 && content.problems.length === 0) throw new Refusal(format(cli.contentNone, { dir }));
    // Links between files are only worth following once each file is valid: one broken file would make all its friends look broken.
    const problems = content.problems.length > 0 ? content.problems : contentFaults(content).map(fault => content.places.locate(fault));
    for (const { file, line, message } of problems) terminal.out(`${file}${line === undefined ? '' : `:${line}`}: ${message}\n`);
    const list = (title: string, items: readonly string[]): void => {
      if (items.length > 0) terminal.out(`\n${format(title, { count: items.length })}\n${items.map(item => `  ${item}\n`).join('')}`);
    };
    list(cli.contentGaps, gaps(content));
    list(cli.contentComing, announced(content));
    terminal.out(`\n${problems.length === 0 ? cli.contentSound : format(cli.contentProblems, { count: problems.length })}\n`);
    return Promise.resolve(problems.length === 0 ? exit.ok : exit.found);
  },
};
