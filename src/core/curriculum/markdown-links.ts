import type { MarkdownIt, Token } from 'markdown-it';
import { optionsOf, type MarkdownOptions } from './markdown-options';

/** Replaces every link and image by what the policy makes of it, once all of them, whatever their spelling, are tokens. */
export function addLinkPolicy(md: MarkdownIt): void {
  md.core.ruler.push('coach_links', state => {
    const options = optionsOf(state.env);
    for (const block of state.tokens) if (block.children) block.children = block.children.map(token => judged(token, options));
    // Closing tags are judged with their opening ones: links do not nest.
    for (const block of state.tokens) closeRefused(block.children ?? []);
  });
  md.renderer.rules['refused_open'] = (_tokens, _index, _options, env) => `<span class="refused" title="${md.utils.escapeHtml(optionsOf(env).labels.refusedLink)}">`;
  md.renderer.rules['refused_close'] = () => '</span>';
  md.renderer.rules.image = (tokens, index) => `<span class="refused">${md.utils.escapeHtml(tokens[index]?.content ?? '')}</span>`;
}

function judged(token: Token, options: MarkdownOptions): Token {
  if (token.type !== 'link_open') return token;
  const href = String(token.attrGet('href') ?? '');
  const target = options.link(href);
  token.attrs = target ? [['href', '#'], ['data-link', href]] : [];
  if (target?.kind === 'source') token.attrJoin('class', 'external');
  if (!target) token.type = 'refused_open';
  return token;
}

function closeRefused(tokens: readonly Token[]): void {
  let refused = false;
  for (const token of tokens) {
    if (token.type === 'refused_open') refused = true;
    else if (token.type === 'link_open') refused = false;
    else if (token.type === 'link_close' && refused) token.type = 'refused_close';
  }
}

/** In a model's text, `[rule:…]` and the other references are citations: a link with the title of what they cite, or struck out. */
export function addCitations(md: MarkdownIt): void {
  md.inline.ruler.before('link', 'coach_citation', (state, silent) => {
    const options = optionsOf(state.env);
    const match = options.cite && /^\[((?:rule|requirement|lesson|source|term|competence):[^\]\s]{1,200})\](?![([])/.exec(state.src.slice(state.pos, state.pos + 240));
    if (!match) return false;
    if (!silent) state.push('citation', '', 0).content = match[1] ?? '';
    state.pos += match[0].length;
    return true;
  });
  md.renderer.rules['citation'] = (tokens, index, _options, env) => {
    const ref = tokens[index]?.content ?? '';
    const title = optionsOf(env).link(`coach:${ref}`) && optionsOf(env).cite?.(ref);
    const escape = md.utils.escapeHtml;
    if (title === undefined) return `<del class="unresolved" title="${escape(optionsOf(env).labels.unresolved)}">${escape(ref)}</del>`;
    return `<a class="citation" href="#" data-link="${escape(`coach:${ref}`)}">${escape(title)}</a>`;
  };
}
