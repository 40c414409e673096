import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/analysis/text';
import { codeTests, dockerfileTests, kubernetesTests, neighbourTests, pipelineTests, secretTests } from '../../../src/core/analysis/rules/table';
import { readContent } from '../../../src/node/content/authors';
import { lintRules, shapes } from '../../../src/node/code/lint-rules';
import { analysisOf, cards, filesOf } from '../../support/analysis';

const tested = [...[codeTests, kubernetesTests, neighbourTests, dockerfileTests, pipelineTests, secretTests].flatMap(table => Object.keys(table)), ...new Set([...Object.values(lintRules), ...Object.values(shapes)].map(({ rule }) => rule))];
type Files = Readonly<Record<string, string>>;
const counts = (files: Files) => {
  const byRule = new Map<string, number>();
  for (const { rule, severity } of analysisOf(files).findings) if (severity !== 'information') byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  return byRule;
};
const found = (rule: string, files: Files) => analysisOf(files).findings.filter(finding => finding.rule === rule);

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
    const [passing, failing] = [card.examples.passing, card.examples.failing].map(text => filesOf(card.id, text));
    describe(card.id, () => {
      it('finds nothing in its passing example', () => {
        assert.deepEqual(analysisOf(passing ?? {}).unreadable, []);
        assert.deepEqual(found(card.id, passing ?? {}).map(({ message }) => message), []);
      });

      it('finds something in its failing example, in whole sentences', () => {
        assert.deepEqual(analysisOf(failing ?? {}).unreadable, []);
        assert.ok(found(card.id, failing ?? {}).length > 0);
        for (const { message } of found(card.id, failing ?? {})) assert.doesNotMatch(message, /\{\w+\}/, 'a field of the message was not filled');
      });

      if (card.fix) it('mends its failing example without breaking another rule', () => mends(card.id, failing ?? {}));
    });
  }
});

/** Applies the rule's fixes one after the other until none is left: each must lower its count and raise no other's. */
function mends(rule: string, failing: Files): void {
  let files = failing;
  for (let round = 0; round < 20; round++) {
    const before = counts(files);
    const finding = found(rule, files).find(({ fix }) => fix);
    const { fix } = finding ?? {};
    if (!fix) break;
    files = Object.fromEntries(Object.entries(files).map(([file, text]) => [file, applyEdits(text, fix.edits.filter(edit => edit.file === file))]));
    const after = counts(files);
    assert.ok((after.get(rule) ?? 0) < (before.get(rule) ?? 0) || finding?.severity === 'information', JSON.stringify(files));
    for (const [other, count] of after) assert.ok(count <= (before.get(other) ?? 0), `${other} newly fails:\n${JSON.stringify(files)}`);
  }
  assert.deepEqual(analysisOf(files).unreadable, []);
}
