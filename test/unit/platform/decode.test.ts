import assert from 'node:assert/strict';
import { parseKubernetes } from '../../../src/core/analysis/kubernetes/parse';
import { reader, unknownField } from '../../../src/core/platform/cluster/admission/decode';
import { corpus, corpusFile, golden } from '../../oracles/golden';
import { platformBook } from '../../support/analysis';

const read = reader(() => platformBook.description());
const { cases, version } = golden<readonly string[]>('kubernetes-decoder');
/** Told by the YAML reader before, by a kind that is not described, or by a fault that only a list shows. */
const elsewhere = new Set(['duplicate-key.yaml', 'unknown-kind.yaml', 'other-group.yaml', 'list.yaml']);

describe(`manifests decode as ${version} of the API server’s decoder says`, () => {
  for (const file of corpus('kubernetes').filter(name => !elsewhere.has(name))) {
    it(file, () => {
      const [object] = parseKubernetes({ file, text: corpusFile('kubernetes', file) }).objects;
      assert.ok(object);
      const reading = read(object.value as never);
      // The golden decoder is strict: what it refuses is what a server warns of.
      const said = reading.ok ? (reading.unknown.length === 0 ? 'admitted' : `refused: strict decoding error: ${reading.unknown.map(unknownField).join(', ')}`) : reading.message.replace(/^.* cannot be handled as a \w+: /, 'refused: ');
      assert.equal(said, cases[file]?.[0]);
    });
  }
});
