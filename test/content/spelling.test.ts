import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { spellingFaults, wordsOf, type Speller } from '../../src/core/curriculum/integrity-spelling';
import { readContent } from '../../src/node/content/authors';
// eslint-disable-next-line @typescript-eslint/no-require-imports
const nspell = require('nspell') as (aff: Buffer, dic: Buffer) => { correct(word: string): boolean };

/** The French of dictionary-fr, which the tests alone read: a megabyte that authors need and learners do not. */
function french(): Speller {
  const dictionary = nspell(readFileSync('node_modules/dictionary-fr/index.aff'), readFileSync('node_modules/dictionary-fr/index.dic'));
  return word => dictionary.correct(word);
}

describe('French spelling', function () {
  this.timeout(60_000);
  const content = readContent('.');
  const allowed = readFileSync('test/content/words.txt', 'utf8').split('\n').filter(word => word !== '' && !word.startsWith('#'));

  it('reads words, without code, links, names and elided articles', () => {
    assert.deepEqual(wordsOf('L’équipe d’à côté lit `kubectl` et [là](https://x.fr/abc), aujourd’hui. Ecrire à Ward Cunningham, de GitLab.'), ['équipe', 'côté', 'lit', 'et', 'là', 'aujourd’hui', 'Ecrire', 'de']);
  });

  it('of the content is in the dictionary, the glossary or the list of names and terms', () => {
    const speller = french();
    assert.deepEqual(spellingFaults(content, speller, allowed).map(fault => content.places.locate(fault)).map(({ file, line, message }) => `${file}:${line ?? ''}: ${message}`), []);
    // The check itself: a word that nobody wrote, and an accent that is missing.
    assert.deepEqual(['zorglub', 'equipe'].map(word => speller(word)), [false, false]);
  });
});
