import assert from 'node:assert/strict';
import { Document, parseAllDocuments, stringify, visit } from 'yaml';
import { codeReadings } from '../../corpus/code';
import { kubernetesReadings } from '../../corpus/kubernetes';
import { pipelineReadings } from '../../corpus/pipelines';
import { analysisOf, findingsOf } from '../../support/analysis';

for (const [rule, cases] of Object.entries(kubernetesReadings)) {
  describe(`reading of ${rule}`, () => {
    for (const [text, ...severities] of cases) {
      it(`${severities.join(', ') || 'nothing'}: ${text.replace(/\n/g, ' ⏎ ').slice(0, 140)}`, () => assert.deepEqual(findingsOf(rule, text).map(({ severity }) => severity), severities));
    }
  });
}

for (const [rule, cases] of Object.entries(pipelineReadings)) {
  describe(`reading of ${rule}`, () => {
    for (const [text, expected, others] of cases) {
      it(`${expected}: ${text.replace(/\n/g, ' ⏎ ').slice(-140)}`, () => assert.equal(analysisOf({ '.gitlab-ci-dso.yml': text, ...others }).findings.filter(finding => finding.rule === rule).length, expected));
    }
  });
}

for (const [rule, cases] of Object.entries(codeReadings)) {
  describe(`reading of ${rule}`, () => {
    for (const [files, expected] of cases) {
      it(`${expected}: ${Object.values(files).join(' ⏎ ').replace(/\n/g, ' ⏎ ').slice(0, 140)}`, () => assert.equal(analysisOf(files).findings.filter(finding => finding.rule === rule).length, expected));
    }
  });
}

/** Every key and text with its tag, keys after a question mark, texts folded over lines, and what is under the root named elsewhere. */
function tagged(object: unknown): string {
  const document = new Document(object, { version: '1.1' });
  visit(document, { Scalar: (_, node) => void (typeof node.value === 'string' && (node.tag = 'tag:yaml.org,2002:str')), Map: (_, node) => void (node.tag = 'tag:yaml.org,2002:map'), Seq: (_, node) => void (node.tag = 'tag:yaml.org,2002:seq') });
  return document.toString({ lineWidth: 0 });
}
function explicit(value: unknown, indent = ''): string {
  const inner = (item: unknown) => (typeof item === 'object' && item !== null && Object.keys(item).length > 0 ? `\n${explicit(item, `${indent}  `)}` : ` ${JSON.stringify(item)}`);
  if (Array.isArray(value)) return value.map(item => `${indent}-${inner(item)}`).join('\n');
  return Object.entries(value as object).map(([key, item]) => `${indent}? ${JSON.stringify(key)}\n${indent}:${inner(item)}`).join('\n');
}
function folded(object: unknown): string {
  const document = new Document(object, { version: '1.1' });
  visit(document, { Scalar: (key, node) => void (key === 'value' && typeof node.value === 'string' && !/^\s|\s$|\n/.test(node.value) && node.value !== '' && (node.type = 'BLOCK_FOLDED')) });
  return document.toString({ lineWidth: 0 });
}
function aliased(object: unknown): string {
  const parts = Object.entries(object as object);
  const anchors = parts.flatMap(([, part], index) => (typeof part === 'object' && part !== null ? [`- &a${index} ${JSON.stringify(part)}`] : []));
  return `x-parts:\n${anchors.join('\n')}\n${parts.map(([key, part], index) => (typeof part === 'object' && part !== null ? `${key}: ${Array.isArray(part) ? `*a${index}` : `{<<: *a${index}}`}` : `${key}: ${JSON.stringify(part)}`)).join('\n')}\n`;
}

/** The ways in which YAML writes the same objects. */
const writings: Readonly<Record<string, (text: string, objects: readonly unknown[]) => string>> = {
  'CRLF': text => text.replaceAll('\n', '\r\n'),
  'a byte order mark': text => `\uFEFF${text}`,
  'JSON': (_, objects) => objects.map(object => JSON.stringify(object)).join('\n---\n'),
  'block style, between empty documents': (_, objects) => `---\n${objects.map(object => stringify(object, { version: '1.1' })).join('---\n---\n')}---\n`,
  'quotes everywhere': (_, objects) => objects.map(object => stringify(object, { version: '1.1', defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_SINGLE' })).join('---\n'),
  'tags everywhere': (_, objects) => objects.map(tagged).join('---\n'),
  'keys after a question mark': (_, objects) => objects.map(object => explicit(object)).join('\n---\n'),
  'folded texts': (_, objects) => objects.map(folded).join('---\n'),
  'a List': (_, objects) => stringify({ apiVersion: 'v1', kind: 'List', items: objects }, { version: '1.1' }),
};

describe('readings of the same objects by alias and merge', () => {
  it('are the same, but for the structure that the anchors are beside', () => {
    for (const [rule, cases] of Object.entries(kubernetesReadings)) {
      for (const [text, ...severities] of cases) {
        const written = parseAllDocuments(text, { version: '1.1' }).map(document => aliased(document.toJS())).join('---\n');
        assert.deepEqual(findingsOf(rule, written).map(({ severity }) => severity).sort(), [...severities].sort(), `${rule}\n${written}`);
      }
    }
  });
});

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
