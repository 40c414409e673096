import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format } from '../../protocol/format';
import { strings, type Strings } from '../../protocol/strings';
import { contentFrom } from '../content/load';
import { keptFolder } from '../home';
import { keptIn } from '../kept-results';
import { NoAnswer } from '../platform/client';
import { exit, Refusal, type Command, type Terminal } from './command';
import { commands } from './table';

/** The terminal `cpin` was started in. Content is beside the script, wherever the package was put. */
export function processTerminal(): Terminal {
  return {
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
    ...(process.stderr.isTTY && process.stdout.isTTY ? { say: overwrite } : {}),
    cwd: process.cwd(),
    color: process.stdout.isTTY === true && !process.env['NO_COLOR'],
    // In French, but for the words of a platform that an editor in English starts.
    strings: strings(process.env['COACH_CPIN_LANGUAGE'] === 'en' ? 'en' : 'fr'),
    content: contentFrom(path.join(__dirname, 'content')),
    labs: path.join(__dirname, '..', 'labs'),
    product: __dirname,
    kept: keptIn(keptFolder()),
  };
}

/** One line of the terminal, written over and over, and no wider than it is; some do not say how wide that is. */
function overwrite(text: string): void {
  process.stderr.write(`\r\u001B[2K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
}

/** Runs one `cpin` command and resolves to its exit code: 0 nothing to report, 1 a finding or a failing check, 2 could not run. */
export async function run(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const { cli } = terminal.strings;
  try {
    const [first] = args;
    if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
      terminal.out(help(terminal.strings));
      return first === undefined ? exit.unable : exit.ok;
    }
    if (first === '--version' || first === '-V') {
      terminal.out(`${await version()}\n`);
      return exit.ok;
    }
    const command = commands.find(({ path: words }) => words.every((word, index) => args[index] === word));
    const family = command ? [] : commands.filter(({ path: words }) => words.length > 1 && words[0] === first);
    if (family.length > 0 && (args[1] === undefined || /^(--help|-h|help)$/.test(args[1]))) {
      terminal.out(linesOf(family, terminal.strings));
      return args[1] === undefined ? exit.unable : exit.ok;
    }
    if (!command) throw new Refusal(format(cli.unknownCommand, { command: args.slice(0, 2).join(' ') }));
    return await runCommand(command, args.slice(command.path.length), terminal);
  } catch (error) {
    const reason = error instanceof Refusal || error instanceof NoAnswer ? error.message : format(cli.failed, { reason: (error as Error).message });
    terminal.err(`${format(cli.refusal, { reason })}\n`);
    return exit.unable;
  }
}

async function runCommand(command: Command, args: readonly string[], terminal: Terminal): Promise<number> {
  const { cli } = terminal.strings;
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(`${command.summary(terminal.strings)}\n\n  ${usageOf(command)}\n`);
    return exit.ok;
  }
  const parsed = parse(command, args, terminal);
  // An empty one is a variable of a script that nobody set: it names no folder, least of all this one.
  const empty = parsed.positionals.indexOf('');
  const missing = command.operands[empty < 0 ? parsed.positionals.length : empty];
  if (missing !== undefined) throw new Refusal(format(cli.missingOperand, { operand: missing, usage: usageOf(command) }));
  const extra = parsed.positionals[command.operands.length];
  if (extra !== undefined) throw new Refusal(format(cli.extraOperand, { operand: extra, usage: usageOf(command) }));
  return command.run(parsed, terminal);
}

function parse(command: Command, args: readonly string[], terminal: Terminal) {
  const { cli } = terminal.strings;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: command.options, allowPositionals: true });
    return { values: values as Record<string, string | boolean | undefined>, positionals };
  } catch (error) {
    // Node names the option in quotes, in English: its name is all that is kept.
    const option = /'(-[^' ]*)/.exec((error as Error).message)?.[1] ?? '';
    const template = (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? cli.unknownOption : cli.badOption;
    throw new Refusal(format(template, { option, usage: usageOf(command) }));
  }
}

function usageOf(command: Command): string {
  return ['cpin', ...command.path, ...command.operands, command.usage].filter(Boolean).join(' ');
}

function help(texts: Strings): string {
  return `${texts.cli.intro}\n\n${linesOf(commands, texts)}\n${texts.cli.exitCodes}\n${texts.common.notCertification}\n`;
}

function linesOf(listed: readonly Command[], texts: Strings): string {
  return listed.map(command => `  ${usageOf(command)}\n      ${command.summary(texts)}\n`).join('');
}

async function version(): Promise<string> {
  const { version: found } = JSON.parse(await readFile(path.join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
  return found;
}
