import { linkTarget, sourceAddresses } from '../../core/curriculum/links';
import { renderInline, renderMarkdown } from '../../core/curriculum/markdown';
import type { Shelf } from '../../core/assessment/shelf';
import type { Coach } from './context';

/** Loads the questions of every module and what their texts refer to. */
export async function loadShelf(coach: Coach): Promise<Shelf> {
  const catalog = await coach.content.catalog();
  const contents = await Promise.all(catalog.modules.map(module => coach.content.module(module.id)));
  const bank = new Map(contents.flatMap(content => content.questions).map(question => [question.id, question]));
  const addresses = sourceAddresses(catalog);
  const options = { link: (href: string) => linkTarget(href, addresses), labels: coach.strings().common };
  return { catalog, contents, bank, markdown: { block: text => renderMarkdown(text, options), inline: text => renderInline(text, options) } };
}
