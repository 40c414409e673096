import assert from 'node:assert/strict';
import { resolve, type Library } from '../../../src/core/curriculum/page';
import { linkTarget, sourceAddresses } from '../../../src/core/curriculum/links';
import type { PageView } from '../../../src/protocol/reader';
import { strings } from '../../../src/protocol/strings';
import { viewOf } from '../../../src/vscode/reader/view';
import { catalog, moduleContent } from '../../support/catalog';

const library: Library = { catalog, modules: [moduleContent] };
const view = (ref: string, read = false): PageView => viewOf(resolve(ref, library), ref, library, strings('fr'), read);
const html = (page: PageView) => page.blocks.map(block => (block.type === 'html' ? block.html : '')).join('\n');
const headings = (page: PageView) => page.blocks.flatMap(block => ('heading' in block && block.heading !== undefined ? [block.heading] : []));
const all = ['lesson:practitioner.deploiement.image', 'rule:kubernetes/image-tag-pinned', 'requirement:EXI-ARCH-12', 'source:kyverno', 'source:kyverno#tags', 'term:ci', 'competence:practitioner.deploiement', 'rule:inconnue/ici'];

describe('reader pages', () => {
  for (const ref of all) {
    it(`${ref}: every link can be followed`, () => {
      const page = view(ref);
      const addresses = sourceAddresses(catalog);
      const listed = page.blocks.flatMap(block => (block.type === 'links' ? block.links.map(link => link.href) : []));
      const written = [...html(page).matchAll(/data-link="([^"]*)"/g)].map(match => match[1] ?? '');
      const hrefs = [...listed, ...written, page.parent?.href ?? '', page.next?.href ?? '', page.practice?.href ?? ''].filter(href => href !== '');
      for (const href of hrefs) {
        const target = linkTarget(href, addresses);
        assert.ok(target, href);
        if (target.kind === 'page') assert.ok(resolve(href.replace('coach:', ''), library), href);
      }
    });
  }

  it('a lesson says where it stands, explains a term once and offers what comes next', () => {
    const page = view('lesson:practitioner.deploiement.image');
    assert.equal(page.eyebrow, 'Leçon 1 sur 2');
    assert.equal(html(page).match(/popovertarget="term-deploiement"/g)?.length, 1);
    assert.equal(page.next?.href, 'coach:lesson:practitioner.deploiement.ressources');
    assert.equal(page.practice?.href, 'coach:quiz:practitioner.deploiement.q01');
    assert.deepEqual([page.lesson?.read, view(page.ref, true).lesson?.read], [false, true]);
  });

  it('a rule tells the whole story, in the order it is asked', () => {
    const page = view('rule:kubernetes/image-tag-pinned');
    assert.deepEqual(headings(page), ['Ce que la règle relève', 'Pourquoi ici', 'Ce qui se passe sinon', 'Comment corriger', 'Sur la plateforme', 'Exemple refusé', 'Exemple conforme', 'Exigences', 'Leçons', 'Sources']);
    assert.deepEqual(page.blocks.flatMap(block => (block.type === 'table' ? block.rows : [])), [['Développement', 'Signale, sans bloquer'], ['Production', 'Refuse l’objet']]);
    assert.match(html(page), /<strong>Erreur<\/strong> — L’image … n’a pas de tag\./);
  });

  it('an example that holds a fence stays in its box', () => {
    const tricky = { ...catalog, rules: [{ ...catalog.rules[0]!, examples: { language: 'yaml', passing: 'ok', failing: '```\n[x](coach:term:ci)\n```' } }] };
    const ref = 'rule:kubernetes/image-tag-pinned';
    const page = viewOf(resolve(ref, { ...library, catalog: tricky }), ref, { ...library, catalog: tricky }, strings('fr'), false);
    assert.doesNotMatch(html(page), /data-link="coach:term:ci">x/);
  });

  it('a source warns of what is dated', () => {
    const page = view('source:kyverno#tags');
    assert.ok(page.blocks.some(block => block.type === 'html' && block.tone === 'warning' && block.html.includes('Lu en novembre 2026.')));
  });

  it('what is to come is named and not linked', () => {
    const links = view('competence:practitioner.deploiement').blocks.flatMap(block => (block.type === 'links' ? block.links : []));
    const jury = links.find(link => link.label === 'Oral');
    assert.equal(jury?.href, '');
    assert.match(jury?.note ?? '', /à venir/);
  });

  it('an unknown reference is a page that says what to do, and shows it as text', () => {
    const page = view('<img src=x>');
    assert.equal(page.title, 'Page introuvable');
    assert.match(page.lead ?? '', /<img src=x>/);
    assert.doesNotMatch(html(page), /<img/);
    assert.ok(page.blocks.some(block => block.type === 'links' && block.links.length > 0));
  });
});
