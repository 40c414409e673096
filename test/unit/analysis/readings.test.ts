import assert from 'node:assert/strict';
import { parseAllDocuments, stringify } from 'yaml';
import { kubernetesReadings } from '../../corpus/kubernetes';
import { findingsOf } from '../../support/analysis';

for (const [rule, cases] of Object.entries(kubernetesReadings)) {
  describe(`reading of ${rule}`, () => {
    for (const [text, ...severities] of cases) {
      it(`${severities.join(', ') || 'nothing'}: ${text.replace(/\n/g, ' ⏎ ').slice(0, 140)}`, () => assert.deepEqual(findingsOf(rule, text).map(({ severity }) => severity), severities));
    }
  });
}

/** The ways in which YAML writes the same objects. */
const writings: Readonly<Record<string, (text: string, objects: readonly unknown[]) => string>> = {
  'CRLF': text => text.replaceAll('\n', '\r\n'),
  'a byte order mark': text => `\uFEFF${text}`,
  'JSON': (_, objects) => objects.map(object => JSON.stringify(object)).join('\n---\n'),
  'block style, between empty documents': (_, objects) => `---\n${objects.map(object => stringify(object, { version: '1.1' })).join('---\n---\n')}---\n`,
  'quotes everywhere': (_, objects) => objects.map(object => stringify(object, { version: '1.1', defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_SINGLE' })).join('---\n'),
  'a List': (_, objects) => stringify({ apiVersion: 'v1', kind: 'List', items: objects }, { version: '1.1' }),
};

describe('readings of the same objects written otherwise', () => {
  for (const [name, write] of Object.entries(writings)) {
    it(`are the same in ${name}`, () => {
      for (const [rule, cases] of Object.entries(kubernetesReadings)) {
        for (const [text, ...severities] of cases) {
          const objects = parseAllDocuments(text, { version: '1.1' }).map(document => document.toJS() as unknown);
          const written = write(text, objects);
          assert.deepEqual(findingsOf(rule, written).map(({ severity }) => severity).sort(), [...severities].sort(), `${rule}\n${written}`);
        }
      }
    });
  }
});
