import type { Content, Fault, Kind } from './fault';
import { typographyMistakes } from './typography';

type Path = readonly (string | number)[];

/** Keys whose text is French prose; everything else is an id, a link or code. */
const PROSE = new Set(['title', 'summary', 'text', 'stem', 'why', 'definition', 'belief', 'dated', 'note', 'how', 'introduction', 'expected', 'hints', 'message', 'consequence', 'remedy']);
const CODE = new Set(['exhibit', 'examples']);

function walk(value: unknown, path: Path, prose: boolean): { path: Path; text: string }[] {
  if (typeof value === 'string') return prose ? [{ path, text: value }] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => walk(item, [...path, i], prose));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => (CODE.has(key) ? [] : walk(item, [...path, key], PROSE.has(key))));
}

function faults(kind: Kind, items: readonly { readonly id: string }[]): Fault[] {
  return items.flatMap(item => walk(item, [], false).flatMap(({ path, text }) => typographyMistakes(text).map(message => ({ kind, id: item.id, path, message }))));
}

/** Mistakes of French typography in what learners read. Sources' exact words and code are left alone. */
export function typographyFaults({ catalog, modules }: Content): Fault[] {
  const lessons = modules.flatMap(m => m.lessons);
  return [
    ...faults('module', catalog.modules), ...faults('requirement', catalog.requirements), ...faults('term', catalog.glossary), ...faults('source', catalog.sources),
    ...faults('misconception', catalog.misconceptions), ...faults('question', modules.flatMap(m => m.questions)), ...faults('lab', catalog.labs), ...faults('rule', catalog.rules),
    ...lessons.flatMap(lesson => prose(lesson.body).flatMap(({ line, text }) => typographyMistakes(text).map((message): Fault => ({ kind: 'lesson', id: lesson.id, path: ['body', line], message })))),
  ];
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
