import type { Instruction } from 'dockerfile-ast';

/** The words of an instruction in JSON form (`["a", "b"]`), or undefined in shell form. */
export function jsonWords(instruction: Instruction): readonly string[] | undefined {
  const text = instruction.getArgumentsContent()?.trim() ?? '';
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(word => typeof word === 'string') ? (value as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** Names of the `--flags` of an instruction. */
export function flagsOf(instruction: Instruction): readonly string[] {
  if (!('getFlags' in instruction)) return [];
  return (instruction as Instruction & { getFlags(): { getName(): string }[] }).getFlags().map(flag => flag.getName());
}

const separators = new Set(['&&', '||', ';', '|', '&', '(', ')', '{', '}', '!', 'then', 'do', 'else', 'if', 'while', 'until', 'time']);

/**
 * The commands an instruction runs, each as its words without their quotes: separators, heredocs and `sh -c` are followed, flags of `RUN` and
 * assignments before a command are left out. A reading good enough to know which program is called, not a shell.
 */
export function commandsOf(instruction: Instruction): readonly (readonly string[])[] {
  const words = jsonWords(instruction);
  if (words) return isShell(words) ? commandsIn(words[2] ?? '') : [words];
  return commandsIn((instruction.getArgumentsContent() ?? '').replace(/^(--\w+=\S+\s+)+/, ''));
}

function isShell(words: readonly string[]): boolean {
  return /(^|\/)(ba|da|a|k|z)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '');
}

function commandsIn(script: string): string[][] {
  const commands: string[][] = [[]];
  // A comment is a line of its own; the words of quoted text stay one word.
  const tokens = script.replace(/^\s*#.*$/gm, '').matchAll(/\n|&&|\|\||[;|&(){}]|(?:[^\s"';|&(){}]|"(?:\\.|[^"\\])*"|'[^']*'|\$\{[^}]*\}|\$\([^)]*\))+/g);
  for (const [token] of tokens) {
    const current = commands.at(-1) ?? [];
    if (token === '\n' || (separators.has(token) && (current.length === 0 || !/^[a-z]/.test(token)))) {
      if (current.length > 0) commands.push([]);
    } else if (current.length > 0 || !/^\w+=/.test(token)) current.push(token.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_whole, double: string | undefined, single: string | undefined) => double ?? single ?? ''));
  }
  return commands.filter(command => command.length > 0);
}

/** The name of the program a command runs, without its folder. */
export function programOf(command: readonly string[]): string {
  return command[0]?.split('/').pop() ?? '';
}
