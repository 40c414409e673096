import type { RuleCard } from '../../core/analysis/card';
import type { Cited } from '../../core/curriculum/page';
import type { Lesson, Requirement } from '../../core/curriculum/schemas';
import { format } from '../../protocol/format';
import type { BlockView, LinkView, PageView } from '../../protocol/reader';
import type { Drawing } from './drawing';

export function lessonLink(lesson: Lesson): LinkView {
  return { label: plain(lesson.title), href: `coach:lesson:${lesson.id}` };
}

export function ruleLinks({ strings }: Drawing, rules: readonly RuleCard[]): BlockView[] {
  return links(strings.rules, rules.map(rule => ({ label: plain(rule.title), href: `coach:rule:${rule.id}`, note: rule.id })));
}

export function lessonLinks({ strings }: Drawing, lessons: readonly Lesson[]): BlockView[] {
  return links(strings.lessons, lessons.map(lessonLink));
}

export function requirementLinks({ strings }: Drawing, requirements: readonly Requirement[]): BlockView[] {
  return links(strings.requirements, requirements.map(r => ({ label: `${r.id} — ${plain(r.text)}`, href: `coach:requirement:${r.id}`, note: r.priority === 'P' ? strings.priorityP : strings.priorityI })));
}

export function sourceLinks({ strings }: Drawing, sources: readonly Cited[]): BlockView[] {
  return links(strings.sources, sources.map(({ source, section }) => ({
    label: section ? `${source.title} — ${section.title}` : source.title,
    href: `coach:source:${source.id}${section ? `#${section.id}` : ''}`,
    note: format(strings.readOn, { date: day(source.readOn) }),
  })));
}

/** A heading with nothing under it says nothing: it is left out. */
export function links(heading: string, items: readonly LinkView[]): BlockView[] {
  return items.length === 0 ? [] : [{ type: 'links', heading, links: items }];
}

/** One line of our Markdown where only text can stand, as in a title or a link: its code marks go, their words stay. */
export function plain(markdown: string): string {
  return markdown.replace(/`([^`]*)`/g, '$1');
}

/** `2026-11-23` as a French reader writes it, without asking the machine for its time zone. */
export function day(iso: string): string {
  return iso.split('-').reverse().join('/');
}

/** A reference that leads nowhere is not the reader's fault: say so, and offer places to start again from. */
export function unknownPage(ref: string, { strings, library }: Drawing): PageView {
  const competences = library.catalog.modules.flatMap(module => module.competences).map(c => ({ label: c.title, href: `coach:competence:${c.id}` }));
  // What the link said is shown as text by the page, never as Markdown.
  return { ref, eyebrow: strings.unknown, title: strings.unknown, lead: format(strings.unknownLead, { ref }), badges: [], blocks: [{ type: 'html', html: `<p>${strings.unknownHelp}</p>`, tone: 'info' }, ...links(strings.competences, competences)] };
}
