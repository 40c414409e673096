import type { Redirection } from './grammar';
import type { Shell, Streams } from './shell';
import { isKnown, unknownText } from './value';
import { quotedText, textOf } from './words';

/** What a command reads and writes once redirected, and what keeps it; or why it cannot be. */
export type Redirected = { readonly ok: true; readonly streams: Streams; keep(): void } | { readonly ok: false; readonly message: string };

interface Sink {
  write(text: string): void;
  readonly captured: boolean;
}

/** Follows redirections in their order. Files are written once the command has ended. */
export function redirected(list: readonly Redirection[], shell: Shell, streams: Streams): Redirected {
  let input = streams.input;
  let out: Sink = { write: text => streams.out(text), captured: streams.captured };
  let err: Sink = { write: text => streams.err(text), captured: streams.captured };
  const kept: (() => void)[] = [];
  for (const one of list) {
    if (one.type === 'HereString') input = { text: `${textOf(one.target, shell)}\n` };
    else if (one.type === 'HereDoc') input = { text: hereText(one, shell) };
    else {
      const target = textOf(one.target, shell);
      const descriptor = one.descriptor?.type === 'FileDescriptor' ? one.descriptor.value : undefined;
      if (one.operator === '<') {
        const read = readFrom(target, shell);
        if (read === undefined) return { ok: false, message: `/usr/bin/bash: line 1: ${target}: No such file or directory` };
        input = { text: read };
      } else if (one.operator === '>&' && /^[012-]$/.test(target)) {
        if (descriptor === 2) err = target === '1' ? out : target === '-' ? silent : err;
        else out = target === '2' ? err : target === '-' ? silent : out;
      } else if (/^(>>?|>\||&>>?|>&|<>)$/.test(one.operator)) {
        const sink = sinkTo(target, one.operator.endsWith('>>'), shell, kept);
        if (descriptor === 2) err = sink;
        else out = sink;
        if (one.operator.startsWith('&') || (one.operator === '>&' && descriptor === undefined)) err = sink;
      }
    }
  }
  return { ok: true, streams: { input, captured: out.captured, out: text => out.write(text), err: text => err.write(text) }, keep: () => kept.forEach(each => each()) };
}

const silent: Sink = { write: () => undefined, captured: true };

function hereText({ body, delimiter, operator }: Redirection & { type: 'HereDoc' }, shell: Shell): string {
  const text = delimiter?.quoted || !body.parts ? body.text : quotedText(body.parts, shell);
  return operator === '<<-' ? text.replace(/^\t+/gm, '') : text;
}

function readFrom(target: string, shell: Shell): string | undefined {
  if (!isKnown(target)) return unknownText('entrée');
  if (target === '/dev/null') return '';
  const path = shell.files.at(shell.folder, target);
  const kind = shell.files.kind(path);
  return kind === undefined ? undefined : (shell.files.text(path) ?? unknownText(`contenu de ${target}`));
}

function sinkTo(target: string, adds: boolean, shell: Shell, kept: (() => void)[]): Sink {
  if (target === '/dev/null' || !isKnown(target)) return silent;
  const path = shell.files.at(shell.folder, target);
  const before = adds ? (shell.files.text(path) ?? (shell.files.kind(path) === undefined ? '' : unknownText(target))) : '';
  let text = '';
  shell.files.write(path, before);
  kept.push(() => shell.files.write(path, before + text));
  return { captured: true, write: more => void (text += more) };
}
