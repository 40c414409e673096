import type { Shell } from './shell';
import { isKnown } from './value';

/** A script that a command asks to be run, as a text; or why it cannot be. */
export type Called = { readonly text: string; readonly parameters: readonly string[] } | { readonly missing: string };

const shells = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|k|z)?sh$/;

/** `sh FILE`, `sh -c TEXT`, `./FILE`, or a script fed to a shell; undefined when the command is none of these, or what it runs is not known. */
export function called(words: readonly string[], shell: Shell, input: { text: string }): Called | undefined {
  const [name = ''] = words;
  if (!isKnown(words.join(''))) return undefined;
  if (!shells.test(name)) return name.includes('/') && !name.startsWith('/') ? fileOf(name, words.slice(1), shell, true) : undefined;
  const command = words.findIndex(word => /^-[a-z]*c$/.test(word));
  if (command > 0) return { text: words[command + 1] ?? '', parameters: words.slice(command + 3) };
  const at = words.findIndex((word, index) => index > 0 && !/^[-+]/.test(word));
  if (at > 0) return fileOf(words[at] ?? '', words.slice(at + 1), shell, false);
  const { text } = input;
  input.text = '';
  return text === '' || !isKnown(text) ? undefined : { text, parameters: [] };
}

/** A file that a shell reads, or that says by its first line that one does. */
function fileOf(path: string, parameters: readonly string[], shell: Shell, alone: boolean): Called | undefined {
  const place = shell.files.at(shell.folder, path);
  const text = shell.files.text(place);
  if (text !== undefined) return !alone || /^#!.*\b(?:ba|da|a|k|z)?sh\b/.test(text) || path.endsWith('.sh') ? { text, parameters } : undefined;
  return shell.files.kind(place) === undefined ? { missing: alone ? `line 1: ${path}` : path } : undefined;
}
