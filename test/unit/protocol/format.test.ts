import assert from 'node:assert/strict';
import { format } from '../../../src/protocol/format';

describe('format', () => {
  it('replaces known names and leaves unknown ones visible', () => {
    assert.equal(format('{n} sur {total}, {oubli}', { n: 3, total: 7 }), '3 sur 7, {oubli}');
  });
});
