import type { Instruction } from 'dockerfile-ast';
import { commandsIn } from '../shell';

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

/**
 * The commands an instruction runs, each as its words without their quotes: separators, heredocs and `sh -c` are followed, flags of `RUN` and
 * assignments before a command are left out. A reading good enough to know which program is called, not a shell.
 */
export function commandsOf(instruction: Instruction): readonly (readonly string[])[] {
  const words = jsonWords(instruction);
  const commands = words ? [words] : commandsIn((instruction.getArgumentsContent() ?? '').replace(/^(--\w+=\S+\s+)+/, ''));
  return commands.flatMap(command => (isShell(command) ? commandsIn(command[2] ?? '') : [command]));
}

function isShell(words: readonly string[]): boolean {
  return /(^|\/)(ba|da|a|k|z)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '');
}
