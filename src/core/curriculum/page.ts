import type { RuleCard } from '../analysis/card';
import type { Catalog, ModuleContent } from './catalog';
import { formatRef, parseRef, type Ref } from './links';
import type { Competence, GlossaryTerm, Guide, Lesson, Module, Requirement, Source, Validation } from './schemas';

/** All the content a page may speak of. */
export interface Library {
  readonly catalog: Catalog;
  readonly modules: readonly ModuleContent[];
}

/** A source as a page cites it: with its section when the citation names one that exists. */
export interface Cited {
  readonly source: Source;
  readonly section?: Source['sections'][number];
}

interface Base {
  /** What the page answers to, as written in citations. */
  readonly ref: string;
  readonly title: string;
}

/** What the reader shows, whole: everything a page names has been looked up, and what does not exist is left out. */
export type Page = Base & (
  | { readonly kind: 'lesson'; readonly lesson: Lesson; readonly module: Module; readonly competence: Competence; readonly number: number; readonly total: number; readonly next?: Lesson; readonly related: readonly Lesson[]; readonly rules: readonly RuleCard[]; readonly requirements: readonly Requirement[]; readonly sources: readonly Cited[] }
  | { readonly kind: 'rule'; readonly rule: RuleCard; readonly requirements: readonly Requirement[]; readonly lessons: readonly Lesson[]; readonly sources: readonly Cited[] }
  | { readonly kind: 'requirement'; readonly requirement: Requirement; readonly rules: readonly RuleCard[]; readonly lessons: readonly Lesson[]; readonly sources: readonly Cited[] }
  | { readonly kind: 'source'; readonly source: Source; readonly section?: Source['sections'][number] }
  | { readonly kind: 'term'; readonly term: GlossaryTerm; readonly sources: readonly Cited[] }
  | { readonly kind: 'competence'; readonly module: Module; readonly competence: Competence; readonly lessons: readonly Lesson[]; readonly validations: readonly Validation[] }
  | { readonly kind: 'guide'; readonly guide: Guide; readonly sources: readonly Cited[] }
);

/** The page a reference points at; undefined when the reference is malformed or names nothing we have. */
export function resolve(text: string, library: Library): Page | undefined {
  const ref = parseRef(text);
  return ref && makers[ref.kind](ref, library);
}

/** The title of what a reference points at, for citations: undefined when it does not resolve. */
export function titleOf(text: string, library: Library): string | undefined {
  return resolve(text, library)?.title;
}

const makers: { readonly [K in Ref['kind']]: (ref: Ref, library: Library) => Page | undefined } = { lesson, rule, requirement, source, term, competence, guide };

function lesson(ref: Ref, library: Library): Page | undefined {
  const lessons = library.modules.find(content => content.lessons.some(l => l.id === ref.id))?.lessons ?? [];
  const index = lessons.findIndex(l => l.id === ref.id);
  const found = lessons[index];
  const place = found && competenceOf(found.competence, library);
  if (!found || !place) return undefined;
  const siblings = lessons.filter(l => l.competence === found.competence);
  const next = lessons[index + 1];
  const { catalog } = library;
  return {
    ...base(ref, found.title), kind: 'lesson', lesson: found, ...place,
    number: siblings.indexOf(found) + 1, total: siblings.length, ...(next && { next }), related: relatedTo(found, library),
    rules: catalog.rules.filter(r => found.rules.includes(r.id)),
    requirements: catalog.requirements.filter(r => found.requirements.includes(r.id)),
    sources: cited(found.sources, catalog),
  };
}

/** At most so many lessons are named at the end of another: more would be a list, not an advice. */
const RELATED = 4;

/** The lessons that share most rules, requirements and sections of sources with this one; of two that share as many, the first of the content. */
function relatedTo(lesson: Lesson, library: Library): readonly Lesson[] {
  const citations = ({ rules, requirements, sources }: Lesson) => [...rules, ...requirements, ...sources];
  const own = new Set(citations(lesson));
  const shared = lessonsOf(library, other => other.id !== lesson.id).map(other => ({ other, count: citations(other).filter(citation => own.has(citation)).length }));
  return shared.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count).slice(0, RELATED).map(({ other }) => other);
}

function rule(ref: Ref, library: Library): Page | undefined {
  const { catalog } = library;
  const found = catalog.rules.find(r => r.id === ref.id);
  if (!found) return undefined;
  const requirements = catalog.requirements.filter(r => found.requirements.includes(r.id));
  return { ...base(ref, found.title), kind: 'rule', rule: found, requirements, lessons: lessonsOf(library, l => l.rules.includes(found.id)), sources: cited(found.sources, catalog) };
}

function requirement(ref: Ref, library: Library): Page | undefined {
  const { catalog } = library;
  const found = catalog.requirements.find(r => r.id === ref.id);
  if (!found) return undefined;
  const rules = catalog.rules.filter(r => r.requirements.includes(found.id));
  return { ...base(ref, `${found.id} — ${found.theme}`), kind: 'requirement', requirement: found, rules, lessons: lessonsOf(library, l => l.requirements.includes(found.id)), sources: cited([found.source], catalog) };
}

function source(ref: Ref, { catalog }: Library): Page | undefined {
  const found = catalog.sources.find(s => s.id === ref.id);
  const section = found?.sections.find(s => s.id === ref.section);
  // A section that does not exist is a citation that does not resolve, not an invitation to read the whole source.
  if (!found || (ref.section !== undefined && !section)) return undefined;
  return section ? { ...base(ref, section.title), kind: 'source', source: found, section } : { ...base(ref, found.title), kind: 'source', source: found };
}

function term(ref: Ref, { catalog }: Library): Page | undefined {
  const found = catalog.glossary.find(t => t.id === ref.id);
  return found && { ...base(ref, found.term), kind: 'term', term: found, sources: cited(found.source === undefined ? [] : [found.source], catalog) };
}

function competence(ref: Ref, library: Library): Page | undefined {
  const place = competenceOf(ref.id, library);
  if (!place) return undefined;
  const validations = place.module.validations.filter(v => v.competences.includes(ref.id));
  return { ...base(ref, place.competence.title), kind: 'competence', ...place, lessons: lessonsOf(library, l => l.competence === ref.id), validations };
}

function guide(ref: Ref, { catalog }: Library): Page | undefined {
  const found = catalog.guides?.find(g => g.id === ref.id);
  return found && { ...base(ref, found.title), kind: 'guide', guide: found, sources: cited(found.sources, catalog) };
}

function base(ref: Ref, title: string): Base {
  return { ref: formatRef(ref), title };
}

function competenceOf(id: string, { catalog }: Library): { readonly module: Module; readonly competence: Competence } | undefined {
  for (const module of catalog.modules) {
    const found = module.competences.find(c => c.id === id);
    if (found) return { module, competence: found };
  }
  return undefined;
}

function lessonsOf(library: Library, wanted: (lesson: Lesson) => boolean): readonly Lesson[] {
  return library.modules.flatMap(content => content.lessons).filter(wanted);
}

function cited(citations: readonly string[], catalog: Catalog): readonly Cited[] {
  return citations.flatMap(citation => {
    const [id, sectionId] = citation.split('#');
    const found = catalog.sources.find(s => s.id === id);
    const section = found?.sections.find(s => s.id === sectionId);
    return found ? [section ? { source: found, section } : { source: found }] : [];
  });
}
