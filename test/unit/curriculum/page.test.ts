import assert from 'node:assert/strict';
import { resolve, titleOf, type Library } from '../../../src/core/curriculum/page';
import { catalog, moduleContent } from '../../support/catalog';

const library: Library = { catalog, modules: [moduleContent] };
const page = <K extends string>(ref: string, kind: K) => {
  const found = resolve(ref, library);
  assert.equal(found?.kind, kind);
  return found as Extract<NonNullable<typeof found>, { kind: K }>;
};

describe('pages', () => {
  it('a lesson knows its place, its neighbours and its sources', () => {
    const lesson = page('lesson:practitioner.deploiement.image', 'lesson');
    assert.deepEqual([lesson.number, lesson.total, lesson.next?.id], [1, 2, 'practitioner.deploiement.ressources']);
    assert.equal(lesson.competence.title, 'Déployer');
    assert.equal(lesson.sources[0]?.section?.id, 'tags');
    assert.equal(lesson.requirements[0]?.id, 'EXI-ARCH-12');
    assert.equal(page('lesson:practitioner.deploiement.ressources', 'lesson').next, undefined);
  });

  it('a lesson names those that share its rules, requirements and sources, the closest first', () => {
    const [first, second] = moduleContent.lessons;
    assert.ok(first && second);
    const more = [{ ...second, id: 'practitioner.deploiement.proche', rules: first.rules, sources: first.sources }, { ...second, id: 'practitioner.deploiement.loin', requirements: first.requirements }];
    const found = resolve(`lesson:${first.id}`, { catalog, modules: [{ ...moduleContent, lessons: [first, ...more.toReversed(), second] }] });
    assert.deepEqual(found?.kind === 'lesson' && found.related.map(lesson => lesson.id), ['practitioner.deploiement.proche', 'practitioner.deploiement.loin']);
    assert.deepEqual(page('lesson:practitioner.deploiement.image', 'lesson').related, []);
  });
  it('a rule names the lessons that teach it', () => assert.deepEqual(page('rule:kubernetes/image-tag-pinned', 'rule').lessons.map(l => l.title), ['Épingler une image']));
  it('a requirement names the rules that check it', () => assert.deepEqual(page('requirement:EXI-ARCH-12', 'requirement').rules.map(r => r.id), ['kubernetes/image-tag-pinned']));
  it('a source is whole, or one section', () => {
    assert.equal(page('source:kyverno', 'source').section, undefined);
    assert.equal(page('source:kyverno#tags', 'source').title, 'Tags');
  });
  it('a competence names its lessons and what validates it', () => {
    const competence = page('competence:practitioner.deploiement', 'competence');
    assert.equal(competence.lessons.length, 2);
    assert.deepEqual(competence.validations.map(v => v.id), ['qcm', 'jury']);
  });
  it('a term has a title', () => assert.equal(titleOf('term:ci', library), 'CI'));

  for (const ref of ['rule:kubernetes/inconnue', 'requirement:EXI-ARCH-99', 'lesson:practitioner.deploiement.rien', 'source:rien', 'source:kyverno#rien', 'term:rien', 'competence:practitioner.rien', 'rule:', 'n’importe quoi', '']) {
    it(`« ${ref} » is no page`, () => assert.equal(resolve(ref, library), undefined));
  }
});
