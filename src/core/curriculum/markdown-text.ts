import type { MarkdownIt, RendererRule, Token } from 'markdown-it';
import { optionsOf } from './markdown-options';

/** French spacing: the space before a tall mark must not break the line, as a typist leaves an ordinary one. */
export function addSpacing(md: MarkdownIt): void {
  md.core.ruler.push('coach_spacing', state => {
    if (optionsOf(state.env).origin === 'model') return;
    for (const token of state.tokens.flatMap(block => block.children ?? [])) {
      if (token.type === 'text') token.content = token.content.replace(/ ([:;!?»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
    }
  });
}

/** Shifts headings to start at the level asked, without a gap between one and the next, for those who navigate by headings. */
export function addHeadings(md: MarkdownIt): void {
  md.core.ruler.push('coach_headings', state => {
    const top = optionsOf(state.env).heading ?? 2;
    const levels = state.tokens.filter(token => token.type === 'heading_open').map(token => Number(token.tag.slice(1)));
    const shift = top - Math.min(...levels);
    let previous = top - 1;
    for (const token of state.tokens) {
      if (token.type === 'heading_open') previous = Math.min(Number(token.tag.slice(1)) + shift, previous + 1, 6);
      if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = `h${previous}`;
    }
  });
}

/** Turns the first occurrence of each glossary term into a button that opens its definition; not in titles, links or code. */
export function addTerms(md: MarkdownIt): void {
  md.core.ruler.push('coach_terms', state => {
    const find = optionsOf(state.env).terms;
    if (!find) return;
    state.tokens.forEach((block, index) => {
      if (!block.children || state.tokens[index - 1]?.type === 'heading_open') return;
      let links = 0;
      block.children = block.children.flatMap(token => {
        if (token.type === 'link_open' || token.type === 'refused_open') links++;
        if (token.type === 'link_close' || token.type === 'refused_close') links--;
        return token.type === 'text' && links === 0 ? split(token) : [token];
      });
    });

    function split(token: Token): Token[] {
      const result: Token[] = [];
      let at = 0;
      const push = (type: string, content: string, meta: unknown = null) => {
        const piece = new state.Token(type, '', 0);
        result.push(Object.assign(piece, { content, meta, level: token.level }));
      };
      for (const match of find?.(token.content) ?? []) {
        push('text', token.content.slice(at, match.start));
        push('term', token.content.slice(match.start, match.end), match.term);
        at = match.end;
      }
      push('text', token.content.slice(at));
      return result;
    }
  });
  md.renderer.rules['term'] = (tokens, index, _options, env) => {
    const token = tokens[index];
    const term = token?.meta as { id: string; term: string; definition: string };
    const escape = md.utils.escapeHtml;
    // A definition explains no term in its turn.
    const options = { ...optionsOf(env), terms: () => [] };
    // A popover closes with Escape or a click elsewhere and takes its place in the tab order: the browser does all of it.
    return `<button type="button" class="term" popovertarget="term-${term.id}">${escape(token?.content ?? '')}</button>`
      + `<span popover class="definition" id="term-${term.id}" role="note"><strong>${escape(term.term)}</strong>\u00a0: ${md.renderInline(term.definition, { options })} `
      + `<a href="#" data-link="coach:term:${term.id}">${escape(options.labels.moreAboutTerm)}</a></span>`;
  };
}

const languages: Readonly<Record<string, string>> = { yaml: 'YAML', json: 'JSON', dockerfile: 'Dockerfile', sh: 'Shell', bash: 'Shell', ts: 'TypeScript', typescript: 'TypeScript', js: 'JavaScript', text: 'Texte' };

/** Code says its language and can be copied; what may be wider than the page scrolls in its own box, which the keyboard reaches. */
export function addRenderers(md: MarkdownIt): void {
  const escape = md.utils.escapeHtml;
  const code: RendererRule = (tokens, index, _options, env) => {
    const { labels } = optionsOf(env);
    const name = tokens[index]?.info.trim().split(/\s+/)[0] ?? '';
    const language = name === '' ? labels.code : (languages[name.toLowerCase()] ?? name);
    return `<figure class="code"><figcaption><span>${escape(language)}</span>`
      + `<button type="button" class="button quiet small" data-copy="${escape(labels.copy)}" data-copied="${escape(labels.copied)}"><span class="codicon codicon-copy" aria-hidden="true"></span><span aria-live="polite">${escape(labels.copy)}</span></button></figcaption>`
      + `<pre tabindex="0" role="group" aria-label="${escape(`${labels.code} ${language}`)}"><code>${escape(tokens[index]?.content ?? '')}</code></pre></figure>\n`;
  };
  md.renderer.rules.fence = code;
  md.renderer.rules.code_block = code;
  md.renderer.rules['table_open'] = (_tokens, _index, _options, env) => `<div class="table" tabindex="0" role="group" aria-label="${escape(optionsOf(env).labels.table)}"><table>`;
  md.renderer.rules['table_close'] = () => '</table></div>\n';
}
