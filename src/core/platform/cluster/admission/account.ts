import { fnv32, safeEncode } from '../../chance';
import type { Container, KubeObject, Pod, PodSpec, Volume } from '../object';
import { qosClass } from '../kubelet/status';
import type { Work } from '../work';

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const patience = (condition: string) => ({ key: `node.kubernetes.io/${condition}`, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 });
/** What a pod bears without saying so: a node that stops answering, for five minutes (k8s.io/kubernetes, `plugin/pkg/admission/defaulttolerationseconds`). */
const borne = [patience('not-ready'), patience('unreachable')];
/** What OpenShift adds for a pod that asks for something (`podtolerationrestriction`). */
const pressed = { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' };

const from = (name: string, path: string) => ({ configMap: { name, items: [{ key: path, path }] } });
const namespaced = { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } };
const sources = [{ serviceAccountToken: { expirationSeconds: 3607, path: 'token' } }, from('kube-root-ca.crt', 'ca.crt'), namespaced];
const plain = { defaultMode: 420, sources };
const openshift = { defaultMode: 420, sources: [...sources, from('openshift-service-ca.crt', 'service-ca.crt')] };

interface Account extends KubeObject {
  readonly automountServiceAccountToken?: boolean;
}

/** A pod runs as an account that is there (k8s.io/kubernetes, `plugin/pkg/admission/serviceaccount`); every namespace has `default`. */
export function accountRefusal(work: Work, { metadata: { namespace = '' }, spec }: Pod): string | undefined {
  const name = spec.serviceAccountName || 'default';
  return name === 'default' || accountOf(work, namespace, name) ? undefined : `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
}

/** Classes that every cluster has; the platform gives its projects no other. */
const priorities = ['system-cluster-critical', 'system-node-critical', 'openshift-user-critical'];

/** The classes that a pod names exist (k8s.io/kubernetes, `plugin/pkg/admission/priority` and `runtimeclass`). */
export function classRefusal({ spec: { priorityClassName = '', runtimeClassName } }: Pod): string | undefined {
  if (priorityClassName !== '' && !priorities.includes(priorityClassName)) return `no PriorityClass with name ${priorityClassName} was found`;
  return runtimeClassName === undefined ? undefined : `pod rejected: RuntimeClass "${runtimeClassName}" not found`;
}

function accountOf(work: Work, namespace: string, name: string): Account | undefined {
  return work.find<Account>({ group: '', kind: 'ServiceAccount', namespace, name });
}

/** What admission adds to every pod: what it bears of its node, and the token of its account unless the pod, or the account, wants none. */
export function completed(work: Pick<Work, 'find'>, pod: Pod, flavour: 'openshift' | 'kubernetes' | undefined): Pod {
  const { metadata: { namespace = '' } } = pod;
  const automount = pod.spec.automountServiceAccountToken ?? accountOf(work as Work, namespace, pod.spec.serviceAccountName || 'default')?.automountServiceAccountToken ?? true;
  const tolerating = { ...pod, spec: { ...pod.spec, tolerations: tolerationsOf(pod, flavour) } };
  return automount ? withToken(tolerating, flavour) : tolerating;
}

function tolerationsOf({ spec }: Pod, flavour: 'openshift' | 'kubernetes' | undefined): NonNullable<Pod['spec']['tolerations']> {
  const own = spec.tolerations ?? [];
  const bears = ({ key }: { readonly key: string }) => own.some(one => (!one.key || one.key === key) && (!one.effect || one.effect === 'NoExecute'));
  return [...own, ...borne.filter(one => !bears(one)), ...(flavour === 'openshift' && qosClass(spec) !== 'BestEffort' ? [pressed] : [])];
}

/** How the name of the volume of a pod's token begins; how it ends is each pod's own. */
const tokenVolume = 'kube-api-access-';

/** A pod without the volume of its token, as whoever asked for it wrote it. */
export function withoutToken(spec: PodSpec): PodSpec {
  // Anybody may take such a name for a volume of another source, which then stays.
  const token = spec.volumes?.find(({ name, projected }) => name.startsWith(tokenVolume) && projected !== undefined);
  if (!token) return spec;
  const own = ({ name }: { readonly name: string }) => name !== token.name;
  const bare = (container: Container): Container => (container.volumeMounts ? { ...container, volumeMounts: container.volumeMounts.filter(own) } : container);
  return { ...spec, containers: spec.containers.map(bare), ...(spec.initContainers ? { initContainers: spec.initContainers.map(bare) } : {}), volumes: spec.volumes?.filter(own) ?? [] };
}

function withToken(pod: Pod, flavour: 'openshift' | 'kubernetes' | undefined): Pod {
  const name = `${tokenVolume}${safeEncode(String(fnv32(pod.metadata.uid))).slice(0, 5)}`;
  const volume: Volume = { name, projected: flavour === 'openshift' ? openshift : plain };
  const mount = { name, readOnly: true, mountPath };
  const mounted = (container: Container): Container => (container.volumeMounts?.some(one => one.mountPath === mountPath) ? container : { ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] });
  const { spec } = pod;
  return { ...pod, spec: { ...spec, containers: spec.containers.map(mounted), ...(spec.initContainers ? { initContainers: spec.initContainers.map(mounted) } : {}), volumes: [...(spec.volumes ?? []), volume] } };
}
