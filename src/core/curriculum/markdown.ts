import createParser, { type MarkdownIt } from 'markdown-it';
import { addCitations, addLinkPolicy } from './markdown-links';
import type { MarkdownOptions } from './markdown-options';
import { addHeadings, addRenderers, addSpacing, addTerms } from './markdown-text';

const french = ['«\u00a0', '\u00a0»', '‹\u00a0', '\u00a0›'];
const ours = parser(createParser({ html: false, linkify: false, typographer: true, quotes: french }).disable('replacements'));
const model = parser(createParser({ html: false, linkify: false }));

/**
 * Markdown to HTML that may be injected in a webview as it is: raw HTML is shown as text, images become their alternative text, and the only
 * links are `<a href="#" data-link="…">` that `options.link` accepted. The one place where Markdown becomes HTML.
 */
export function renderMarkdown(markdown: string, options: MarkdownOptions): string {
  return (options.origin === 'model' ? model : ours).render(markdown, { options });
}

/** The same for one line: no paragraph around it. */
export function renderInline(markdown: string, options: MarkdownOptions): string {
  return (options.origin === 'model' ? model : ours).renderInline(markdown, { options });
}

function parser(md: MarkdownIt): MarkdownIt {
  // Every link is parsed, then judged on its token: refusing it here would leave its source text on the page.
  md.validateLink = () => true;
  addCitations(md);
  addSpacing(md);
  addHeadings(md);
  addLinkPolicy(md);
  addTerms(md);
  addRenderers(md);
  return md;
}
