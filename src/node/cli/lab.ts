import { existsSync } from 'node:fs';
import path from 'node:path';
import { analyser } from '../../core/analysis/analyse';
import type { Catalog } from '../../core/curriculum/catalog';
import type { Lab } from '../../core/curriculum/lab';
import type { NewEvent } from '../../core/progress/event';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { readContent } from '../content/authors';
import { coachHome } from '../home';
import { journalIn } from '../journal';
import { findLab } from '../labs/find';
import { LabProblem } from '../labs/problem';
import { listText, verdictText } from './lab-report';
import { resetLab } from '../labs/reset';
import { startLab } from '../labs/start';
import { verifyLab } from '../labs/verify';
import { exit, oneOf, Refusal, type Arguments, type Command, type Terminal } from './command';

/** Where a command's labs come from: the product, or an author's folder given with `--content`. */
interface Source {
  readonly catalog: Catalog;
  /** The folder that holds one folder a lab. */
  readonly labs: string;
  /** Labs of the product earn progress; an author's drafts do not. */
  readonly earns: boolean;
}

interface Task extends Source {
  readonly lab: Lab;
  readonly folder: string;
  readonly json: boolean;
}

const list: Command = {
  ...shape('list', [], ({ cli }) => cli.labListSummary),
  run: (args, terminal) => guarded(async () => {
    const { catalog } = await sourceOf(args, terminal);
    const labs = catalog.labs.map(({ id, title, module, duration, checks }) => ({ id, title, module, duration, checks: checks.length }));
    terminal.out(isJson(args, terminal) ? json(labs) : listText(catalog.labs));
    return exit.ok;
  }),
};

const start = onFolder('start', ({ cli }) => cli.labStartSummary, async (task, terminal) => {
  const started = await startLab({ ...task, content: task.catalog.version, now: new Date() });
  await record(task, terminal, { type: 'lab.started', lab: task.lab.id });
  terminal.out(task.json ? json({ lab: task.lab.id, folder: task.folder, started }) : `${format(terminal.strings.cli[started === 'copied' ? 'labCopied' : 'labAdopted'], { lab: task.lab.title, folder: task.folder })}\n`);
  return exit.ok;
});

const verify = onFolder('verify', ({ cli }) => cli.labVerifySummary, async (task, terminal) => {
  const { lab, folder, catalog } = task;
  const analyse = analyser(catalog.rules, catalog.catalogue, catalog.schemas);
  const verdict = await verifyLab({ lab, folder, content: catalog.version, analysis: { analyse: async (files, scope) => analyse(files, scope) } });
  await record(task, terminal, { type: 'lab.verified', lab: lab.id, state: verdict.state, checks: verdict.checks.map(({ check, state }) => ({ check, state })) });
  terminal.out(task.json ? json(verdict) : verdictText(lab, verdict));
  return { holds: exit.ok, fails: exit.found, unknown: exit.unable }[verdict.state];
});

const reset = onFolder('reset', ({ cli }) => cli.labResetSummary, async (task, terminal) => {
  const kept = await resetLab({ ...task, content: task.catalog.version, now: new Date() });
  await record(task, terminal, { type: 'lab.reset', lab: task.lab.id });
  terminal.out(task.json ? json({ lab: task.lab.id, folder: task.folder, kept }) : `${format(terminal.strings.cli.labReset, { lab: task.lab.title, kept })}\n`);
  return exit.ok;
});

/** `cpin lab list`, and `cpin lab start|verify|reset LAB DIR`. */
export const labCommands: readonly Command[] = [list, start, verify, reset];

function shape(name: string, operands: readonly string[], summary: (strings: Strings) => string): Omit<Command, 'run'> {
  return { path: ['lab', name], operands, options: { format: { type: 'string', default: 'text' }, content: { type: 'string' } }, usage: '[--format text|json] [--content DIR]', summary };
}

function onFolder(name: string, summary: (strings: Strings) => string, work: (task: Task, terminal: Terminal) => Promise<number>): Command {
  return {
    ...shape(name, ['LAB', 'DIR'], summary),
    run: (args, terminal) => guarded(async () => {
      const [id = '', dir = ''] = args.positionals;
      const source = await sourceOf(args, terminal);
      return work({ ...source, lab: findLab(source.catalog, id), folder: path.resolve(terminal.cwd, dir), json: isJson(args, terminal) }, terminal);
    }),
  };
}

/** The product's labs, or those of the author's folder given with `--content`, whose faults are said with their lines. */
async function sourceOf({ values }: Arguments, terminal: Terminal): Promise<Source> {
  const given = values['content'];
  if (typeof given !== 'string') return { catalog: await terminal.content.catalog(), labs: terminal.labs, earns: true };
  const root = path.resolve(terminal.cwd, given);
  if (!existsSync(path.join(root, 'labs'))) throw new Refusal(format(terminal.strings.cli.noContent, { dir: given }));
  const { catalog, problems } = readContent(root);
  const faults = problems.map(({ file, line, message }) => `\n  ${file}${line === undefined ? '' : `:${line}`} : ${message}`);
  if (faults.length > 0) throw new Refusal(`${format(terminal.strings.cli.damagedContent, { dir: given })}${faults.join('')}`);
  // Rules are the product's when the author brings none.
  return { catalog: catalog.rules.length > 0 ? catalog : { ...catalog, rules: (await terminal.content.catalog()).rules }, labs: path.join(root, 'labs'), earns: false };
}

/** Records what was done in the journal shared with the editor. A disk that refuses is told, and changes nothing to the answer. */
async function record({ earns, catalog }: Source, terminal: Terminal, event: NewEvent): Promise<void> {
  if (!earns) return;
  await journalIn(path.join(coachHome(), 'journal'), async () => catalog.version).append(event).catch((error: Error) => terminal.err(`cpin : ${error.message}\n`));
}

async function guarded(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof LabProblem ? new Refusal(error.message) : error;
  }
}

const isJson = ({ values }: Arguments, terminal: Terminal) => oneOf(terminal, '--format', values['format'], ['text', 'json'] as const) === 'json';
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
