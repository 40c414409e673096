import assert from 'node:assert/strict';
import { hintsOf, hintsShown, nextHint } from '../../../src/core/labs/hints';
import { lab } from './support';

const [check] = lab.checks;
assert.ok(check);
const shown = (level: number, id = 'image', of = 'essai') => ({ type: 'hint.shown', lab: of, check: id, level });

describe('hints', () => {
  it('go from the lightest to the most explicit, and the last one stays', () => {
    assert.deepEqual(nextHint(check, 0), { level: 1, of: 3, text: 'Léger.' });
    assert.deepEqual(nextHint(check, 2), { level: 3, of: 3, text: 'Explicite.' });
    assert.deepEqual(nextHint(check, 3), { level: 3, of: 3, text: 'Explicite.' });
  });

  it('already asked for stay readable', () => {
    assert.deepEqual(hintsOf(check, 2).map(hint => hint.text), ['Léger.', 'Plus net.']);
  });

  it('are counted for one check of one lab, since it was last started or begun again', () => {
    assert.equal(hintsShown([shown(1), shown(2), shown(3, 'base'), shown(3, 'image', 'autre')], 'essai', 'image'), 2);
    assert.equal(hintsShown([shown(1), shown(2), { type: 'lab.reset', lab: 'essai' }, shown(1)], 'essai', 'image'), 1);
    assert.equal(hintsShown([{ type: 'lab.started', lab: 'essai' }], 'essai', 'image'), 0);
  });
});
