import type { ParseArgsConfig } from 'node:util';
import type { ContentPort } from '../../core/curriculum/catalog';
import type { Strings } from '../../protocol/strings';
import type { KeptResults } from '../kept-results';

/** What a command may touch: where it writes, where it stands, and the product's content. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Says what a long command is at, in place of what it said before; nothing is left of it in the end, or where nobody would see it. */
  say?(text: string): void;
  readonly cwd: string;
  /** Whether escape codes are welcome: a terminal is there and nobody set NO_COLOR. */
  readonly color: boolean;
  readonly strings: Strings;
  readonly content: ContentPort;
  /** The folder that holds one folder a lab, as they ship. */
  readonly labs: string;
  /** The folder of what ships: threads and engines. */
  readonly product: string;
  /** Where results of audits are kept; without it, none is. */
  readonly kept?: KeptResults;
}

export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** One `cpin` command. To add one: a file in this folder, and a line in `table.ts`. */
export interface Command {
  /** `['audit']`, or `['lab', 'start']`. */
  readonly path: readonly string[];
  /** Names of the arguments, as usage shows them; all are needed. */
  readonly operands: readonly string[];
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How the options are used, e.g. `[--format text|json]`. */
  readonly usage: string;
  /** One line for the list of commands. */
  summary(strings: Strings): string;
  /** Resolves to the exit code. A `Refusal` is printed as it is and exits with 2. */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}

/** Exit codes: nothing to report, something found or failing, could not run or could not know. */
export const exit = { ok: 0, found: 1, unable: 2 } as const;

/** A command that cannot do what it was asked: the sentence says what, where and what to do. */
export class Refusal extends Error {}

/** The value of an option that has a closed list of values. */
export function oneOf<T extends string>(terminal: Terminal, option: string, given: unknown, allowed: readonly T[]): T {
  const found = allowed.find(value => value === given);
  if (found === undefined) throw new Refusal(terminal.strings.cli.badValue.replace('{option}', option).replace('{value}', String(given)).replace('{allowed}', allowed.join(', ')));
  return found;
}
