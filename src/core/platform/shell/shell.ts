import type { ParsedScript } from './grammar';
import type { Files } from './files';
import type { Said } from '../view/words/said';
import type { Status } from './value';

/** What a command reads and writes. Its input is taken line by line, by whoever reads it. */
export interface Streams {
  readonly input: { text: string };
  /** What is written goes to a file, a variable or another command, and not to the log. */
  readonly captured: boolean;
  out(text: string): void;
  err(text: string): void;
}

/** What a command does to the shell that runs it. */
export interface Shell {
  readonly files: Files;
  readonly variables: Map<string, string>;
  readonly arrays: Map<string, readonly string[]>;
  readonly options: Set<string>;
  /** From the root of the repository. */
  folder: string;
  parameters: readonly string[];
  status: Status;
  /** The text a variable has; empty without one, unless `set -u` stops there. */
  value(name: string): string;
  assign(name: string, value: string): void;
  /** What a script writes, the ends of lines after it left out. */
  substitute(script: ParsedScript | undefined): string;
  /** Runs a command that is already in words. */
  run(words: readonly string[], streams: Streams): Status;
  /** Runs a text as a script. */
  evaluate(text: string, streams: Streams): Status;
  /** Says once, in the log, what is not known. */
  note(what: Said): void;
  /** Lets time pass. */
  wait(milliseconds: number): void;
  /** Ends the shell as an error of its own does. */
  fail(message: string, code?: number): never;
}

/** What a program that is no part of the shell does. */
export interface Ran {
  readonly code: Status;
  /** What it writes; a sentence of ours goes to the log whatever is done with the rest. */
  readonly lines: readonly Said[];
  /** What it sends to its output rather than to the log alone. */
  readonly out?: string;
  /** It is not known at all: it is taken to succeed. */
  readonly reputed?: true;
  readonly summary?: Said;
  readonly duration?: number;
}

/** Programs, as the shell finds them; undefined when a script has to wait for one (`Waits`). */
export type Programs = (words: readonly string[], shell: Shell, input: string) => Ran;

/** A script left before its end. It is thrown, and is no error: a hostile script throws it too often for each to keep where it was. */
export class Leave {
  constructor(readonly how: 'exit' | 'return' | 'break' | 'continue' | 'timeout' | 'asks' | 'stopped', readonly code: number, readonly levels = 1) {}
}
