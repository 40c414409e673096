import type { KubeObject } from '../object';
import type { Work } from '../work';
import { newMetadata } from './names';

/** What Kubernetes puts in every namespace: the account pods run as, and the authority of the API server. */
export function syncNamespace(work: Work, name: string): void {
  const namespace = work.find<KubeObject>({ group: '', kind: 'Namespace', namespace: '', name });
  if (!namespace) return;
  const once = (object: { apiVersion: string; kind: string; data?: object }, named: string) => {
    if (!work.find({ group: '', kind: object.kind, namespace: name, name: named })) work.put({ ...object, metadata: newMetadata(work, named, name) });
  };
  once({ apiVersion: 'v1', kind: 'ServiceAccount' }, 'default');
  once({ apiVersion: 'v1', kind: 'ConfigMap', data: { 'ca.crt': 'autorité de la plateforme simulée' } }, 'kube-root-ca.crt');
}
