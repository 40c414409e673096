import { mapAt, stringAt, type PlainMap } from '../../../analysis/yaml/plain';
import type { KubeObject } from '../object';
import type { Report } from './validation/formats';

/** What the definition of a VaultStaticSecret refuses beyond its description (hashicorp/vault-secrets-operator, `config/crd/bases`). */
export function vaultStaticSecret(object: KubeObject, report: Report): void {
  const every = stringAt(mapAt(object as unknown as PlainMap, 'spec'), 'refreshAfter');
  if (every !== undefined && !/^\d+(\.\d+)?[smh]$/.test(every)) report('spec.refreshAfter', `Invalid value: "${every}": spec.refreshAfter in body should match '^([0-9]+(\\.[0-9]+)?(s|m|h))$'`);
}
