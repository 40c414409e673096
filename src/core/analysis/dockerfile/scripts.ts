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

/** Of what is copied to one folder, and of the stages a stage starts from, only the last are looked at: nobody's build has more. */
const most = 200;

/** No system has a longer path. */
const longest = 4096;

function scriptAt(dockerfile: DockerfileSource, stage: Stage, word: string, before: Instruction, read: ReadText): Script | undefined {
  if (word.length > longest) return undefined;
  let until = layoutOf(dockerfile, stage).places.get(before);
  for (let one: Stage | undefined = stage, left = most; one && left > 0; one = one.parent, left--) {
    const layout = layoutOf(dockerfile, one);
    if (layout.byTarget.size === 0) {
      until = undefined;
      continue;
    }
    const wanted = word.includes('/') ? [absolute(layout.folders[until ?? layout.folders.length - 1] ?? '/', word)] : inPath.map(folder => `${folder}/${word}`);
    const copies = [...new Set(wanted.flatMap(pathsTo))].flatMap(path => lastOf(layout.byTarget.get(path) ?? [], until));
    for (const copy of copies.sort((a, b) => b.at - a.at)) {
      const found = copied(dockerfile, copy, wanted, read);
      if (found) return found;
    }
    until = undefined;
  }
  return undefined;
}

/** The last of some copies, in their order, before one of the instructions. */
function lastOf(copies: readonly Copy[], until = Infinity): readonly Copy[] {
  let [low, high] = [0, copies.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((copies[middle]?.at ?? until) < until) low = middle + 1;
    else high = middle;
  }
  return copies.slice(Math.max(0, low - most), low);
}

/** What an instruction puts in the image: where, files of the context, or what it writes itself. */
interface Copy {
  readonly at: number;
  readonly target: string;
  readonly sources: readonly string[];
  readonly written: { readonly script: Script | undefined } | undefined;
}

/** A stage, gone through once: many instructions may each start a script. */
interface Layout {
  readonly places: ReadonlyMap<Instruction, number>;
  /** The working folder before each instruction, then the one at the end. */
  readonly folders: readonly string[];
  /** In the order of the instructions. */
  readonly byTarget: ReadonlyMap<string, readonly Copy[]>;
}

const layouts = new WeakMap<Stage, Layout>();

function layoutOf(dockerfile: DockerfileSource, stage: Stage): Layout {
  const known = layouts.get(stage);
  if (known) return known;
  // Each stage after the one it starts from: a chain may be longer than calls can nest.
  const chain: Stage[] = [];
  for (let one: Stage | undefined = stage; one && !layouts.has(one); one = one.parent) chain.push(one);
  for (const one of chain.reverse()) layouts.set(one, made(dockerfile, one, (one.parent && layouts.get(one.parent)?.folders.at(-1)) ?? '/'));
  return layoutOf(dockerfile, stage);
}

function made(dockerfile: DockerfileSource, stage: Stage, start: string): Layout {
  const folders = [start];
  const byTarget = new Map<string, Copy[]>();
  let folder = start;
  stage.instructions.forEach((one, at) => {
    const keyword = one.getKeyword();
    if (keyword === 'WORKDIR') folder = absolute(folder, resolve(dockerfile.ast, one.getArgumentsContent()?.trim() ?? '', one.getRange().start.line) ?? '');
    folders.push(folder);
    const copy = keyword === 'COPY' || keyword === 'ADD' ? copyOf(dockerfile, one, at, folder) : undefined;
    const known = copy && byTarget.get(copy.target);
    if (known) known.push(copy);
    else if (copy) byTarget.set(copy.target, [copy]);
  });
  return { places: new Map(stage.instructions.map((one, at) => [one, at])), folders, byTarget };
}

function copyOf(dockerfile: DockerfileSource, copy: Instruction, at: number, folder: string): Copy | undefined {
  // What comes from another stage is not in the context.
  if (flagsOf(copy).some(([name]) => name === 'from')) return undefined;
  const words = (jsonWords(copy) ?? copy.getArguments().map(argument => argument.getValue())).filter(word => !word.startsWith('--')).map(word => resolve(dockerfile.ast, word.replace(/^(["'])(.*)\1$/, '$2'), copy.getRange().start.line) ?? word);
  const [text] = heredocsOf(dockerfile, copy);
  // After the name of the last here-document comes where it goes, then what it holds.
  const to = words[words.findLastIndex(word => word.startsWith('<<')) + 1] ?? '';
  return text === undefined ? { at, target: absolute(folder, words.at(-1) ?? ''), sources: words.slice(0, -1), written: undefined } : { at, target: absolute(folder, to), sources: [], written: { script: scriptOf(to, text) } };
}

/** A path, and the folders that lead to it. */
function pathsTo(path: string): string[] {
  const steps = path.split('/').slice(1);
  return ['/', ...steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`)];
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
function copied(dockerfile: DockerfileSource, { target, sources, written }: Copy, wanted: readonly string[], read: ReadText): Script | undefined {
  if (written) return wanted.includes(target) ? written.script : undefined;
  for (const source of sources) {
    const name = source.split('/').findLast(Boolean) ?? '';
    const inside = wanted.flatMap(path => (path === target || path === `${target}/${name}` ? [''] : path.startsWith(target === '/' ? '/' : `${target}/`) ? [path.slice(target === '/' ? 0 : target.length)] : []));
    for (const file of inside.flatMap(rest => foldersOf(dockerfile.file).map(folder => absolute('/', `${folder}${source}${rest}`).slice(1)))) {
      const text = read(file);
      if (text === undefined) continue;
      // Many instructions may start one script.
      const known = scripts.get(dockerfile) ?? new Map<string, Script | undefined>();
      scripts.set(dockerfile, known);
      if (!known.has(file)) known.set(file, scriptOf(file, text));
      return known.get(file);
    }
  }
  return undefined;
}

const scripts = new WeakMap<DockerfileSource, Map<string, Script | undefined>>();

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
