import assert from 'node:assert/strict';
import { typeset, typographyMistakes } from '../../src/core/curriculum/typography';

describe('French typography', () => {
  it('sets non-breaking spaces in prose, and leaves code and links alone', () => {
    assert.equal(typeset('Un « mot » : 20 % ! Vraiment ?'), 'Un «\u00a0mot\u00a0»\u00a0: 20\u00a0%\u00a0! Vraiment\u00a0?');
    assert.equal(typeset('Voir `a : b` et [là](https://x.fr/?a=b ).'), 'Voir `a : b` et [là](https://x.fr/?a=b ).');
    assert.equal(typeset('```yaml\na : b\n```\nfin :'), '```yaml\na : b\n```\nfin\u00a0:');
    assert.equal(typeset('| a | b |\n| --- | :--- |'), '| a | b |\n| --- | :--- |');
  });

  it('is idempotent', () => {
    const once = typeset('« a » ; b');
    assert.equal(typeset(once), once);
  });

  it('says what is wrong and around which words', () => {
    assert.deepEqual(typographyMistakes("l'un"), ['apostrophe droite : écrire « ’ » (« …l\'un… »)']);
    for (const wrong of ['un "mot" ici', 'quoi?', 'ceci: cela', '«mot »', 'et puis...', 'deux  espaces']) assert.equal(typographyMistakes(wrong).length, 1, wrong);
  });

  it('reads neither code nor links', () => {
    for (const right of ['`it\'s "a: b"`', 'Voir [là](https://x.fr/a:b?c).', 'à 10:30, ratio 16:9', 'C’est « bien » : oui !']) assert.deepEqual(typographyMistakes(right), [], right);
  });
});
