import { termFinder } from '../../core/curriculum/glossary';
import { linkTarget, sourceAddresses } from '../../core/curriculum/links';
import { renderMarkdown } from '../../core/curriculum/markdown';
import type { MarkdownOptions } from '../../core/curriculum/markdown-options';
import type { Library, Page } from '../../core/curriculum/page';
import { format } from '../../protocol/format';
import type { PageView } from '../../protocol/reader';
import type { Strings } from '../../protocol/strings';
import { blocksOf } from './blocks';
import type { Drawing } from './drawing';
import { lessonLink, plain, unknownPage } from './links';

/** The view of a page, in the interface's language around content that is French. `read` says whether the journal holds the lesson. */
export function viewOf(page: Page | undefined, ref: string, library: Library, strings: Strings, read: boolean): PageView {
  const drawing = draw(page, library, strings);
  if (!page) return unknownPage(ref, drawing);
  return { ref: page.ref, title: plain(page.title), ...blocksOf(page, drawing), ...(page.kind === 'lesson' && endOfLesson(page, strings.reader, read)) };
}

function draw(page: Page | undefined, library: Library, strings: Strings): Drawing {
  const addresses = sourceAddresses(library.catalog);
  const ownTerm = page?.kind === 'term' ? [page.term.id] : [];
  const options: MarkdownOptions = { link: href => linkTarget(href, addresses), labels: strings.common, terms: termFinder(library.catalog.glossary, ownTerm) };
  return {
    strings: strings.reader,
    library,
    block: (heading, markdown, tone) => ({ type: 'html', ...(heading !== undefined && { heading }), html: renderMarkdown(markdown, { ...options, heading: heading === undefined ? 2 : 3 }), ...(tone && { tone }) }),
  };
}

function endOfLesson(page: Extract<Page, { kind: 'lesson' }>, strings: Strings['reader'], read: boolean): Pick<PageView, 'lesson' | 'practice' | 'next'> {
  const { lesson, next } = page;
  return {
    lesson: { read },
    ...(lesson.question !== undefined && { practice: { label: strings.practice, href: `coach:quiz:${lesson.question}` } }),
    ...(next && { next: { ...lessonLink(next), label: format(strings.nextStep, { title: plain(next.title) }) } }),
  };
}
