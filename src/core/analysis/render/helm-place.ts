import type { Location, Range } from '../finding';
import { join } from './paths';
import type { Mark, Rendered, RenderedDocument } from './port';
import type { RenderUnit } from './unit';

/** Where a part of a rendered document is written in the templates: to the letter where the text is the template's own, else the action or the line that made it. */
export function templatePlace(unit: RenderUnit, rendered: Rendered, document: RenderedDocument, start: number, end: number): Location {
  const first = markAt(rendered, document, start);
  const last = markAt(rendered, document, Math.max(start, end - 1));
  const file = first && unit.names.get(first.mark.file);
  if (!first || file === undefined) return { file: templateFile(unit, rendered, document.source), range: origin };
  const from = first.literal ?? { line: first.mark.line, character: first.mark.character };
  const sameLine = last && last.mark.file === first.mark.file && last.mark.endLine === from.line;
  const until = sameLine ? (last.literal ? { line: last.literal.line, character: last.literal.character + 1 } : { line: last.mark.endLine, character: last.mark.endCharacter }) : { line: first.mark.endLine, character: first.mark.endCharacter };
  const whole = until.line < from.line || (until.line === from.line && until.character <= from.character);
  return { file, range: whole ? rangeOf(first.mark) : { start: from, end: until } };
}

/** The file of a template by the name Helm gives it; one of an archive is the archive. */
export function templateFile(unit: RenderUnit, rendered: Pick<Rendered, 'templates'>, name: string): string {
  const own = unit.names.get(rendered.templates[name] ?? '');
  if (own !== undefined) return own;
  const chart = /\/charts\/([^/]+)\/templates\//.exec(name)?.[1] ?? '';
  const archives = Object.keys(unit.request.archives ?? {});
  const archive = archives.find(key => key.startsWith(`charts/${chart}-`)) ?? archives.find(key => key.endsWith('.tgz'));
  return archive === undefined ? join(unit.folder, name.slice(name.indexOf('/') + 1)) : (unit.names.get(archive) ?? unit.head);
}

export const origin: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function rangeOf({ line, character, endLine, endCharacter }: Mark): Range {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

/** The very place in a template, by its name in the request, of a letter that is the template's own. */
export function literalAt(rendered: Rendered, document: RenderedDocument, offset: number): { readonly file: string; readonly line: number; readonly character: number } | undefined {
  const found = markAt(rendered, document, offset);
  return found?.literal && { file: found.mark.file, ...found.literal };
}

/** Where the action ends that wrote a letter, by the name of its file in the request. */
export function actionEndAt(rendered: Rendered, document: RenderedDocument, offset: number): { readonly file: string; readonly line: number; readonly character: number } | undefined {
  const found = markAt(rendered, document, offset);
  return found && !found.literal ? { file: found.mark.file, line: found.mark.endLine, character: found.mark.endCharacter } : undefined;
}

/** The mark in force at `offset`; `literal` is the very place of the letter there, when the text is the template's own. */
function markAt(rendered: Rendered, { spans = [] }: RenderedDocument, offset: number): { readonly mark: Mark; readonly literal?: { readonly line: number; readonly character: number } } | undefined {
  let low = 0;
  let high = spans.length / 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle * 3] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const at = (low - 1) * 3;
  const mark = rendered.marks[spans[at + 1] ?? -1];
  if (low === 0 || !mark) return undefined;
  const character = mark.character + offset - (spans[at] ?? 0);
  return spans[at + 2] === 1 && character < mark.endCharacter ? { mark, literal: { line: mark.line, character } } : { mark };
}
