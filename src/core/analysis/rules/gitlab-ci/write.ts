import type { Fix, Location } from '../../finding';
import { SourceText } from '../../text';
import type { Workspace } from '../test';

/**
 * A fix that writes the text at `place` anew, as `write` makes it from the one written, in the quotes it has. None when `write` gives none, or when what
 * stands there is written over several lines, or would need quotes it does not have.
 */
export function respelt(workspace: Workspace, place: Location, title: string, write: (written: string) => string | undefined): Fix | undefined {
  const text = workspace.textOf(place.file);
  if (text === undefined) return undefined;
  const source = new SourceText(text);
  const [, quote = '', written = ''] = /^(["']?)([^"'\n]*)\1$/.exec(text.slice(source.offsetAt(place.range.start), source.offsetAt(place.range.end))) ?? [];
  const becomes = written === '' ? undefined : write(written);
  if (becomes === undefined || /["'\n]/.test(becomes) || (quote === '' && !isPlain(becomes, written))) return undefined;
  return { title, edits: [{ ...place, newText: quote + becomes + quote }] };
}

/** Whether a text needs no quotes where `written` had none: it starts with no sign of YAML's, and holds none that was not there. */
function isPlain(text: string, written: string): boolean {
  return /^[\w./$]/.test(text) && !/: |:$| #/.test(text) && [...text].every(sign => /[\w./@$:-]/.test(sign) || written.includes(sign));
}
