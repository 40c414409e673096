import assert from 'node:assert/strict';
import { findingsOf } from '../../support/analysis';
import { corpus, corpusFile, golden } from '../../oracles/golden';

/** Where ours and a tool differ: what ours says, and why it stays as it is. */
const differences: Readonly<Record<string, Readonly<Record<string, { readonly ours: 'admitted' | 'refused'; readonly why: string }>>>> = {
  'kubernetes-decoder': {
    'missing-name-of-container.yaml': { ours: 'refused', why: 'decoding gives an empty name, which the validation that follows refuses' },
    'missing-selector.yaml': { ours: 'refused', why: 'the same' },
    'nulls.yaml': { ours: 'refused', why: 'decoding does not ask for an image, which the validation that follows wants' },
    'octal-mode.yaml': { ours: 'refused', why: 'the same' },
    'quantities.yaml': { ours: 'refused', why: 'the same' },
    'whole-float-replicas.yaml': { ours: 'refused', why: 'the same' },
    'cronjob-beta.yaml': { ours: 'refused', why: 'the decoder still has the type, the server no longer serves it' },
    'hpa-beta.yaml': { ours: 'refused', why: 'the same' },
    'removed-ingress.yaml': { ours: 'refused', why: 'the same' },
    'list.yaml': { ours: 'refused', why: 'a list is decoded without its items, which are sent one by one' },
    'other-group.yaml': { ours: 'admitted', why: 'kinds that a cluster adds are not known to the decoder' },
  },
  'kube-apiserver': {
    'other-group.yaml': { ours: 'admitted', why: 'kinds that a cluster adds are not known to a server without them' },
  },
  'kubernetes-validate': {
    'bad-quantity.yaml': { ours: 'refused', why: 'its schema takes any text for a quantity' },
    'big-number.yaml': { ours: 'refused', why: 'it does not look at the size of integers' },
    'duplicate-key.yaml': { ours: 'refused', why: 'its YAML reader keeps the last of two keys' },
    'nulls.yaml': { ours: 'refused', why: 'its schema does not ask for an image, which the server’s validation wants' },
    'octal-mode.yaml': { ours: 'refused', why: 'the same' },
    'quantities.yaml': { ours: 'refused', why: 'the same' },
    'whole-float-replicas.yaml': { ours: 'refused', why: 'the same' },
    'letters-y-and-n.yaml': { ours: 'refused', why: 'its YAML reader keeps y and n as texts, and the cluster’s does not' },
    'secret-bad-base64.yaml': { ours: 'refused', why: 'it does not decode values' },
  },
};

for (const tool of Object.keys(differences)) {
  const { cases: said, version } = golden<unknown>(tool);
  // The API server is asked much more, of which this is one part.
  const cases = (tool === 'kube-apiserver' ? said['created'] : said) as Readonly<Record<string, readonly string[]>>;
  describe(`kubernetes/schema beside ${tool} ${version}`, () => {
    for (const file of corpus('kubernetes')) {
      it(file, () => {
        const said = cases[file]?.[0];
        assert.ok(said, `${file} has no golden verdict: run npm run oracles -- ${tool}`);
        const found = findingsOf('kubernetes/schema', corpusFile('kubernetes', file));
        const ours = found.length > 0 ? 'refused' : 'admitted';
        // A kind the tool does not have gives no verdict to compare.
        if (said.startsWith('unknown')) return assert.ok(['cronjob-beta.yaml', 'hpa-beta.yaml', 'list.yaml', 'other-group.yaml', 'removed-ingress.yaml', 'unknown-kind.yaml'].includes(file));
        const theirs = said.startsWith('admitted') ? 'admitted' : 'refused';
        const known = differences[tool]?.[file];
        assert.equal(ours, known?.ours ?? theirs, `${said}\n${found.map(({ message }) => message).join('\n')}`);
        if (known) assert.notEqual(ours, theirs, `${file} no longer differs: take it off the table`);
      });
    }
  });
}
