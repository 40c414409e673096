import type { Builtin } from './builtins';
import { isNamed } from './filters';
import type { Shell, Streams } from './shell';
import { isKnown, unknownText, type Status } from './value';

const operandsOf = (words: readonly string[]) => words.slice(1).filter(word => !word.startsWith('-'));
const has = (words: readonly string[], letter: string) => words.some(word => new RegExp(`^-\\w*${letter}`).test(word));
const at = (shell: Shell, path: string) => shell.files.at(shell.folder, path);

function missing(streams: Streams, text: string): Status {
  streams.err(`${text}: No such file or directory\n`);
  return 1;
}

const mkdir: Builtin = (words, shell, streams) => {
  for (const path of operandsOf(words).filter(isKnown)) {
    if (!has(words, 'p') && shell.files.kind(at(shell, path)) === 'folder') {
      streams.err(`mkdir: cannot create directory '${path}': File exists\n`);
      return 1;
    }
    shell.files.makeFolder(at(shell, path));
  }
  return 0;
};

const touch: Builtin = (words, shell) => {
  for (const path of operandsOf(words).filter(isKnown)) if (shell.files.kind(at(shell, path)) !== 'file') shell.files.write(at(shell, path), '');
  return 0;
};

const rm: Builtin = (words, shell, streams) => {
  for (const path of operandsOf(words).filter(isKnown)) {
    if (shell.files.kind(at(shell, path)) === undefined && !has(words, 'f')) return missing(streams, `rm: cannot remove '${path}'`);
    shell.files.remove(at(shell, path));
  }
  return 0;
};

/** `cp` and `mv`: what is copied keeps its text, where it is known. */
const transfer = (moves: boolean): Builtin => (words, shell, streams) => {
  const name = moves ? 'mv' : 'cp';
  const list = operandsOf(words);
  const target = list.pop() ?? '';
  if (!isKnown(target)) return 0;
  const into = shell.files.kind(at(shell, target)) === 'folder' || target.endsWith('/') || list.length > 1;
  for (const source of list) {
    const from = at(shell, source);
    const kind = isKnown(source) ? shell.files.kind(from) : 'maybe';
    if (kind === undefined) return missing(streams, `${name}: cannot stat '${source}'`);
    if (kind === 'folder' && !moves && !/^-\w*[rRa]/.test(words.find(word => word.startsWith('-')) ?? '')) {
      streams.err(`cp: -r not specified; omitting directory '${source}'\n`);
      return 1;
    }
    const to = into ? `${at(shell, target)}/${source.replace(/\/+$/, '').split('/').pop() ?? ''}`.replace(/^\//, at(shell, target) === '' ? '' : '/') : at(shell, target);
    copied(shell, from, to, kind);
    if (moves && kind !== 'maybe') shell.files.remove(from);
  }
  return 0;
};

function copied(shell: Shell, from: string, to: string, kind: 'file' | 'folder' | 'maybe'): void {
  if (kind === 'maybe' || !isKnown(from)) {
    shell.files.mayFill(to.replace(/\/[^/]*[\uE000*][^/]*$/, ''));
    if (isKnown(to)) shell.files.write(to, undefined);
    return;
  }
  for (const path of shell.files.below(from)) shell.files.write(path === from ? to : `${to}${path.slice(from.length)}`, shell.files.text(path));
  if (kind === 'folder') {
    shell.files.makeFolder(to);
    if (shell.files.mayHold(`${from}/x`)) shell.files.mayFill(to);
  }
}

const ls: Builtin = (words, shell, streams) => {
  const [paths, long] = [operandsOf(words), has(words, 'l')];
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const place = isKnown(path) ? at(shell, path) : path;
    const kind = isKnown(path) ? shell.files.kind(place) : 'maybe';
    if (kind === undefined) {
      streams.err(`ls: cannot access '${path}': No such file or directory\n`);
      return 2;
    }
    const listed = kind === 'file' ? [path] : [...new Set(shell.files.below(place).map(name => name.slice(place === '' ? 0 : place.length + 1).split('/')[0] ?? ''))].filter(name => has(words, 'a') || !name.startsWith('.')).sort();
    if (kind === 'maybe' || long || shell.files.mayHold(place)) streams.out(streams.captured ? unknownText('sortie de ls') : `${listed.join('\n')}${listed.length > 0 ? '\n' : ''}`);
    else if (listed.length > 0) streams.out(`${listed.join('\n')}\n`);
  }
  return 0;
};

/** `find FOLDER -name PATTERN -type f`; other tests are not followed. */
const find: Builtin = (words, shell, streams) => {
  const [, first = '.'] = words;
  const start = first.startsWith('-') ? '.' : first;
  const place = at(shell, start);
  const option = (name: string) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  const kind = shell.files.kind(place);
  if (kind === undefined) return missing(streams, `find: '${start}'`);
  const simple = words.filter(word => /^-/.test(word)).every(word => ['-name', '-type'].includes(word)) && option('-type') !== 'd' && !shell.files.mayHold(place);
  const found = shell.files.below(place).filter(path => option('-name') === undefined || isNamed(path, option('-name') ?? ''));
  if (kind === 'maybe' || !simple) streams.out(unknownText('sortie de find'));
  else if (found.length > 0) streams.out(`${found.map(path => `${start}/${path.slice(place === '' ? 0 : place.length + 1)}`).join('\n')}\n`);
  return 0;
};

const tee: Builtin = (words, shell, streams) => {
  const { text } = streams.input;
  streams.input.text = '';
  for (const path of operandsOf(words).filter(isKnown)) shell.files.write(at(shell, path), has(words, 'a') ? `${shell.files.text(at(shell, path)) ?? ''}${text}` : text);
  streams.out(text);
  return 0;
};

const chmod: Builtin = (words, shell, streams) => {
  const absent = operandsOf(words).slice(1).find(path => isKnown(path) && shell.files.kind(at(shell, path)) === undefined);
  return absent === undefined ? 0 : missing(streams, `chmod: cannot access '${absent}'`);
};

/** Programs that only move files about. */
export const fileCommands: Readonly<Record<string, Builtin>> = { mkdir, touch, rm, cp: transfer(false), mv: transfer(true), ls, find, tee, chmod, ln: () => 0, rmdir: rm, sync: () => 0 };
