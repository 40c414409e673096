import assert from 'node:assert/strict';
import { dockerfileReadings, scriptReadings } from '../../corpus/dockerfile';
import { analysisOf, findingsOf } from '../../support/analysis';

for (const [rule, cases] of Object.entries(dockerfileReadings)) {
  describe(`reading of ${rule}`, () => {
    for (const [text, expected] of cases) it(`${expected}: ${text.replace(/\n/g, ' ⏎ ')}`, () => assert.equal(findingsOf(rule, text).length, expected));
  });
}

describe('scripts that an image starts', () => {
  const started = (rule: string, files: Readonly<Record<string, string>>) => analysisOf(files).findings.filter(finding => finding.rule === rule).map(({ message }) => /`([^`]+)`/.exec(message)?.[1]);
  for (const [rule, expected, files] of scriptReadings) {
    it(`${rule}, ${expected}: ${Object.values(files).join(' ⏎ ').replace(/\n/g, ' ⏎ ').slice(0, 140)}`, () => assert.deepEqual(started(rule, files), expected === undefined ? [] : [expected]));
  }
});
