import type { NamespaceRules } from '../admission';
import type { Container, Pod } from '../object';

type Secured = { readonly ok: true; readonly pod: Pod } | { readonly ok: false; readonly message: string };

/**
 * OpenShift's `restricted-v2`: a pod that imposes nothing is given a user of its namespace; one that imposes another user or more rights is refused
 * (sheet 02 §6, sheet 04 §8; wording of openshift/apiserver-library-go).
 */
export function underScc(pod: Pod, rules: NamespaceRules): Secured {
  const [first, last] = [rules.firstUser, rules.firstUser + 9_999];
  const faults: string[] = [];
  const { securityContext } = pod.spec;
  const fsGroup = securityContext?.fsGroup;
  if (fsGroup !== undefined && (fsGroup < first || fsGroup > last)) faults.push(`.spec.securityContext.fsGroup: Invalid value: []int64{${fsGroup}}: ${fsGroup} is not an allowed group`);
  for (const [field, called] of hostFields) if (pod.spec[field] === true) faults.push(`.spec.securityContext.${field}: Invalid value: true: Host ${called} is not allowed to be used`);
  const check = (list: readonly Container[] | undefined, field: string) => list?.forEach((container, index) => {
    const own = container.securityContext;
    const uid = own?.runAsUser ?? securityContext?.runAsUser;
    const at = `.${field}[${index}]`;
    if (uid !== undefined && (uid < first || uid > last)) faults.push(`${at}.runAsUser: Invalid value: ${uid}: must be in the ranges: [${first}, ${last}]`);
    if (own?.privileged) faults.push(`${at}.privileged: Invalid value: true: Privileged containers are not allowed`);
    if (own?.allowPrivilegeEscalation) faults.push(`${at}.allowPrivilegeEscalation: Invalid value: true: Allowing privilege escalation for containers is not allowed`);
    container.ports?.forEach(({ hostPort }, port) => {
      if (hostPort) faults.push(`${at}.containers[${port}].hostPort: Invalid value: ${hostPort}: Host ports are not allowed to be used`);
    });
    for (const capability of added(container)) faults.push(`${at}.capabilities.add: Invalid value: "${capability}": capability may not be added`);
  });
  check(pod.spec.initContainers, 'initContainers');
  check(pod.spec.containers, 'containers');
  pod.spec.volumes?.forEach((volume, index) => {
    const [kind] = Object.keys(volume).filter(key => key !== 'name' && !lentVolumes.has(key));
    if (kind !== undefined) faults.push(`.spec.volumes[${index}]: Invalid value: "${kind}": ${kind} volumes are not allowed to be used`);
  });
  if (faults.length > 0) return { ok: false, message: `unable to validate against any security context constraint: [provider "anyuid": Forbidden: not usable by user or serviceaccount, provider restricted-v2: ${faults.join(', provider restricted-v2: ')}, provider "privileged": Forbidden: not usable by user or serviceaccount]` };
  return { ok: true, pod: given(pod, first) };
}

/** What a pod may not share with its node, by the name that is told of it. */
const hostFields = [['hostNetwork', 'network'], ['hostPID', 'PID'], ['hostIPC', 'IPC']] as const;

/** The kinds of volumes that are lent to whoever asks. */
const lentVolumes = new Set(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret']);

function added(container: Container): string[] {
  const add = (container.securityContext as { capabilities?: { add?: unknown } } | undefined)?.capabilities?.add;
  return Array.isArray(add) ? add.filter(one => typeof one === 'string' && one !== 'NET_BIND_SERVICE') : [];
}

/** What OpenShift writes into a pod it lets in. */
function given(pod: Pod, user: number): Pod {
  const one = (container: Container): Container => ({ ...container, securityContext: { allowPrivilegeEscalation: false, ...{ capabilities: { drop: ['ALL'] } }, runAsNonRoot: true, runAsUser: user, ...container.securityContext } });
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations: { ...pod.metadata.annotations, 'openshift.io/scc': 'restricted-v2' } },
    spec: { ...pod.spec, securityContext: { fsGroup: user, ...{ seLinuxOptions: { level: 's0:c26,c25' }, seccompProfile: { type: 'RuntimeDefault' } }, ...pod.spec.securityContext }, containers: pod.spec.containers.map(one), ...(pod.spec.initContainers ? { initContainers: pod.spec.initContainers.map(one) } : {}) },
  };
}
