import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Finding } from '../analysis/finding';

/**
 * What names each finding for a baseline or a code-scanning service, in the order of the findings: its rule, its file, its object, its reading and
 * the values it mentions. Lines may move and messages be reworded; two findings that are alike in all this are told apart by their order.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const { rule, key, location, resource } = finding;
    const identity = JSON.stringify([rule, location.file, resource ? [resource.kind, resource.namespace ?? '', resource.name] : [], finding.environment ?? '', key]);
    const rank = seen.get(identity) ?? 0;
    seen.set(identity, rank + 1);
    return bytesToHex(sha256(utf8ToBytes(`${identity}#${rank}`))).slice(0, 32);
  });
}
