import { ScriptReader } from './shell-reader';

/** A command of a script: the variables set for it alone, or for the rest of the script when it has no words, each with the place of its value. */
export interface Command {
  readonly assigned: readonly (readonly [name: string, value: string, at: number])[];
  readonly words: readonly string[];
  /** Where each word begins in the script, its quotes included. */
  readonly places: readonly number[];
}

/** The commands of a shell script, each as its words without their quotes, those inside `$(…)`, `sh -c` and what is fed to a shell included: a reading good enough to know which program is called with what, not a shell. */
export function commandsIn(script: string): (readonly string[])[] {
  return statementsIn(script).map(({ words }) => words).filter(words => words.length > 0);
}

/** The same, with what is assigned before each, as `NAME=value` does. */
export function statementsIn(script: string, depth = 0, from = 0): readonly Command[] {
  if (depth > 8) return [];
  const within = (text: string, at = 0) => statementsIn(text, depth + 1, from + at);
  const { commands, nested } = new ScriptReader(script).read();
  return commands.flatMap(({ assigned, words, places }, index): readonly Command[] => {
    const command = from === 0 ? { assigned, words, places } : { assigned: assigned.map(([name, value, at]) => [name, value, from + at] as const), words, places: places.map(place => from + place) };
    const at = (word: string | undefined) => (word === undefined ? 0 : (places[words.indexOf(word)] ?? 0));
    const inside = (nested.get(index) ?? []).flatMap(inner => within(inner.script, inner.from));
    const called = unwrapped(command.words);
    const program = programOf(called);
    // What `sh -c` is given is a script; `sudo sh -c` is said as well, since who runs it matters.
    if (isShell(called)) return [...(command.assigned.length > 0 ? [{ assigned: command.assigned, words: [], places: [] }] : []), ...inside, ...within(called[2] ?? '', at(called[2]))];
    if (program === 'eval') return [...inside, ...within(called.slice(1).join(' '), at(called[1]))];
    const raised = program === 'sudo' ? unwrapped(called.slice(called.findIndex((word, at) => at > 0 && !word.startsWith('-') && !/^-[ughpCrt]$/.test(called[at - 1] ?? '')))) : [];
    return [command, ...inside, ...(isShell(raised) ? within(raised[2] ?? '') : [])];
  });
}

/** The name of the program a command runs, without its folder. */
export function programOf(command: readonly string[]): string {
  return command[0]?.split('/').pop() ?? '';
}

/** `sh -c` and its kind, before their script. */
export function isShell(words: readonly string[]): boolean {
  return /(^|\/)(ba|da|a|k|z)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '');
}

const launchers = new Set(['env', 'exec', 'command', 'nohup', 'xargs', 'nice', 'setsid', 'timeout', 'stdbuf', 'ionice', 'builtin', 'tini', 'dumb-init', 'catatonit']);

/** A command without the programs that only launch it: `env A=b`, `exec`, `xargs -n 1`, `timeout 5`. */
export function unwrapped(command: readonly string[]): readonly string[] {
  // `command -v x` asks where a program is, and runs none.
  if (!launchers.has(programOf(command)) || (programOf(command) === 'command' && /^-[vV]/.test(command[1] ?? ''))) return command;
  const start = command.findIndex((word, index) => index > 0 && !/^-|^\w+=|^\d+[smhd]?$/.test(word));
  return start < 0 ? command : unwrapped(command.slice(start));
}

/** The same, without who it is run as either. */
export function withoutSudo(command: readonly string[]): readonly string[] {
  const called = unwrapped(command);
  if (programOf(called) !== 'sudo') return called;
  const start = called.findIndex((word, index) => index > 0 && !/^-|^\w+=/.test(word) && !/^-[ughpCrt]$/.test(called[index - 1] ?? ''));
  return start < 0 ? called : unwrapped(called.slice(start));
}
