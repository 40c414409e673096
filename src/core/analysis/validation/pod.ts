import { rememberingEach } from '../remember';
import { affinity } from './affinity';
import { container, type Around } from './container';
import { duplicate, forbidden, invalid, required, type Refusal, type Report } from './fault';
import { annotations, label, labels, labelSelector, oneOf, subdomain, wellFormed } from './formats';
import { tolerations } from './scheduling';
import { context, hostProcesses, profiles } from './security';
import type { Container, Labels, PodSpec, Template } from './shapes';
import { volume } from './volume';

const reasons = {
  onCreate: { server: 'cannot be set on create', advice: 'ces conteneurs s’ajoutent à un pod qui tourne (`kubectl debug`) : retirez-les du manifest' },
  inTemplate: { server: 'ephemeral containers not allowed in pod template', advice: 'ces conteneurs s’ajoutent à un pod qui tourne (`kubectl debug`) : retirez-les du manifest' },
  hostPort: { server: 'must match `containerPort` when `hostNetwork` is true', advice: 'sur le réseau du nœud, le port du nœud est celui du conteneur' },
  resolver: { server: 'must provide `dnsConfig` when `dnsPolicy` is None', advice: 'sans la résolution du cluster (`dnsPolicy: None`), dites laquelle' },
  nameserver: { server: 'must provide at least one DNS nameserver when `dnsPolicy` is None', advice: 'sans la résolution du cluster (`dnsPolicy: None`), nommez au moins un serveur' },
  deadline: { server: 'must be between 1 and 2147483647, inclusive', advice: 'une seconde ou plus' },
  skew: { server: 'must be greater than zero', advice: 'un écart d’au moins 1' },
  domains: { server: 'must be greater than zero', advice: 'au moins 1' },
  key: { server: 'can not be empty', advice: 'dites selon quel label des nœuds les pods se répartissent' },
} as const;

/** A template for pods: its labels too. */
export function template(given: Template | undefined, path: string, report: Report): void {
  // The server names them so.
  labels(given?.metadata?.labels, `${path}.labels`, report, `${path}.metadata.labels`);
  annotations(given?.metadata?.annotations, `${path}.annotations`, report, `${path}.metadata.annotations`);
  profiles(given?.metadata?.annotations, given?.spec, `${path}.annotations`, report, `${path}.metadata.annotations`);
  podSpec(given?.spec, `${path}.spec`, report);
  if (given?.spec?.ephemeralContainers?.length) report(`${path}.spec.ephemeralContainers`, forbidden(reasons.inTemplate));
}

/** Containers for debugging are added to a pod that runs. */
export function pod(spec: PodSpec | undefined, notes: Labels | undefined, report: Report): void {
  profiles(notes, spec, 'metadata.annotations', report);
  for (const { path, fault, at } of spec ? ofPod(spec) : [noContainer]) report(path, fault, at);
  if (spec?.ephemeralContainers?.length) report('spec.ephemeralContainers', forbidden(reasons.onCreate));
}

const noContainer: Refusal = { path: 'spec.containers', fault: required() };
/** Judged once for all the pods that are made of one template. */
const ofPod = rememberingEach((spec: PodSpec): readonly Refusal[] => {
  const found: Refusal[] = [];
  podSpec(spec, 'spec', (path, fault, at) => void found.push({ path, fault, at }), true);
  return found;
});

/** What is wrong with the specification of a pod (k8s.io/kubernetes, `ValidatePodSpec`). `claimed` names the volumes that a StatefulSet makes. */
export function podSpec(spec: PodSpec | undefined, path: string, report: Report, isPod = false, claimed: ReadonlySet<string> = new Set()): void {
  const volumes = new Set(claimed);
  const names = new Set<string>();
  // A claim takes the place of the volume of its name.
  spec?.volumes?.forEach((one, index) => !(one.name && claimed.has(one.name)) && volume(one, `${path}.volumes[${index}]`, names, report));
  for (const name of names) volumes.add(name);
  if (!spec?.containers?.length) return report(`${path}.containers`, required());
  containers(spec, path, { volumes, names: new Set<string>(), isPod, hostUsers: spec.hostUsers !== false }, report);
  if (spec.hostNetwork) onHost(spec.containers, `${path}.containers`, report);
  oneOf(spec.restartPolicy, ['Always', 'OnFailure', 'Never'], `${path}.restartPolicy`, report);
  oneOf(spec.dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'], `${path}.dnsPolicy`, report);
  labels(spec.nodeSelector, `${path}.nodeSelector`, report);
  context(spec.securityContext, `${path}.securityContext`, report);
  affinity(spec.affinity, `${path}.affinity`, report);
  if (spec.dnsPolicy === 'None' && !spec.dnsConfig) report(`${path}.dnsConfig`, required(reasons.resolver));
  else if (spec.dnsPolicy === 'None' && !spec.dnsConfig?.nameservers?.length) report(`${path}.dnsConfig.nameservers`, required(reasons.nameserver));
  spread(spec, path, report);
  hostProcesses(spec, path, report);
  for (const field of ['serviceAccountName', 'nodeName'] as const) if (spec[field]) wellFormed(spec[field], subdomain, `${path}.${field}`, report);
  const { activeDeadlineSeconds: deadline } = spec;
  if (deadline !== undefined && (deadline < 1 || deadline > 2_147_483_647)) report(`${path}.activeDeadlineSeconds`, invalid(deadline, reasons.deadline));
  for (const field of ['hostname', 'subdomain'] as const) if (spec[field]) wellFormed(spec[field], label, `${path}.${field}`, report);
  tolerations(spec.tolerations, `${path}.tolerations`, report);
  if (spec.priorityClassName) wellFormed(spec.priorityClassName, subdomain, `${path}.priorityClassName`, report);
}

function containers({ containers: lasting = [], initContainers = [] }: PodSpec, path: string, around: Around, report: Report): void {
  lasting.forEach((one, index) => container(one, `${path}.containers[${index}]`, around, false, report));
  hostPorts(lasting, `${path}.containers`, report);
  initContainers.forEach((one, index) => {
    container(one, `${path}.initContainers[${index}]`, around, one.restartPolicy !== 'Always', report);
  });
}

/** Two containers of a pod cannot have one port of its node (k8s.io/kubernetes, `AccumulateUniqueHostPorts`). */
function hostPorts(given: readonly Container[], path: string, report: Report): void {
  const taken = new Set<string>();
  given.forEach(({ ports }, index) => ports?.forEach(({ hostPort, hostIP = '', protocol }, place) => {
    if (!hostPort) return;
    const port = `${protocol || 'TCP'}/${hostIP}/${hostPort}`;
    if (taken.has(port)) report(`${path}[${index}].ports[${place}].hostPort`, duplicate(port));
    taken.add(port);
  }));
}

function onHost(given: readonly Container[], path: string, report: Report): void {
  given.forEach(({ ports }, index) => ports?.forEach(({ hostPort, containerPort }, place) => {
    if (hostPort && hostPort !== containerPort) report(`${path}[${index}].ports[${place}].hostPort`, invalid(hostPort, reasons.hostPort));
  }));
}

function spread({ topologySpreadConstraints: given }: PodSpec, path: string, report: Report): void {
  given?.forEach(({ maxSkew = 0, topologyKey, minDomains, whenUnsatisfiable, labelSelector: chosen }, index) => {
    const at = `${path}.topologySpreadConstraints[${index}]`;
    if (maxSkew <= 0) report(`${at}.maxSkew`, invalid(maxSkew, reasons.skew));
    if (!topologyKey) report(`${at}.topologyKey`, required(reasons.key));
    if (minDomains !== undefined && minDomains <= 0) report(`${at}.minDomains`, invalid(minDomains, reasons.domains));
    if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') report(`${at}.minDomains`, invalid(minDomains, { server: `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable ?? ''}`, advice: '`minDomains` demande `whenUnsatisfiable: DoNotSchedule`' }));
    labelSelector(chosen, `${at}.labelSelector`, report);
  });
}
