const separators = new Set(['&&', '||', ';', '|', '&', '(', ')', '{', '}', '!', 'then', 'do', 'else', 'if', 'while', 'until', 'time']);

/** A command of a script: the variables set for it alone, or for the rest of the script when it has no words. */
interface Command {
  readonly assigned: readonly (readonly [name: string, value: string])[];
  readonly words: string[];
}

/** The commands of a shell script, each as its words without their quotes: a reading good enough to know which program is called with what, not a shell. */
export function commandsIn(script: string): string[][] {
  return read(script).map(({ words }) => words).filter(words => words.length > 0);
}

/** The same, with what is assigned before each, as `NAME=value` does. */
export function statementsIn(script: string): readonly Command[] {
  return read(script);
}

function read(script: string): Command[] {
  const commands: { assigned: [string, string][]; words: string[] }[] = [{ assigned: [], words: [] }];
  // A comment is a line of its own; the words of quoted text stay one word.
  const tokens = script.replace(/\\\r?\n/g, ' ').replace(/^\s*#.*$/gm, '').matchAll(/\n|&&|\|\||[;|&(){}]|(?:[^\s"';|&(){}]|"(?:\\.|[^"\\])*"|'[^']*'|\$\{[^}]*\}|\$\([^)]*\))+/g);
  for (const [token] of tokens) {
    const { words = [], assigned = [] } = commands.at(-1) ?? {};
    const assignment = words.length === 0 ? /^(\w+)=(.*)$/s.exec(token) : undefined;
    if (token === '\n' || (separators.has(token) && (words.length === 0 || !/^[a-z]/.test(token)))) {
      if (words.length > 0 || assigned.length > 0) commands.push({ assigned: [], words: [] });
    } else if (assignment) assigned.push([assignment[1] ?? '', unquoted(assignment[2] ?? '')]);
    else words.push(unquoted(token));
  }
  return commands;
}

function unquoted(token: string): string {
  return token.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_whole, double: string | undefined, single: string | undefined) => double ?? single ?? '');
}

/** The name of the program a command runs, without its folder. */
export function programOf(command: readonly string[]): string {
  return command[0]?.split('/').pop() ?? '';
}

const launchers = new Set(['env', 'exec', 'command', 'nohup', 'xargs', 'nice', 'setsid', 'timeout', 'stdbuf']);

/** A command without the programs that only launch it: `env A=b`, `exec`, `xargs -n 1`, `timeout 5`. */
export function unwrapped(command: readonly string[]): readonly string[] {
  if (!launchers.has(programOf(command))) return command;
  const start = command.findIndex((word, index) => index > 0 && !/^-|^\w+=|^\d+[smhd]?$/.test(word));
  return start < 0 ? command : unwrapped(command.slice(start));
}
