import type { Container, Pod, Volume } from '../object';

interface Context {
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type?: string };
}

/** What `restricted` lets a volume be made of. */
const allowedVolumes = ['configMap', 'downwardAPI', 'emptyDir', 'projected', 'secret', 'csi', 'persistentVolumeClaim', 'ephemeral', 'image'];

/** Pod Security `restricted`, which a cluster that is not OpenShift enforces (sheet 02 §3, `byoc-ns-psa`; order and wording of k8s.io/pod-security-admission). */
export function podSecurityRefusal(pod: Pod): string | undefined {
  const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  const whole = pod.spec.securityContext as Context | undefined;
  const faults = [...baseline(pod, all), ...volumesOf(pod.spec.volumes ?? []), ...restricted(whole, all)];
  return faults.length === 0 ? undefined : `violates PodSecurity "restricted:latest": ${faults.join(', ')}`;
}

const contextOf = (container: Container) => container.securityContext as Context | undefined;
const quoted = (names: readonly string[]) => names.map(name => `"${name}"`).join(', ');
const named = (containers: readonly Container[]) => `container${containers.length > 1 ? 's' : ''} ${quoted(containers.map(({ name }) => name))}`;
const having = (all: readonly Container[], test: (context: Context | undefined) => boolean) => all.filter(container => test(contextOf(container)));

/** What the level below already forbids. */
function baseline({ spec }: Pod, all: readonly Container[]): string[] {
  const host = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter(field => (spec as unknown as Record<string, unknown>)[field] === true).map(field => `${field}=true`);
  const portsOf = ({ ports = [] }: Container) => ports.flatMap(port => (port as { hostPort?: number }).hostPort ?? []);
  const bound = all.filter(one => portsOf(one).length > 0);
  const ports = bound.flatMap(portsOf);
  const privileged = having(all, context => context?.privileged === true);
  return [
    ...(host.length > 0 ? [`host namespaces (${host.join(', ')})`] : []),
    ...(ports.length > 0 ? [`hostPort (${named(bound)} use${bound.length > 1 ? '' : 's'} hostPort${ports.length > 1 ? 's' : ''} ${ports.join(', ')})`] : []),
    ...(privileged.length > 0 ? [`privileged (${named(privileged)} must not set securityContext.privileged=true)`] : []),
  ];
}

function volumesOf(volumes: readonly Volume[]): string[] {
  const typeOf = (volume: Volume) => Object.keys(volume).find(key => key !== 'name') ?? 'emptyDir';
  const others = volumes.filter(volume => !allowedVolumes.includes(typeOf(volume)));
  const types = [...new Set(others.map(typeOf))].sort();
  const plural = others.length > 1 ? ['s', 'use'] : ['', 'uses'];
  return others.length === 0 ? [] : [`restricted volume types (volume${plural[0]} ${quoted(others.map(({ name }) => name))} ${plural[1]} restricted volume type${types.length > 1 ? 's' : ''} ${quoted(types)})`];
}

function restricted(whole: Context | undefined, all: readonly Container[]): string[] {
  const faults: string[] = [];
  const escalating = having(all, context => context?.allowPrivilegeEscalation !== false);
  if (escalating.length > 0) faults.push(`allowPrivilegeEscalation != false (${named(escalating)} must set securityContext.allowPrivilegeEscalation=false)`);
  faults.push(...capabilities(all));
  const rooted = having(all, context => context?.runAsNonRoot === false);
  const silent = having(all, context => context?.runAsNonRoot === undefined && whole?.runAsNonRoot === undefined);
  const nonRoot = whole?.runAsNonRoot === false ? 'pod must not set securityContext.runAsNonRoot=false' : rooted.length > 0 ? `${named(rooted)} must not set securityContext.runAsNonRoot=false` : silent.length > 0 ? `pod or ${named(silent)} must set securityContext.runAsNonRoot=true` : undefined;
  if (nonRoot) faults.push(`runAsNonRoot != true (${nonRoot})`);
  const root = having(all, context => context?.runAsUser === 0);
  if (whole?.runAsUser === 0) faults.push('runAsUser=0 (pod must not set runAsUser=0)');
  else if (root.length > 0) faults.push(`runAsUser=0 (${named(root)} must not set runAsUser=0)`);
  return [...faults, ...seccomp(whole, all)];
}

function capabilities(all: readonly Container[]): string[] {
  const kept = having(all, context => !context?.capabilities?.drop?.includes('ALL'));
  const more = (context: Context | undefined) => (context?.capabilities?.add ?? []).filter(one => one !== 'NET_BIND_SERVICE');
  const adding = having(all, context => more(context).length > 0);
  const added = [...new Set(adding.flatMap(one => more(contextOf(one))))].sort();
  const faults = [...(kept.length > 0 ? [`${named(kept)} must set securityContext.capabilities.drop=["ALL"]`] : []), ...(added.length > 0 ? [`${named(adding)} must not include ${quoted(added)} in securityContext.capabilities.add`] : [])];
  return faults.length === 0 ? [] : [`unrestricted capabilities (${faults.join('; ')})`];
}

function seccomp(whole: Context | undefined, all: readonly Container[]): string[] {
  const typeOf = (context: Context | undefined) => context?.seccompProfile?.type;
  const wrong = having(all, context => typeOf(context) !== undefined && !allowed(typeOf(context)));
  const silent = having(all, context => typeOf(context) === undefined && typeOf(whole) === undefined);
  const said = typeOf(whole) !== undefined && !allowed(typeOf(whole)) ? `pod must not set securityContext.seccompProfile.type to "${typeOf(whole)}"` : wrong.length > 0 ? `${named(wrong)} must not set securityContext.seccompProfile.type to ${quoted([...new Set(wrong.flatMap(one => typeOf(contextOf(one)) ?? []))])}` : silent.length > 0 ? `pod or ${named(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"` : undefined;
  return said === undefined ? [] : [`seccompProfile (${said})`];
}

const allowed = (type: string | undefined) => type === 'RuntimeDefault' || type === 'Localhost';
