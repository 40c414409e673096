import type { Instruction } from 'dockerfile-ast';
import { jsonWords, triggered } from '../../../analysis/dockerfile/shell';

const known = new Set(['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);

/** What a builder says of an instruction that it cannot read, before anything is built (moby/buildkit, `frontend/dockerfile/instructions/parse.go`). */
export function parseFault(instruction: Instruction): string | undefined {
  const keyword = instruction.getKeyword();
  if (!known.has(keyword)) return `unknown instruction: ${instruction.getInstruction()}`;
  const words = (instruction.getArgumentsContent() ?? '').replace(/\\\r?\n/g, ' ').trim().split(/\s+/).filter(Boolean).filter(word => !/^--[\w-]+(=|$)/.test(word));
  switch (keyword) {
    case 'FROM': return words.length === 1 || (words.length === 3 && /^as$/i.test(words[1] ?? '')) ? undefined : 'FROM requires either one or three arguments';
    case 'WORKDIR': case 'USER': case 'STOPSIGNAL': return words.length > 0 ? undefined : `${keyword} requires exactly one argument`;
    case 'EXPOSE': case 'VOLUME': case 'ARG': return words.length > 0 ? undefined : `${keyword} requires at least one argument`;
    case 'ENV': case 'LABEL': return pairFault(keyword, words);
    case 'ADD': case 'COPY': return copyFault(keyword, instruction, words);
    case 'SHELL': return jsonWords(instruction) ? undefined : 'SHELL requires the arguments to be in JSON form';
    case 'HEALTHCHECK': return words.length === 0 ? 'HEALTHCHECK requires at least one argument' : /^(CMD|NONE)$/i.test(words[0] ?? '') ? undefined : `unknown type ${JSON.stringify((words[0] ?? '').toUpperCase())} in HEALTHCHECK (try CMD)`;
    case 'ONBUILD': return onBuildFault(instruction, words);
    default: return undefined;
  }
}

function pairFault(keyword: string, words: readonly string[]): string | undefined {
  const [first = ''] = words;
  if (words.length === 0) return `${keyword} requires at least one argument`;
  if (!first.includes('=')) return words.length === 1 ? `${keyword} must have two arguments` : undefined;
  return first.startsWith('=') ? `${keyword} names can not be blank` : undefined;
}

function copyFault(keyword: string, instruction: Instruction, words: readonly string[]): string | undefined {
  const list = jsonWords(instruction) ?? words;
  if (list.length === 0) return `${keyword} requires at least one argument`;
  if (list.length === 1) return `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`;
  return undefined;
}

function onBuildFault(instruction: Instruction, words: readonly string[]): string | undefined {
  const inner = triggered(instruction).getKeyword();
  if (words.length === 0) return 'ONBUILD requires at least one argument';
  if (inner === 'ONBUILD') return 'Chaining ONBUILD via `ONBUILD ONBUILD` isn\'t allowed';
  return inner === 'MAINTAINER' || inner === 'FROM' ? `${inner} isn't allowed as an ONBUILD trigger` : undefined;
}
