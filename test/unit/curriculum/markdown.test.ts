import assert from 'node:assert/strict';
import { termFinder } from '../../../src/core/curriculum/glossary';
import { linkTarget, sourceAddresses } from '../../../src/core/curriculum/links';
import { renderInline, renderMarkdown } from '../../../src/core/curriculum/markdown';
import type { MarkdownOptions } from '../../../src/core/curriculum/markdown-options';
import { strings } from '../../../src/protocol/strings';
import { catalog } from '../../support/catalog';

const sources = sourceAddresses(catalog);
const options: MarkdownOptions = { link: href => linkTarget(href, sources), labels: strings('fr').common };
const model: MarkdownOptions = { ...options, origin: 'model', cite: ref => (ref === 'rule:kubernetes/image-tag-pinned' ? 'Une image <porte> un tag' : undefined) };

/** The tags and attributes that an injected text could do harm with. */
const harmful = /<(?!\/?(?:p|a|span|strong|em|del|code|pre|figure|figcaption|button|h[1-6]|ul|ol|li|blockquote|hr|br|div|table|thead|tbody|tr|th|td)[\s>])|<[^>]*\s(?:src|on\w+|style|href="(?!#"))/i;

describe('markdown: hostile text', () => {
  const attempts = [
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<a href="command:x">x</a>', '<svg/onload=alert(1)>', '<!-- --><iframe src=x></iframe>', '<style>*{display:none}</style>',
    '[x](javascript:alert(1))', '[x](<javascript:alert(1)>)', '[x](java&#x73;cript:alert(1))', '[x](&#106;avascript:alert(1))', '[x](command:workbench.action.quit)', '[x](command&colon;x)', '[x](data:text/html;base64,PHN2Zz4=)',
    '[x](vbscript:x)', '[x](//evil.fr)', '[x](https://github.com@evil.fr)', '[x][r]\n\n[r]: javascript:alert(1)', '[rule:kubernetes/image-tag-pinned]: https://evil.fr\n\n[rule:kubernetes/image-tag-pinned]',
    '<javascript:alert(1)>', '<https://evil.fr>', '<command:x>', 'https://evil.fr', '![x](https://evil.fr/p.png)', '![x](data:image/svg+xml,<svg>)', '![x" onerror="alert(1)](y)', '[![x](https://evil.fr/p.png)](https://evil.fr)',
    '[x](coach:rule:a/b "x\\" onclick=alert(1)")', '```"><script>alert(1)</script>\ncode\n```', '```x" onclick="alert(1)\ncode\n```', '    <script>\n', '| <b> |\n|---|\n| <script> |', '# <script>', '[a](https://evil.fr)[b](coach:term:ci)',
  ];
  for (const attempt of attempts) {
    for (const [name, chosen] of [['ours', options], ['model', model]] as const) {
      it(`${name}: ${JSON.stringify(attempt)} does no harm`, () => {
        const html = renderMarkdown(attempt, chosen);
        assert.doesNotMatch(html, harmful);
        assert.doesNotMatch(html, /data-link="(?!coach:|https:\/\/github\.com\/cloud-pi-native\/kyverno)/);
      });
    }
  }

  it('keeps the words of a refused link, and the link after it', () => {
    const html = renderInline('[mal](https://evil.fr) [bien](coach:term:ci)', options);
    assert.match(html, /^<span class="refused" title="[^"]+">mal<\/span> <a href="#" data-link="coach:term:ci">bien<\/a>$/);
  });

  it('keeps the alternative text of an image', () => assert.equal(renderInline('![un schéma](x.png)', options), '<span class="refused">un schéma</span>'));
});

describe('markdown: citations of a model', () => {
  it('shows the title of what exists', () => assert.equal(renderInline('Voir [rule:kubernetes/image-tag-pinned].', model), 'Voir <a class="citation" href="#" data-link="coach:rule:kubernetes/image-tag-pinned">Une image &lt;porte&gt; un tag</a>.'));
  it('strikes out what does not', () => assert.match(renderInline('[rule:kubernetes/inventee]', model), /^<del class="unresolved" title="[^"]+">rule:kubernetes\/inventee<\/del>$/));
  it('strikes out what is not even a reference', () => assert.match(renderInline('[rule:<img>]', model), /^<del [^>]+>rule:&lt;img&gt;<\/del>$/));
  it('judges a link that looks like a citation as a link', () => assert.match(renderInline('[rule:kubernetes/image-tag-pinned](https://evil.fr)', model), /^<span class="refused"/));
  it('leaves brackets alone in our own texts', () => assert.equal(renderInline('[rule:x/y]', options), '[rule:x/y]'));
});

describe('markdown: text', () => {
  it('writes French quotes and keeps tall marks on their line', () => assert.equal(renderInline('Il dit "oui" : vrai !', options), 'Il dit «\u00a0oui\u00a0»\u00a0: vrai\u00a0!'));
  it('adds nothing to a model’s text', () => assert.equal(renderInline('Il dit "oui" : vrai !', model), 'Il dit &quot;oui&quot; : vrai !'));
  it('leaves code alone', () => assert.match(renderInline('`a : "b"`', options), /<code>a : &quot;b&quot;<\/code>/));

  it('shifts headings and leaves no gap', () => {
    const levels = (text: string) => [...renderMarkdown(text, options).matchAll(/<h(\d)>/g)].map(match => match[1]).join('');
    assert.equal(levels('# a\n\n### b\n\n## c'), '233');
    assert.equal(levels('### a\n\n###### b\n\n### c'), '232');
  });

  it('names the language of code, in a box the keyboard reaches', () => {
    const html = renderMarkdown('```yaml\na: <1>\n```', options);
    assert.match(html, /<span>YAML<\/span>/);
    assert.match(html, /<pre tabindex="0" role="group" aria-label="Code YAML"><code>a: &lt;1&gt;\n<\/code><\/pre>/);
  });
});

describe('markdown: glossary', () => {
  const explained = () => ({ ...options, terms: termFinder(catalog.glossary) });

  it('explains a term once, where it first stands', () => {
    const html = renderMarkdown('Un déploiement, puis un déploiement.', explained());
    assert.equal(html.match(/class="term"/g)?.length, 1);
    assert.match(html, /<button type="button" class="term" popovertarget="term-deploiement">déploiement<\/button><span popover class="definition" id="term-deploiement" role="note"><strong>déploiement<\/strong>\u00a0: Objet qui tient des <em>pods<\/em> en vie\. <a href="#" data-link="coach:term:deploiement">/);
  });

  it('leaves titles, links and code as they are', () => {
    const html = renderMarkdown('# Le déploiement\n\n[déploiement](coach:term:deploiement) `déploiement` [déploiement](https://evil.fr)', explained());
    assert.doesNotMatch(html, /class="term"/);
  });
});
