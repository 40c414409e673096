import assert from 'node:assert/strict';
import { contentFaults } from '../../src/core/curriculum/integrity';
import { gaps } from '../../src/core/curriculum/integrity-coverage';
import { readContent } from '../../src/node/content/authors';

describe('the content of this repository', function () {
  this.timeout(20_000);
  const content = readContent('.');

  it('is valid file by file', () => {
    assert.deepEqual(content.problems, []);
  });

  it('holds together', () => {
    const faults = contentFaults(content).map(fault => content.places.locate(fault));
    assert.deepEqual(faults.map(({ file, line, message }) => `${file}:${line ?? ''}: ${message}`), []);
  });

  it('has nothing left to write, but the blind solves that other people owe', () => {
    assert.deepEqual(gaps(content).filter(line => !line.includes('à l’aveugle')), []);
  });

  it('has the 55 rows of the CCT, 26 of them primordial, under the ids that it prints', () => {
    const { requirements } = content.catalog;
    assert.equal(requirements.length, 55);
    assert.equal(new Set(requirements.map(r => r.officialId)).size, 53);
    assert.equal(requirements.filter(r => r.priority === 'P').length, 26);
    const count = (prefix: string): number => requirements.filter(r => r.id.startsWith(prefix)).length;
    assert.deepEqual(['EXI-G-', 'EXI-ORG-', 'EXI-ARCH-', 'EXI-DATA-'].map(count), [6, 18, 27, 4]);
  });

  it('teaches each objective by a lesson of 300 to 700 words that ends on a question of its own', () => {
    for (const module of content.catalog.modules) {
      const { lessons, questions } = content.modules.find(m => m.module === module.id) ?? { lessons: [], questions: [] };
      for (const objective of module.competences.flatMap(c => c.objectives)) {
        const lesson = lessons.find(l => l.id === objective.id);
        assert.ok(lesson, `${objective.id} n’a pas de leçon`);
        const words = lesson.body.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
        assert.ok(words >= 300 && words <= 700, `${objective.id} : ${words} mots`);
        assert.equal(questions.find(q => q.id === lesson.question)?.objective, objective.id, `la question de la leçon ${objective.id} porte sur un autre objectif`);
      }
    }
  });
});
