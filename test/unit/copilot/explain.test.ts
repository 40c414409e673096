import assert from 'node:assert/strict';
import { applyEdits, previewEdits } from '../../../src/core/copilot/diff';
import { explainFinding } from '../../../src/core/copilot/explain';
import { excerptOf, sameFinding } from '../../../src/core/copilot/grounding';
import { titleOf } from '../../../src/core/curriculum/page';
import { analysisOf } from '../../support/analysis';
import { ownLibrary } from '../../support/library';

const library = ownLibrary();
const manifest = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:latest\n';
const finding = analysisOf({ 'web.yaml': manifest }).findings.find(f => f.rule === 'kubernetes/image-tag-pinned');

describe('copilot explanation', () => {
  it('explains every rule we ship in five parts whose citations all resolve', () => {
    for (const card of library.catalog.rules) {
      const answer = explainFinding({ rule: card.id, message: 'Un message.', file: 'a.yaml', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } }, library);
      assert.equal(answer.parts.length, 5, card.id);
      for (const { ref } of answer.parts.flatMap(p => p.citations)) assert.ok(titleOf(ref, library), `${card.id}: ${ref}`);
      assert.ok(answer.parts.some(p => p.citations.some(c => c.ref.startsWith('source:'))), card.id);
      for (const id of card.requirements) assert.ok(answer.parts.some(p => p.citations.some(c => c.ref === `requirement:${id}`)), `${card.id}: ${id}`);
    }
  });
  it('shows the place, the lines concerned and the message', () => {
    assert.ok(finding);
    const answer = explainFinding({ rule: finding.rule, message: finding.message, file: 'web.yaml', range: finding.location.range }, library, { text: manifest });
    assert.match(answer.parts[0]?.markdown ?? '', /nginx:latest[\s\S]*`web\.yaml`, ligne 8[\s\S]*image: nginx:latest/);
  });
  it('previews the fix as a diff', () => {
    const range = { start: { line: 7, character: 19 }, end: { line: 7, character: 25 } };
    const fix = { title: 'Fixer le tag', edits: [{ file: 'web.yaml', range, newText: '1.27' }] };
    const answer = explainFinding({ rule: 'kubernetes/image-tag-pinned', message: 'x', file: 'web.yaml', range }, library, { text: manifest, fix });
    assert.match(answer.parts[3]?.markdown ?? '', /```diff\n[\s\S]*\n- {6}image: nginx:latest\n\+ {6}image: nginx:1\.27\n/);
  });
  it('lets code close no fence of ours', () => {
    const answer = explainFinding({ rule: 'dockerfile/user-nonroot', message: 'x', file: 'Dockerfile', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } }, library, { text: '```\n# titre' });
    assert.match(answer.parts[0]?.markdown ?? '', /````dockerfile\n```\n# titre\n````/);
  });
  it('says so when the rule is not ours', () => assert.equal(explainFinding({ rule: 'autre/regle', message: 'x', file: 'a', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } }, library).found, false));

  it('applies edits to the right places, from the last to the first, whatever ends the lines', () => {
    const at = (line: number, from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });
    assert.equal(applyEdits('un\r\ndeux\r\n', [{ file: 'a', range: at(0, 0, 2), newText: '1' }, { file: 'a', range: at(1, 0, 4), newText: '2' }]), '1\r\n2\r\n');
    assert.equal(previewEdits('a\nb\n', []), '');
    assert.equal(previewEdits('a\nb\n', [{ file: 'a', range: at(2, 0, 0), newText: 'c\n' }]), ' a\n b\n+c\n ');
  });
  it('cuts a few lines around a place, at most forty, and survives a place that no longer exists', () => {
    const text = Array.from({ length: 100 }, (_, i) => `l${i + 1}`).join('\n');
    const excerpt = excerptOf(text, { start: { line: 50, character: 0 }, end: { line: 90, character: 0 } });
    assert.equal(excerpt.firstLine, 45);
    assert.equal(excerpt.text.split('\n').length, 40);
    assert.equal(excerptOf('seule', { start: { line: 900, character: 0 }, end: { line: 901, character: 0 } }).text, 'seule');
  });
  it('finds the finding again after the text moved', () => {
    assert.ok(finding);
    const asked = { rule: finding.rule, message: '', file: 'web.yaml', range: { start: { line: 3, character: 0 }, end: { line: 3, character: 1 } } };
    assert.equal(sameFinding(asked, [finding]), finding);
    assert.equal(sameFinding({ ...asked, rule: 'autre/regle' }, [finding]), undefined);
  });
});
