import type { Content, Fault, Kind } from './fault';
import { typographyMistakes } from './typography';

type Path = readonly (string | number)[];

/** Keys whose text is French prose; everything else is an id, a link or code. */
const PROSE = new Set(['title', 'summary', 'text', 'stem', 'why', 'definition', 'belief', 'dated', 'note', 'how', 'introduction', 'expected', 'hints', 'message', 'consequence', 'remedy']);
const CODE = new Set(['exhibit', 'examples', 'verify']);

function walk(value: unknown, path: Path, prose: boolean): { path: Path; text: string }[] {
  if (typeof value === 'string') return prose ? [{ path, text: value }] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => walk(item, [...path, i], prose));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => (CODE.has(key) ? [] : walk(item, [...path, key], PROSE.has(key))));
}

/** A French text of a content, and where it stands. */
export interface Prose {
  readonly kind: Kind;
  readonly id: string;
  readonly path: Path;
  readonly text: string;
}

/** All that learners read in French, a text at a time; code and identifiers are left out, the fenced blocks of lessons too. */
export function proseOf({ catalog, modules }: Content): Prose[] {
  const of = (kind: Kind, items: readonly { readonly id: string }[]): Prose[] => items.flatMap(item => walk(item, [], false).map(found => ({ kind, id: item.id, ...found })));
  return [
    ...of('module', catalog.modules), ...of('requirement', catalog.requirements), ...of('term', catalog.glossary), ...of('source', catalog.sources),
    ...of('misconception', catalog.misconceptions), ...of('question', modules.flatMap(m => m.questions)), ...of('lab', catalog.labs), ...of('rule', catalog.rules),
    ...modules.flatMap(m => m.lessons).flatMap(lesson => prose(lesson.body).map(({ line, text }): Prose => ({ kind: 'lesson', id: lesson.id, path: ['body', line], text }))),
  ];
}

/** Mistakes of French typography in what learners read. Sources' exact words and code are left alone. */
export function typographyFaults(content: Content): Fault[] {
  return proseOf(content).flatMap(({ text, ...place }) => typographyMistakes(text).map(message => ({ ...place, message })));
}

/** The lines of a lesson that are not in a fenced block. */
function prose(body: string): { line: number; text: string }[] {
  let fenced = false;
  return body.split('\n').flatMap((text, line) => {
    const fence = text.trimStart().startsWith('```');
    if (fence) fenced = !fenced;
    return fence || fenced ? [] : [{ line, text }];
  });
}
