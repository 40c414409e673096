import assert from 'node:assert/strict';
import { dockerfileReadings } from '../../corpus/dockerfile';
import { findingsOf } from '../../support/analysis';

for (const [rule, cases] of Object.entries(dockerfileReadings)) {
  describe(`reading of ${rule}`, () => {
    for (const [text, expected] of cases) it(`${expected}: ${text.replace(/\n/g, ' ⏎ ')}`, () => assert.equal(findingsOf(rule, text).length, expected));
  });
}
