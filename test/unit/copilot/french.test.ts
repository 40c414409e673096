import assert from 'node:assert/strict';
import { termOf } from '../../../src/core/copilot/french';

describe('French terms of the index', () => {
  it('takes words of code that JavaScript objects also know', () => {
    for (const word of ['constructor', 'toString', '__proto__']) assert.equal(typeof termOf(word), 'string', word);
  });

  it('finds a synonym with or without its accents', () => {
    assert.equal(termOf('étiquettes'), termOf('label'));
    assert.equal(termOf('etiquette'), termOf('etiquettes'));
  });
});
