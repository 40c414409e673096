import type { Instruction } from 'dockerfile-ast';
import type { Range } from '../finding';
import { commandsIn, programOf, unwrapped } from '../shell';
import { resolve, type DockerfileSource, type Stage } from './parse';
import { commandsOf, flagsOf, jsonWords } from './shell';

/** The text of a file of the repository, by its name; undefined when it is not there, or was not read. */
export type ReadText = (file: string) => string | undefined;

/** A script of the build context, or one that the Dockerfile writes itself, that an instruction runs. */
export interface Script {
  readonly file: string;
  readonly commands: readonly (readonly string[])[];
}

/** Programs that run the one they are given, and shells that run a file. */
const runners = new Set(['tini', 'dumb-init', 'catatonit', 'su-exec', 'gosu', 'sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'source', '.']);
/** Where a program named without its folder is looked for. */
const inPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The shell scripts that an instruction of `stage` starts, as far as they are copied from the build context: the folder of the Dockerfile, or one above it. */
export function scriptsRun(dockerfile: DockerfileSource, stage: Stage, instruction: Instruction, read: ReadText): Script[] {
  return commandsOf(instruction).flatMap(command => {
    const word = startedBy(command);
    return word === undefined ? [] : (scriptAt(dockerfile, stage, word, instruction, read) ?? []);
  });
}

/** The file that a command runs, its launchers left out; undefined when it is only an option. */
function startedBy(command: readonly string[]): string | undefined {
  let rest = unwrapped(command);
  while (runners.has(programOf(rest)) && rest.length > 1) {
    const next = rest.findIndex((word, index) => index > 0 && !word.startsWith('-'));
    if (next < 0 || rest.slice(1, next).some(word => /^-\w*c$/.test(word))) return undefined;
    rest = rest.slice(next);
  }
  return rest[0];
}

function scriptAt(dockerfile: DockerfileSource, stage: Stage, word: string, before: Instruction, read: ReadText): Script | undefined {
  const { instructions } = stage;
  const until = instructions.includes(before) ? instructions.indexOf(before) : instructions.length;
  const wanted = word.includes('/') ? [absolute(folderAt(dockerfile, stage, until), word)] : inPath.map(folder => `${folder}/${word}`);
  for (const copy of instructions.slice(0, until).reverse()) {
    if (copy.getKeyword() !== 'COPY' && copy.getKeyword() !== 'ADD') continue;
    const found = copied(dockerfile, stage, copy, wanted, read);
    if (found) return found;
  }
  return stage.parent ? scriptAt(dockerfile, stage.parent, word, before, read) : undefined;
}

/** The working folder after the first `until` instructions of a stage. */
function folderAt(dockerfile: DockerfileSource, stage: Stage, until: number): string {
  const start = stage.parent ? folderAt(dockerfile, stage.parent, stage.parent.instructions.length) : '/';
  return stage.instructions.slice(0, until).reduce((folder, one) => (one.getKeyword() === 'WORKDIR' ? absolute(folder, resolve(dockerfile.ast, one.getArgumentsContent()?.trim() ?? '', one.getRange().start.line) ?? '') : folder), start);
}

/** A path of the image, from its folder: `.` and `..` followed, no slash at its end. */
function absolute(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The script that an instruction puts at one of the paths wanted: a file it names, or one of a folder it copies. */
function copied(dockerfile: DockerfileSource, stage: Stage, copy: Instruction, wanted: readonly string[], read: ReadText): Script | undefined {
  // What comes from another stage is not in the context.
  if (flagsOf(copy).some(([name]) => name === 'from')) return undefined;
  const words = (jsonWords(copy) ?? copy.getArguments().map(argument => argument.getValue())).filter(word => !word.startsWith('--')).map(word => resolve(dockerfile.ast, word.replace(/^(["'])(.*)\1$/, '$2'), copy.getRange().start.line) ?? word);
  const folder = folderAt(dockerfile, stage, stage.instructions.indexOf(copy));
  const [written] = heredocsOf(dockerfile, copy);
  // After the name of the last here-document comes where it goes, then what it holds.
  const to = words[words.findLastIndex(word => word.startsWith('<<')) + 1] ?? '';
  if (written !== undefined) return wanted.includes(absolute(folder, to)) ? scriptOf(to, written) : undefined;
  const target = absolute(folder, words.at(-1) ?? '');
  for (const source of words.slice(0, -1)) {
    const name = source.split('/').findLast(Boolean) ?? '';
    const inside = wanted.flatMap(path => (path === target || path === `${target}/${name}` ? [''] : path.startsWith(target === '/' ? '/' : `${target}/`) ? [path.slice(target === '/' ? 0 : target.length)] : []));
    for (const file of inside.flatMap(rest => foldersOf(dockerfile.file).map(folder => absolute('/', `${folder}${source}${rest}`).slice(1)))) {
      const text = read(file);
      if (text !== undefined) return scriptOf(file, text);
    }
  }
  return undefined;
}

/** The folder of a file and those above it, one of which the build was given. */
function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return [...parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/')}/`), ''];
}

/** What `COPY <<EOF` writes in the image. */
export function heredocsOf({ source }: DockerfileSource, instruction: Instruction): string[] {
  if (!('getHeredocs' in instruction)) return [];
  return (instruction as Instruction & { getHeredocs(): { getContentRange(): Range | null }[] }).getHeredocs().flatMap(heredoc => {
    const range = heredoc.getContentRange();
    return range ? [source.text.slice(source.offsetAt(range.start), source.offsetAt(range.end))] : [];
  });
}

/** A script of a shell, by its first line or its name; a program in another language is not read as one. */
function scriptOf(file: string, text: string): Script | undefined {
  const first = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(text);
  const shell = first ? /(^|\/)(ba|da|a|k|z)?sh$/.test(first[1]?.endsWith('/env') ? (first[2] ?? '') : (first[1] ?? '')) : /\.(sh|bash)$/.test(file);
  return shell ? { file, commands: commandsIn(text).map(unwrapped) } : undefined;
}
