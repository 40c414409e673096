import type { Container, Pod } from '../object';

interface Context {
  readonly allowPrivilegeEscalation?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type?: string };
}

/** Pod Security `restricted`, which a cluster that is not OpenShift enforces (sheet 02 §3, `byoc-ns-psa`; wording of k8s.io/pod-security-admission). */
export function podSecurityRefusal(pod: Pod): string | undefined {
  const whole = pod.spec.securityContext as Context | undefined;
  const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  const contextOf = (container: Container) => container.securityContext as Context | undefined;
  const listed = (test: (context: Context | undefined) => boolean) => all.filter(container => test(contextOf(container))).map(({ name }) => `"${name}"`);
  const named = (names: readonly string[]) => `container${names.length > 1 ? 's' : ''} ${names.join(', ')}`;
  const faults: string[] = [];
  const volumes = (pod.spec.volumes ?? []).filter(volume => volume.hostPath).map(({ name }) => `"${name}"`);
  if (volumes.length > 0) faults.push(`hostPath volumes (volume${volumes.length > 1 ? 's' : ''} ${volumes.join(', ')})`);
  const escalating = listed(context => context?.allowPrivilegeEscalation !== false);
  if (escalating.length > 0) faults.push(`allowPrivilegeEscalation != false (${named(escalating)} must set securityContext.allowPrivilegeEscalation=false)`);
  const capable = listed(context => !context?.capabilities?.drop?.includes('ALL'));
  if (capable.length > 0) faults.push(`unrestricted capabilities (${named(capable)} must set securityContext.capabilities.drop=["ALL"])`);
  const maybeRoot = listed(context => (context?.runAsNonRoot ?? whole?.runAsNonRoot) !== true);
  if (maybeRoot.length > 0) faults.push(`runAsNonRoot != true (pod or ${named(maybeRoot)} must set securityContext.runAsNonRoot=true)`);
  const root = listed(context => context?.runAsUser === 0);
  if (whole?.runAsUser === 0) faults.push('runAsUser=0 (pod must not set runAsUser=0)');
  else if (root.length > 0) faults.push(`runAsUser=0 (${named(root)} must not set runAsUser=0)`);
  const unfiltered = listed(context => !/^(RuntimeDefault|Localhost)$/.test(context?.seccompProfile?.type ?? whole?.seccompProfile?.type ?? ''));
  if (unfiltered.length > 0) faults.push(`seccompProfile (pod or ${named(unfiltered)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`);
  return faults.length === 0 ? undefined : `violates PodSecurity "restricted:latest": ${faults.join(', ')}`;
}
