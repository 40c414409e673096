import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Finding } from '../analysis/finding';

/**
 * What names a finding, by its place among `findings` for a baseline or a code-scanning service: its rule, its file, its object, its reading and
 * the values it mentions. Lines may move and messages be reworded; two findings that are alike in all this are told apart by their order.
 * Nothing is computed before the first is asked for: most reports show none.
 */
export function fingerprints(findings: readonly Finding[]): (index: number) => string {
  let known: readonly string[] | undefined;
  return index => bytesToHex(sha256(utf8ToBytes((known ??= identities(findings))[index] ?? ''))).slice(0, 32);
}

function identities(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, key, location, resource, environment }) => {
    const identity = JSON.stringify([rule, location.file, resource ? [resource.kind, resource.namespace ?? '', resource.name] : [], environment ?? '', key]);
    const rank = seen.get(identity) ?? 0;
    seen.set(identity, rank + 1);
    return `${identity}#${rank}`;
  });
}
