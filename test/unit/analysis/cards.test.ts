import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/analysis/text';
import { dockerfileTests, kubernetesTests, neighbourTests, pipelineTests, secretTests } from '../../../src/core/analysis/rules/table';
import { readContent } from '../../../src/node/content/authors';
import { analysisOf, cards, fileFor, findingsOf } from '../../support/analysis';

const tested = [kubernetesTests, neighbourTests, dockerfileTests, pipelineTests, secretTests].flatMap(table => Object.keys(table));
const counts = (text: string, file: string) => {
  const byRule = new Map<string, number>();
  for (const { rule, severity } of analysisOf({ [file]: text }).findings) if (severity !== 'information') byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  return byRule;
};

describe('cards of the rules', () => {
  it('are found', () => assert.ok(cards.length >= 7));

  it('are all tested: by CEL, or by a function that bears their id', () => {
    for (const card of cards) {
      assert.ok(card.variants.some(variant => variant.cel !== undefined) || tested.includes(card.id), card.id);
    }
    for (const id of tested) assert.ok(cards.some(card => card.id === id), `no card for ${id}`);
  });

  it('cite sections and requirements that exist', () => {
    const { catalog } = readContent('.');
    const sections = new Set(catalog.sources.flatMap(source => [source.id, ...source.sections.map(section => `${source.id}#${section.id}`)]));
    const requirements = new Set(catalog.requirements.map(({ id }) => id));
    for (const card of cards) {
      for (const citation of card.sources) assert.ok(sections.has(citation), `${card.id} cites ${citation}`);
      for (const id of card.requirements) assert.ok(requirements.has(id), `${card.id} comes from ${id}`);
    }
  });

  for (const card of cards) {
    const file = fileFor(card.id);
    describe(card.id, () => {
      it('finds nothing in its passing example', () => {
        assert.deepEqual(analysisOf({ [file]: card.examples.passing }).unreadable, []);
        assert.deepEqual(findingsOf(card.id, card.examples.passing, file).map(({ message }) => message), []);
      });

      it('finds something in its failing example, in whole sentences', () => {
        const found = findingsOf(card.id, card.examples.failing, file);
        assert.ok(found.length > 0);
        for (const { message } of found) assert.doesNotMatch(message, /\{\w+\}/, 'a field of the message was not filled');
      });

      if (card.fix) it('mends its failing example without breaking another rule', () => mends(card.id, card.examples.failing, file));
    });
  }
});

/** Applies the rule's fixes one after the other until none is left: each must lower its count and raise no other's. */
function mends(rule: string, failing: string, file: string): void {
  let text = failing;
  for (let round = 0; round < 20; round++) {
    const before = counts(text, file);
    const finding = findingsOf(rule, text, file).find(({ fix }) => fix);
    if (!finding?.fix) break;
    text = applyEdits(text, finding.fix.edits);
    const after = counts(text, file);
    assert.ok((after.get(rule) ?? 0) < (before.get(rule) ?? 0) || finding.severity === 'information', text);
    for (const [other, count] of after) assert.ok(count <= (before.get(other) ?? 0), `${other} newly fails:\n${text}`);
  }
  assert.deepEqual(analysisOf({ [file]: text }).unreadable, []);
}
