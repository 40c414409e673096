import type { KubeObject } from '../object';
import type { Work } from '../work';
import type { Database } from './cnpg';
import { budgetGroup, type DisruptionBudget } from './disruption-budget';
import { newMetadata, ownedBy } from './names';

/** Keeps the budgets of a database: its primary may not go, and of its replicas all but one stay; none when `enablePDB` is false (cloudnative-pg, `specs/poddisruptionbudget.go`). */
export function databaseBudgets(work: Work, database: Database): void {
  const { metadata: { name }, spec: { instances = 1, enablePDB = true } } = database;
  keep(work, database, `${name}-primary`, 'primary', enablePDB ? 1 : 0);
  keep(work, database, name, 'replica', enablePDB ? Math.max(0, instances - 2) : 0);
}

function keep(work: Work, database: Database, name: string, role: string, minAvailable: number): void {
  const { namespace = '', name: cluster } = database.metadata;
  const known = work.find<DisruptionBudget>({ group: budgetGroup, kind: 'PodDisruptionBudget', namespace, name });
  if (minAvailable === 0) return void (known?.metadata.ownerReferences?.some(({ uid }) => uid === database.metadata.uid) && work.remove(known));
  if (known?.spec.minAvailable === minAvailable) return;
  const metadata = known ? { ...known.metadata, generation: (known.metadata.generation ?? 1) + 1 } : newMetadata(work, name, namespace, { generation: 1, labels: { ...database.spec.inheritedMetadata?.labels, 'cnpg.io/cluster': cluster }, ownerReferences: [ownedBy(database)] });
  const spec = { minAvailable, selector: { matchLabels: { 'cnpg.io/cluster': cluster, 'cnpg.io/instanceRole': role } } };
  const verdict = work.world.admit(work, { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec, ...(known ? { status: known.status } : {}) } as KubeObject);
  if (verdict.ok) work.put(verdict.object);
}
