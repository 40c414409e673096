import assert from 'node:assert/strict';
import fc from 'fast-check';
import { grade } from '../../../src/core/assessment/grade';
import { seeded } from '../../../src/core/assessment/random';
import { fromPage, isComplete, placesOf, toPage } from '../../../src/core/assessment/response';
import type { Question } from '../../../src/core/curriculum/schemas';
import { choice, kinds } from './fixtures';

const questions = [choice('demo.un.q01', 1, 2), choice('demo.un.q02', 2, 2), ...Object.values(kinds)];

describe('response', () => {
  it('goes from page to author and back, for whatever is accepted', () => {
    fc.assert(fc.property(fc.constantFrom(...questions), fc.nat(), fc.array(fc.integer({ min: -2, max: 5 }), { maxLength: 5 }), (question, seed, sent) => {
      const places = placesOf(question, seeded(seed));
      const read = fromPage(question, places, sent);
      if (!read) return;
      const back = toPage(question, places, read);
      assert.deepEqual(back, question.kind === 'multiple' ? sent.toSorted((a, b) => a - b) : sent);
      if (isComplete(read)) assert.ok(grade(question, read).credit >= 0 && grade(question, read).credit <= 1);
    }));
  });

  it('shows options in an order of chance, but numbers by size', () => {
    const orders = (question: Question) => new Set(Array.from({ length: 40 }, (_, seed) => placesOf(question, seeded(seed)).join()));
    const named = (...texts: string[]) => ({ ...choice('demo.un.q01', 1, texts.length - 1), options: choice('demo.un.q01', 1, texts.length - 1).options.map((o, i) => ({ ...o, text: texts[i] ?? '' })) }) as Question;
    assert.equal(orders(named('rouge', 'vert', 'bleu')).size, 6);
    assert.deepEqual([...orders(named('30 jours', '7 jours', '1 jour'))], ['2,1,0']);
    assert.equal(orders(named('30 jours', '7 jours', '1 an')).size, 6, 'not the same unit');
    assert.deepEqual([...orders(named('La ligne 10', 'La ligne 2', 'La ligne 9'))], ['1,2,0']);
    assert.deepEqual([...orders(named('L’offre C', 'L’offre A', 'L’offre B'))], ['1,2,0']);
    assert.equal(orders(named('L’offre A', 'La note B', 'L’offre C')).size, 6);
    assert.equal(orders(named('La ligne 1', 'La ligne 2', 'Ni l’une ni l’autre')).size, 6);
    assert.ok(orders({ ...kinds.order, options: kinds.order.options.map((o, i) => ({ ...o, text: `${i} heures` })) } as Question).size > 6);
  });

  it('refuses what the question does not have', () => {
    const bad: Record<string, number[][]> = { outcome: [[3], [-1], [0, 1]], 'two-tier': [[], [2, 0], [0, 4], [0]], order: [[0, 1, 2], [0, 1, 2, 2], [0, 1, 2, -1]], match: [[0, 1], [0, 1, 9]], 'faulty-line': [[4], [-1], [0, 1]] };
    for (const question of Object.values(kinds)) for (const sent of bad[question.kind] ?? []) assert.equal(fromPage(question, placesOf(question, seeded(1)), sent), undefined, `${question.kind} ${sent.join()}`);
  });

  it('keeps an answer under way, which is not complete', () => {
    const places = placesOf(kinds.match, seeded(1));
    const read = fromPage(kinds.match, places, [-1, 0, -1]);
    assert.ok(read);
    assert.equal(isComplete(read), false);
    assert.equal(isComplete([]), false);
  });
});
