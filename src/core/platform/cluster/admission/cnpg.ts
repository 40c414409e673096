import { parseQuantity } from '../../../analysis/quantity';
import type { KubeObject } from '../object';

interface Sized {
  readonly size?: string;
}

/** What the webhook of CloudNativePG refuses of a database that changes: volumes grow and never shrink, unless its validation is set aside (`validateStorageChange`). */
export function databaseRefusal(before: KubeObject | undefined, { kind, apiVersion, metadata: { name, annotations }, ...after }: KubeObject): string | undefined {
  if (kind !== 'Cluster' || !apiVersion.startsWith('postgresql.cnpg.io/') || annotations?.['cnpg.io/validation'] === 'disabled') return undefined;
  for (const volume of ['storage', 'walStorage']) {
    const [had, asks] = [before, after].map(object => ((object?.['spec'] ?? {}) as Readonly<Record<string, Sized | undefined>>)[volume]?.size);
    if (had === undefined || asks === undefined || (parseQuantity(asks) ?? 0n) >= (parseQuantity(had) ?? 0n)) continue;
    return `admission webhook "vcluster.cnpg.io" denied the request: Cluster.cluster.cnpg.io "${name}" is invalid: spec.${volume}: Invalid value: "${asks}": can't shrink existing storage from ${had} to ${asks}`;
  }
  return undefined;
}
