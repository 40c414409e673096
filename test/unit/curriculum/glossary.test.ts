import assert from 'node:assert/strict';
import { termFinder } from '../../../src/core/curriculum/glossary';
import type { GlossaryTerm } from '../../../src/core/curriculum/schemas';

const term = (id: string, ...forms: string[]): GlossaryTerm => ({ id, term: forms[0] ?? id, forms: forms.slice(1), definition: 'd' });
const terms = [term('chaine', 'chaîne primaire', 'chaînes primaires'), term('ci', 'CI', 'intégration continue'), term('cd', 'CI/CD'), term('od', 'objet d’état'), term('pod', 'pod', 'pods')];
const found = (text: string) => termFinder(terms)(text).map(match => `${match.term.id}:${text.slice(match.start, match.end)}`);

describe('glossary', () => {
  it('finds a term in any case and form, at its first occurrence', () => assert.deepEqual(found('Pods et pod : un pod.'), ['pod:Pods']));
  it('finds each term once a page, over several texts', () => {
    const find = termFinder(terms);
    assert.equal(find('Un pod.').length, 1);
    assert.equal(find('Des pods.').length, 0);
  });
  it('takes the longest form', () => assert.deepEqual(found('La CI/CD et la CI'), ['cd:CI/CD', 'ci:CI']));
  it('recognises an acronym in capitals only', () => assert.deepEqual(found('ci-dessous, ci et Ci'), []));
  it('does not cut words', () => assert.deepEqual(found('podman, tripod, pod_x, app/pod, mon.pod, pod.yml, pod-reader'), []));
  it('accepts both apostrophes and no-break spaces', () => assert.deepEqual(found("objet d'état ; chaîne\u00a0primaire"), ["od:objet d'état", 'chaine:chaîne\u00a0primaire']));
  it('leaves a term’s own page alone', () => assert.deepEqual(termFinder(terms, ['pod'])('un pod'), []));
  it('finds nothing when there is no glossary', () => assert.deepEqual(termFinder([])('un pod'), []));
  it('finds compound words', () => assert.equal(termFinder([term('x', 'shift-left'), term('y', 'CI-CD')])('le Shift-left et la CI-CD').length, 2));
  it('takes special characters of a form literally', () => assert.equal(termFinder([term('x', 'a.c (v2)')])('abc (v2) a.c (v2)!')[0]?.start, 9));
});
