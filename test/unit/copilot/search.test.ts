import assert from 'node:assert/strict';
import { passagesOf } from '../../../src/core/copilot/passages';
import { answerQuestion } from '../../../src/core/copilot/question';
import { searchIn } from '../../../src/core/copilot/search';
import { titleOf } from '../../../src/core/curriculum/page';
import { ownLibrary } from '../../support/library';

const library = ownLibrary();
const search = searchIn(passagesOf(library));

describe('copilot search', () => {
  const relevant: readonly (readonly [string, RegExp])[] = [
    ['Pourquoi ne faut-il pas utiliser le tag latest ?', /latest|image-tag-pinned|exi-arch-27/i],
    ['Comment déclarer des limites de mémoire ?', /ressources|resources|quota|exi-arch/i],
    ['à quoi sert une sonde readiness ?', /probe|liveness|sonde/i],
    ['Où ranger les mots de passe ?', /secret|vault|sops|credentials/i],
    ['c’est quoi l’homologation ?', /homologation/i],
    ['Qui délivre la certification ?', /certif/i],
    ['EXI-ARCH-27', /EXI-ARCH-27|exi-arch-27/],
    ['comment fonctionne Argo CD', /argo/i],
    ['quels labels sont obligatoires ?', /label/i],
    ['chiffrer avec SOPS et age', /sops|age/i],
    ['politique kyverno en production', /kyverno/i],
    ['sauvegarde de la base de données', /sauvegarde|base-de-donnees/i],
    ['le conteneur ne doit pas tourner en root', /root|utilisateur|user|security/i],
    ['qu’est-ce que la chaîne secondaire', /chaine|secondaire|ci|parcours/i],
    ['pipline gitlab', /ci-|pipeline|gitlab/i],
  ];
  for (const [question, expected] of relevant) {
    it(`finds: ${question}`, () => {
      const refs = search.ask(question).map(hit => `${hit.passage.ref} ${hit.passage.title}`);
      assert.match(refs.join('\n'), expected);
    });
  }

  const offTopic = [
    'Quelle est la recette de la tarte aux pommes ?', 'Qui a gagné la coupe du monde de football ?', 'Quel temps fera-t-il demain à Lyon ?', 'écris un poème sur la mer',
    'Comment soigner un rhume ?', 'capitale du Pérou', 'Donne-moi une blague', 'ajhsdkjh qsdlkj', 'Comment ?', '', 'Combien coûte un billet de train pour Marseille ?', 'apprendre la guitare',
  ];
  for (const question of offTopic) it(`says it holds nothing on: ${question || '(nothing)'}`, () => assert.deepEqual(search.ask(question).map(h => [h.passage.ref, h.coverage]), []));

  it('answers a follow-up from what the conversation is about', () => {
    const near = ['rule:kubernetes/image-tag-pinned'];
    const question = 'et si un redémarrage survient chez le voisin ?';
    assert.ok(answerQuestion(question, search, library, near).parts.some(part => part.citations.some(c => c.ref === near[0])) || !answerQuestion(question, search, library).found);
  });

  it('cites only what resolves, and quotes its own words', () => {
    for (const [question] of relevant) {
      const answer = answerQuestion(question, search, library);
      assert.ok(answer.found);
      for (const part of answer.parts) {
        assert.equal(part.citations.length, 1);
        assert.ok(titleOf(part.citations[0]?.ref ?? '', library));
        assert.ok(part.markdown.length > 0);
      }
    }
  });
  it('admits that it holds nothing', () => assert.deepEqual(answerQuestion('tarte aux pommes', search, library), { title: 'tarte aux pommes', found: false, parts: [] }));
  it('looks past a token pasted in the question', () => {
    const question = 'pourquoi des limites de mémoire ?';
    const refs = (q: string) => answerQuestion(q, search, library).parts.flatMap(p => p.citations.map(c => c.ref));
    assert.deepEqual(refs(`${'glpat'}-Zx9aQw3eRt5yUi8oPk2L ${question}`), refs(question));
  });
  it('finds a word with or without its accents', () => {
    const refs = (q: string) => search.ask(q).map(h => h.passage.ref);
    assert.deepEqual(refs('critère de qualité'), refs('critere de qualite'));
  });
});
