import type { Library } from '../curriculum/page';

/** A piece of our content that can answer a question: `ref` opens it in the reader, `markdown` is quoted as it is. */
export interface Passage {
  readonly ref: string;
  readonly title: string;
  readonly markdown: string;
}

/** Everything a question may be answered with: rules, requirements, terms, sections of sources, and lessons cut at their headings. */
export function passagesOf({ catalog, modules }: Library): Passage[] {
  const requirementOf = (id: string) => catalog.requirements.find(r => r.id === id)?.theme ?? '';
  return [
    ...catalog.rules.map(r => ({ ref: `rule:${r.id}`, title: r.title, markdown: [r.why, r.consequence, r.remedy].map(t => t.trim()).join('\n\n'), more: [r.id, r.kyverno?.name ?? '', ...r.requirements.flatMap(id => [id, requirementOf(id)])].join(' ') })),
    ...catalog.requirements.map(r => ({ ref: `requirement:${r.id}`, title: `${r.id} — ${r.theme}`, markdown: [r.text, r.how, r.note].filter(t => t !== undefined).join('\n\n') })),
    ...catalog.glossary.map(t => ({ ref: `term:${t.id}`, title: [t.term, ...t.forms].join(', '), markdown: t.definition })),
    ...catalog.sources.flatMap(s => s.sections.map(section => ({ ref: `source:${s.id}#${section.id}`, title: `${s.title} : ${section.title}`, markdown: [section.text, section.dated].filter(t => t !== undefined).join('\n\n') }))),
    ...modules.flatMap(m => m.lessons).flatMap(lesson => sections(lesson.body).map(({ heading, text }) => ({ ref: `lesson:${lesson.id}`, title: heading === '' ? lesson.title : `${lesson.title} : ${heading}`, markdown: text }))),
  ];
}

function sections(body: string): { heading: string; text: string }[] {
  const pieces = body.split(/^#{1,4}[ \t]+(.+)$/m);
  const result = [{ heading: '', text: pieces[0] ?? '' }];
  for (let i = 1; i < pieces.length; i += 2) result.push({ heading: pieces[i] ?? '', text: pieces[i + 1] ?? '' });
  return result.filter(s => s.text.trim() !== '').map(s => ({ ...s, text: s.text.trim() }));
}
