import { invalid, type Report } from './fault';
import type { Manifest } from './shapes';

/** What the definition of a VaultStaticSecret refuses beyond its description (hashicorp/vault-secrets-operator, `config/crd/bases`). */
export function vaultStaticSecret({ spec }: Manifest, report: Report): void {
  const { refreshAfter: every } = (spec ?? {}) as { refreshAfter?: string };
  if (every !== undefined && !/^\d+(\.\d+)?[smh]$/.test(every)) report('spec.refreshAfter', invalid(every, { server: "spec.refreshAfter in body should match '^([0-9]+(\\.[0-9]+)?(s|m|h))$'", advice: 'une durée comme `30s`, `5m` ou `1h`' }));
}
