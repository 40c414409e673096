import type { Dockerfile, Instruction } from 'dockerfile-ast';
import { rememberingEach } from '../remember';
import { commandsIn, isShell, statementsIn, unwrapped } from '../shell';

/** The instructions of a build, those that `ONBUILD` keeps for the builds to come included. */
export function instructionsOf(ast: Dockerfile): readonly Instruction[] {
  return ast.getInstructions().map(triggered);
}

/** What `ONBUILD` keeps for the builds to come; any other instruction is itself. */
export function triggered(instruction: Instruction): Instruction {
  return 'getTriggerInstruction' in instruction ? ((instruction as Instruction & { getTriggerInstruction(): Instruction | null }).getTriggerInstruction() ?? instruction) : instruction;
}

/** The words of an instruction in JSON form (`["a", "b"]`), or undefined in shell form. */
export function jsonWords(instruction: Instruction): readonly string[] | undefined {
  return wordsOf(ranBy(instruction));
}

function wordsOf(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(word => typeof word === 'string') ? (value as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The `--flags` of an instruction: each name, and its value. */
export function flagsOf(instruction: Instruction): readonly (readonly [name: string, value: string])[] {
  if (!('getFlags' in instruction)) return [];
  return (instruction as Instruction & { getFlags(): { getName(): string; getValue(): string | null }[] }).getFlags().map(flag => [flag.getName(), flag.getValue() ?? ''] as const);
}

/** What an instruction runs: its lines joined, without its flags, nor the `CMD` of a `HEALTHCHECK`, nor the lines of comments that Docker leaves out before a shell sees them. */
const ranBy = rememberingEach((instruction: Instruction): string => {
  const raw = (instruction.getRawArgumentsContent() ?? '').replace(/^[ \t]*#.*(?:\r?\n|$)/gm, '');
  // Outside of a here-document, a line ends in the sign of continuation, whichever the file declares.
  const joined = raw.includes('<<') ? raw.replace(/\\[ \t]*\r?\n/g, ' ') : raw.replace(/[\\`][ \t]*\r?\n/g, ' ');
  return joined.replace(/^(--[\w-]+=\S+\s+)+/, '').replace(instruction.getKeyword() === 'HEALTHCHECK' ? /^CMD\s+/i : '', '').trim();
});

/**
 * The commands an instruction runs, each as its words without their quotes: separators, heredocs and `sh -c` are followed, flags of `RUN`,
 * assignments before a command and what only launches it are left out. A reading good enough to know which program is called, not a shell.
 */
export const commandsOf = rememberingEach((instruction: Instruction): readonly (readonly string[])[] => {
  const text = ranBy(instruction);
  const words = wordsOf(text);
  if (!words) return commandsIn(text).map(unwrapped);
  return isShell(words) ? commandsIn(words[2] ?? '').map(unwrapped) : [unwrapped(words)];
});

/** The arguments of an instruction as one text, the signs that continue a line left out. */
export const argumentsOf = rememberingEach((instruction: Instruction): string => instruction.getArgumentsContent() ?? '');

/** What an instruction in shell form gives to variables, before a command or for the rest of the line. */
export function assignmentsOf(instruction: Instruction): readonly (readonly [name: string, value: string])[] {
  const text = ranBy(instruction);
  return wordsOf(text) ? [] : statementsIn(text).flatMap(({ assigned, words }) => [...assigned.map(([name, value]) => [name, value] as const), ...(words[0] === 'export' ? words.slice(1).flatMap(word => (word.includes('=') ? [[word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const] : [])) : [])]);
}
