import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { isPlainMap, toPlain } from '../../../src/core/analysis/yaml/plain';
import { decryptSops } from '../../../src/node/platform/sops';
import { corpus, corpusFile, golden } from '../../oracles/golden';

interface Said {
  readonly ok: boolean;
  readonly intact?: boolean;
  readonly value?: unknown;
  readonly reason?: string;
}

describe('our decryption beside sops', () => {
  const { cases, version } = golden<Said>('sops');
  const identity = corpusFile('sops', 'keys.txt').trim();
  const read = async (file: string) => {
    const [document] = parseAllDocuments(corpusFile('sops', file));
    const { value } = toPlain(document!);
    assert.ok(isPlainMap(value));
    return decryptSops(value, identity);
  };

  it('is compared on every file of the corpus', () => assert.deepEqual(Object.keys(cases).sort(), corpus('sops').filter(file => file.endsWith('.yaml'))));

  for (const [file, said] of Object.entries(cases)) {
    it(`${file}: ${said.ok ? (said.intact ? 'reads the same values' : 'reads values that were changed, and knows it') : 'is refused for the same reason'} (sops ${version})`, async () => {
      const ours = await read(file);
      if (!said.ok) return assert.ok(!ours.ok && (said.reason?.includes(ours.reason) || /no identity/.test(said.reason ?? '')), JSON.stringify(ours));
      assert.ok(ours.ok, JSON.stringify(ours));
      assert.deepEqual([ours.value, ours.intact], [said.value, said.intact]);
    });
  }

  it('runs no pattern that could take for ever', async () => {
    const [document] = parseAllDocuments(corpusFile('sops', 'regex.yaml').replace(/encrypted_regex: .*/, 'encrypted_regex: (a+)+$'));
    const { value } = toPlain(document!);
    assert.ok(isPlainMap(value));
    assert.deepEqual(await decryptSops(value, identity), { ok: false, reason: 'error parsing regexp: (a+)+$' });
  });
});
