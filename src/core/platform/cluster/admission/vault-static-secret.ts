import { listAt, mapAt, stringAt, valueAt, type PlainMap } from '../../../analysis/yaml/plain';
import type { KubeObject } from '../object';
import type { Report } from './validate';

/** What the schema of a VaultStaticSecret refuses (hashicorp/vault-secrets-operator, `config/crd/bases`). */
export function vaultStaticSecret(object: KubeObject, report: Report): void {
  const spec = mapAt(object as unknown as PlainMap, 'spec');
  for (const path of [['mount'], ['path'], ['type'], ['destination'], ['destination', 'name']]) if (valueAt(spec, ...path) === undefined) report(`spec.${path.join('.')}`, 'Required value');
  const type = stringAt(spec, 'type');
  if (type !== undefined && type !== 'kv-v1' && type !== 'kv-v2') report('spec.type', `Unsupported value: "${type}": supported values: "kv-v1", "kv-v2"`);
  const every = stringAt(spec, 'refreshAfter');
  if (every !== undefined && !/^\d+(\.\d+)?[smh]$/.test(every)) report('spec.refreshAfter', `Invalid value: "${every}": spec.refreshAfter in body should match '^([0-9]+(\\.[0-9]+)?(s|m|h))$'`);
  const kinds = ['Deployment', 'DaemonSet', 'StatefulSet', 'argo.Rollout'];
  listAt(spec, 'rolloutRestartTargets').forEach((target, index) => {
    const kind = stringAt(target, 'kind') ?? '';
    if (!kinds.includes(kind)) report(`spec.rolloutRestartTargets[${index}].kind`, `Unsupported value: "${kind}": supported values: ${kinds.map(one => `"${one}"`).join(', ')}`);
  });
}
