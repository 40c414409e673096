import assert from 'node:assert/strict';
import { formatRef, linkTarget, parseRef, sourceAddresses } from '../../../src/core/curriculum/links';
import { catalog } from '../../support/catalog';

const sources = sourceAddresses(catalog);

describe('links: references', () => {
  for (const text of ['rule:kubernetes/image-tag-pinned', 'requirement:EXI-ORG-16a', 'lesson:practitioner.deploiement.image', 'source:kyverno', 'source:kyverno#tags', 'term:ci', 'competence:practitioner.deploiement']) {
    it(`reads and writes ${text}`, () => {
      const ref = parseRef(text);
      assert.ok(ref);
      assert.equal(formatRef(ref), text);
    });
  }

  for (const text of ['', 'rule', 'rule:', 'rule:latest', 'rule:a/b/c', 'rule:../secret', 'term:a b', 'constructor:x', '__proto__:x', 'competence:a.b.c', 'source:x#', 'RULE:a/b']) {
    it(`refuses « ${text} »`, () => assert.equal(parseRef(text), undefined));
  }
});

describe('links: policy', () => {
  it('accepts our pages, our labs, our quizzes and the exact addresses of our sources', () => {
    assert.equal(linkTarget('coach:rule:kubernetes/image-tag-pinned', sources)?.kind, 'page');
    assert.deepEqual(linkTarget('coach:lab:rendre-conforme', sources), { kind: 'lab', id: 'rendre-conforme' });
    assert.deepEqual(linkTarget('coach:quiz:practitioner.deploiement', sources), { kind: 'quiz', scope: 'practitioner.deploiement' });
    assert.equal(linkTarget('https://github.com/cloud-pi-native/kyverno', sources)?.kind, 'source');
    assert.equal(linkTarget('https://github.com/cloud-pi-native/kyverno/tags#autre', sources)?.kind, 'source');
  });

  const hostile = [
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', 'vbscript:x', 'data:text/html,<script>', 'file:///etc/passwd',
    'command:workbench.action.terminal.new', 'command:coachCpin.progress.erase', 'vscode://x/y', 'coach:command:x', 'coach:javascript:alert(1)', 'coach:lab:../x', 'coach://rule',
    '//github.com/cloud-pi-native/kyverno', 'http://github.com/cloud-pi-native/kyverno', 'https://github.com.evil.fr/cloud-pi-native/kyverno', 'https://github.com@evil.fr/', 'https://github.com/cloud-pi-native/kyverno/../../evil',
    'https://github.com/cloud-pi-native/kyverno?x=1', 'https://gıthub.com/cloud-pi-native/kyverno', 'https://github.com/cloud-pi-native/kyverno#<script>', 'https://github.com/', '#', '', '/etc', './x.md', 'mailto:a@b.fr',
  ];
  for (const href of hostile) it(`refuses ${JSON.stringify(href)}`, () => assert.equal(linkTarget(href, sources), undefined));

  it('knows no address of a source that is not https', () => {
    const source = { ...catalog.sources[0]!, url: 'javascript:alert(1)' };
    assert.equal(sourceAddresses({ sources: [source] }).has('javascript:alert(1)'), false);
  });
});
