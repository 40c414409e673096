import type { KubeObject, Metadata } from '../object';
import type { Work } from '../work';
import { drainNamespace } from '../namespace-deletion';
import { newMetadata } from './names';

/** In the words of its controller (k8s.io/kubernetes, `rootcacertpublisher`). */
const describedAs = 'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** What Kubernetes puts in every namespace: the account pods run as, and the authority of the API server. */
export function syncNamespace(work: Work, name: string): void {
  const namespace = work.find<KubeObject>({ group: '', kind: 'Namespace', namespace: '', name });
  if (!namespace) return;
  if (namespace.metadata.deletionTimestamp !== undefined) return drainNamespace(work, name);
  const once = (object: { apiVersion: string; kind: string; data?: object }, named: string, more: Partial<Metadata> = {}) => {
    if (!work.find({ group: '', kind: object.kind, namespace: name, name: named })) work.put({ ...object, metadata: newMetadata(work, named, name, more) });
  };
  once({ apiVersion: 'v1', kind: 'ServiceAccount' }, 'default');
  once({ apiVersion: 'v1', kind: 'ConfigMap', data: { 'ca.crt': 'autorité de la plateforme simulée' } }, 'kube-root-ca.crt', { annotations: { 'kubernetes.io/description': describedAs } });
  if (work.world.flavour(name) === 'openshift') once({ apiVersion: 'v1', kind: 'ConfigMap', data: { 'service-ca.crt': 'autorité des services de la plateforme simulée' } }, 'openshift-service-ca.crt', { annotations: { 'service.beta.openshift.io/inject-cabundle': 'true' } });
}
