import type { Instruction } from 'dockerfile-ast';
import { commandsOf, flagsOf, instructionsOf, jsonWords } from '../../dockerfile/shell';
import { commandsIn, isShell, programOf, unwrapped } from '../../shell';
import { locate, resolve, stageOf, type DockerfileSource, type Stage } from '../../dockerfile/parse';
import { scriptsRun, type Script } from '../../dockerfile/scripts';
import type { DockerfileTest, Place, Workspace } from '../test';
import { shipped } from './expose-above-1024';

// Rules that look at one instruction at a time.

function ofKind(dockerfile: DockerfileSource, ...keywords: readonly string[]): Instruction[] {
  return instructionsOf(dockerfile.ast).filter(instruction => keywords.includes(instruction.getKeyword()));
}

function renameTo(dockerfile: DockerfileSource, instruction: Instruction, keyword: string): Place['fix'] {
  return { title: `Écrire ${keyword}`, edits: [{ ...locate(dockerfile, instruction.getInstructionRange()), newText: keyword }] };
}

/** `sudo` as a program that is run; installing it is another matter, and a word in a text is nothing. */
export const noSudo: DockerfileTest = (dockerfile, workspace) => ofKind(dockerfile, 'RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'SHELL').flatMap(instruction => {
  const location = locate(dockerfile, instruction.getRange());
  if (commandsOf(instruction).some(isSudo)) return [{ variant: 'sudo', location, fields: {} }];
  const script = scriptsOf(dockerfile, instruction, workspace).find(({ commands }) => commands.some(isSudo));
  return script ? [{ variant: 'script', location, fields: { file: script.file } }] : [];
});

const isSudo = (command: readonly string[]) => programOf(command) === 'sudo';

/** The scripts of the build context that an instruction runs. */
function scriptsOf(dockerfile: DockerfileSource, instruction: Instruction, workspace: Workspace): readonly Script[] {
  const stage = stageOf(dockerfile, instruction);
  return stage ? scriptsRun(dockerfile, stage, instruction, file => workspace.textOf(file)) : [];
}

/** `ADD` is for archives to unpack and for addresses; for anything else `COPY` says what happens. */
export const copyNotAdd: DockerfileTest = dockerfile => ofKind(dockerfile, 'ADD').flatMap(instruction => {
  const written = jsonWords(instruction) ?? instruction.getArguments().map(argument => argument.getValue().replace(/^(["'])(.*)\1$/, '$2')).filter(word => !word.startsWith('--'));
  const words = written.map(word => resolve(dockerfile.ast, word, instruction.getRange().start.line) ?? word);
  const special = (word: string) => /^(https?|ftp|git|ssh):|^git@|\.git(#|$)|\.(tar|tgz|tbz2?|txz|gz|bz2|xz|zst|lzma|Z)$|\.tar\*|\$/i.test(word);
  if (words.length < 2 || words.slice(0, -1).every(special)) return [];
  const flagged = flagsOf(instruction).some(([flag]) => ['checksum', 'keep-git-dir', 'unpack'].includes(flag));
  return [{ variant: 'add', location: locate(dockerfile, instruction.getRange()), fields: {}, fix: flagged ? undefined : renameTo(dockerfile, instruction, 'COPY') }];
});

/** In shell form a shell is process number one and the program does not receive the signal that asks it to stop. */
export const cmdJson: DockerfileTest = dockerfile => ofKind(dockerfile, 'CMD', 'ENTRYPOINT').flatMap(instruction => {
  const text = instruction.getArgumentsContent()?.trim() ?? '';
  const range = instruction.getArgumentsRange();
  if (text === '' || jsonWords(instruction) || !range) return [];
  const simple = /^[\w@%+=:,./ -]+$/.test(text) && !/^\w+=/.test(text);
  const json = `[${text.split(/ +/).map(word => JSON.stringify(word)).join(', ')}]`;
  const fix = simple ? { title: `Écrire ${instruction.getKeyword()} ${json}`, edits: [{ ...locate(dockerfile, range), newText: json }] } : undefined;
  return [{ variant: 'shell', location: locate(dockerfile, instruction.getRange()), fields: { keyword: instruction.getKeyword() }, fix }];
});

export const noMaintainer: DockerfileTest = dockerfile => ofKind(dockerfile, 'MAINTAINER').map(instruction => {
  const author = (instruction.getArgumentsContent() ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
  const newText = `LABEL org.opencontainers.image.authors=${JSON.stringify(author)}`;
  return { variant: 'maintainer', location: locate(dockerfile, instruction.getRange()), fields: {}, fix: { title: 'Écrire un LABEL', edits: [{ ...locate(dockerfile, instruction.getRange()), newText }] } };
});

/** Only `ARG` may come before the first `FROM`. */
export const startsWithFrom: DockerfileTest = dockerfile => {
  const instructions = dockerfile.ast.getInstructions();
  // A fragment under another name may be put after a `FROM` kept elsewhere.
  if (dockerfile.stages.length === 0) return /(^|\/)(Dockerfile|Containerfile)$/.test(dockerfile.file) ? [{ variant: 'absent', location: locate(dockerfile, instructions[0]?.getRange()), fields: {} }] : [];
  const first = instructions.find(instruction => instruction.getKeyword() !== 'ARG');
  if (!first || first.getKeyword() === 'FROM') return [];
  return [{ variant: 'order', location: locate(dockerfile, first.getRange()), fields: { keyword: first.getKeyword() } }];
};

/** Docker replaces no variable in the name of a stage, and refuses what is no name. */
export const uniqueAlias: DockerfileTest = dockerfile => {
  const known = new Set<string>();
  return dockerfile.stages.flatMap(stage => aliasPlaces(dockerfile, stage, known));
};

function aliasPlaces(dockerfile: DockerfileSource, stage: Stage, known: Set<string>): Place[] {
  if (stage.name === undefined) return [];
  const place = (variant: string, alias: string) => [{ variant, location: locate(dockerfile, stage.from.getBuildStageRange()), fields: { alias } }];
  if (!/^[a-z][a-z0-9._-]*$/.test(stage.name)) return place('invalid', stage.from.getBuildStage() ?? stage.name);
  const twice = known.has(stage.name);
  known.add(stage.name);
  return twice ? place('duplicate', stage.name) : [];
}

/** EXI-ARCH-18: what starts the container does not change the image: no rights given, no file rewritten, nothing installed. Of several `CMD`, the last counts. */
export const noSelfModification: DockerfileTest = (dockerfile, workspace) => {
  const instructions = shipped(dockerfile.stages.at(-1)).flatMap(stage => stage.instructions);
  const [entry, command] = ['ENTRYPOINT', 'CMD'].map(keyword => instructions.findLast(instruction => instruction.getKeyword() === keyword));
  // `ENTRYPOINT ["sh", "-c"]` leaves the script to `CMD`.
  const words = entry && jsonWords(entry);
  const script = words?.length === 2 && isShell(words) ? (command && jsonWords(command))?.[0] : undefined;
  return [entry, command].flatMap(instruction => {
    if (!instruction) return [];
    const found = (instruction === command && script !== undefined ? commandsIn(script).map(unwrapped) : commandsOf(instruction)).find(changesImage);
    const location = locate(dockerfile, instruction.getRange());
    if (found) return [{ variant: 'changes', location, fields: { command: found.slice(0, 2).join(' ') } }];
    return scriptsOf(dockerfile, instruction, workspace).flatMap(({ file, commands }) => {
      const changes = commands.find(asUser(commands) ? command => changesImage(command) && !ownership.has(programOf(command)) : changesImage);
      return changes ? [{ variant: 'script', location, fields: { file, command: changes.slice(0, 2).join(' ') } }] : [];
    });
  });
};

/** What only root does, and a script that asks who it runs as does only then: the platform never runs it as root. */
const ownership = new Set(['chown', 'chgrp', 'chmod', 'useradd', 'adduser', 'usermod', 'groupmod']);
const asUser = (commands: readonly (readonly string[])[]) => commands.some(command => (programOf(command) === 'id' && command.some(word => /^-\w*u/.test(word))) || programOf(command) === 'whoami' || command.some(word => /^\$\{?(EUID|UID)\}?$/.test(word)));

const installers: Readonly<Record<string, RegExp>> = {
  'apt-get': /^(install|upgrade|update|dist-upgrade)$/, apt: /^(install|upgrade|update)$/, apk: /^(add|upgrade|update)$/, git: /^(clone|pull|checkout|reset|fetch)$/, yum: /^install$/, dnf: /^install$/, microdnf: /^install$/, pip: /^install$/, pip3: /^install$/,
  npm: /^(i|ci|install)$/, yarn: /^(install|add)$/, pnpm: /^(i|ci|install|add)$/, composer: /^(install|update|require)$/, bundle: /^install$/, gem: /^install$/, poetry: /^install$/,
};

function changesImage(command: readonly string[]): boolean {
  const program = programOf(command);
  if (['chown', 'chmod', 'chgrp', 'update-ca-certificates', 'useradd', 'adduser'].includes(program)) return true;
  if (/^python[\d.]*$/.test(program) && command[1] === '-m') return changesImage(command.slice(2));
  if (program === 'sed') return command.some(word => /^(-\w*i|--in-place)/.test(word));
  if (command.some((word, index) => writesOver(/^\d?>>?$/.test(word) ? (command[index + 1] ?? '') : (/^\d?>>?(\/.*)$/.exec(word)?.[1] ?? '')))) return true;
  if (['curl', 'wget'].includes(program) && command.some((word, index) => /^(-\w*[oO]|--output(-document)?)$/.test(word) && writesOver(command[index + 1] ?? ''))) return true;
  return Object.hasOwn(installers, program) && command.slice(1).some(word => installers[program]?.test(word));
}

/** Whether a redirection goes to a file of the image, and not to one that is there to be written, nor to the list of users, where OpenShift has images name the user it gives them. */
function writesOver(file: string): boolean {
  return file.startsWith('/') && !/^\/((dev|proc|tmp|run|var\/(run|tmp|log|cache|lib)|data|mnt)\/|etc\/(passwd|group)$)/.test(file) && !/(^|\/)(tmp|logs?|cache|data)\//.test(file) && !file.endsWith('.log');
}
