import type { Content, Fault } from './fault';
import type { Question, Source } from './schemas';

/** Requirement and rule ids, flags and numbers: what a reader can check word for word. */
const EXACT = /(?:kubernetes|dockerfile|gitlab-ci|secrets)\/[a-z-]+|EXI-(?:G|ORG|ARCH|DATA)-\d+[ab]?|--[a-z][a-z-]+|\d+(?:[.,]\d+)*/g;
const YEAR = /\b20\d\d\b/;

const squeeze = (text: string): string => text.replace(/(\d)[\s\u00a0\u202f](?=\d{3}\b)/g, '$1');

/** The exact words of a text, as they must be found elsewhere. */
function exact(text: string): string[] {
  return squeeze(text).match(EXACT) ?? [];
}

type Section = Source['sections'][number];

function sectionOf(sources: ReadonlyMap<string, Source>, citation: string): { text: string; section?: Section } | undefined {
  const [id = '', part] = citation.split('#');
  const source = sources.get(id);
  if (!source) return undefined;
  const section = source.sections.find(s => s.id === part);
  const sections = section ? [section] : source.sections;
  return { text: [source.title, ...sections.flatMap(s => [s.title, s.text, s.dated ?? ''])].join('\n'), ...(section ? { section } : {}) };
}

/**
 * A number, requirement or rule id, or flag of a right option or of an explanation stands in the section it cites, or in what the learner reads
 * (stem, exhibit, options) or is sent to (related rules). With an exhibit, a figure below 10 may be the outcome of a count and is let through.
 */
function questionFacts(question: Question, sources: ReadonlyMap<string, Source>): Fault[] {
  const shown = exact([...question.rules, question.stem, question.exhibit?.text ?? '', ...question.options.filter(o => !o.correct).map(o => o.text)].join('\n'));
  return question.options.flatMap((option, i) => {
    const cited = sectionOf(sources, option.source);
    if (!cited) return [];
    const known = new Set([...shown, ...exact(cited.text), ...exact(option.text)]);
    const absent = (text: string, from: ReadonlySet<string>): string[] => exact(text).filter(word => !from.has(word) && !(question.exhibit && /^\d$/.test(word)));
    const key = option.correct && !question.exhibit ? absent(option.text, new Set([...shown, ...exact(cited.text)])) : [];
    const faults = [
      ...key.map((word): Fault => ({ kind: 'question', id: question.id, path: ['options', i, 'text'], message: `« ${word} » n’est pas dans « ${option.source} ».` })),
      ...absent(option.why, known).map((word): Fault => ({ kind: 'question', id: question.id, path: ['options', i, 'why'], message: `« ${word} » n’est pas dans « ${option.source} ».` })),
    ];
    const undated = option.correct && cited.section?.dated && !YEAR.test(question.stem) && !YEAR.test(question.exhibit?.text ?? '');
    return undated ? [...faults, { kind: 'question', id: question.id, path: ['stem'], message: `« ${option.source} » est un fait daté : l’énoncé dit l’année.` }] : faults;
  });
}

/** Facts that do not stand where they are said to. */
export function factFaults({ catalog, modules }: Content): Fault[] {
  const sources = new Map(catalog.sources.map(s => [s.id, s]));
  return modules.flatMap(m => m.questions).flatMap(q => questionFacts(q, sources));
}
