import { invalid, required, type Report } from './fault';
import { below } from './paths';
import type { Context, Labels, PodSpec } from './shapes';

const reasons = {
  id: { server: 'must be between 0 and 2147483647, inclusive', advice: 'un numéro d’utilisateur ou de groupe va de 0 à 2147483647' },
  unmasked: { server: '`hostUsers` must be false to use `Unmasked`', advice: '`Unmasked` demande `hostUsers: false` dans le pod' },
  escalation: { server: 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true', advice: 'un conteneur privilégié peut tout : retirez `privileged`, ou `allowPrivilegeEscalation: false`' },
  profile: { server: 'must be set when seccomp type is Localhost', advice: 'avec le type `Localhost`, nommez le profil du nœud' },
  noProfile: { server: 'can only be set when seccomp type is Localhost', advice: 'un profil nommé demande le type `Localhost`' },
  hostNetwork: { server: 'hostNetwork must be true if pod contains any hostProcess containers', advice: 'des conteneurs `hostProcess` demandent `hostNetwork: true`' },
  mixed: { server: 'If pod contains any hostProcess containers then all containers must be HostProcess containers', advice: 'tous les conteneurs sont `hostProcess`, ou aucun' },
  nobody: { server: 'container not found', advice: 'cette annotation nomme un conteneur que le pod n’a pas' },
} as const;

/** What a container, or a pod, runs as (k8s.io/kubernetes, `ValidateSecurityContext`). */
export function context(given: Context | undefined, path: string, report: Report, hostUsers = true): void {
  if (!given) return;
  for (const field of ['runAsUser', 'runAsGroup', 'fsGroup'] as const) {
    const id = given[field];
    if (id !== undefined && (id < 0 || id > 2_147_483_647)) report(`${path}.${field}`, invalid(id, reasons.id));
  }
  if (given.procMount === 'Unmasked' && hostUsers) report(`${path}.procMount`, invalid('Unmasked', reasons.unmasked));
  const { type, localhostProfile } = given.seccompProfile ?? {};
  if (type === 'Localhost' && localhostProfile === undefined) report(`${path}.seccompProfile.localhostProfile`, required(reasons.profile));
  else if (type === 'Localhost') below(localhostProfile ?? '', `${path}.seccompProfile.localhostProfile`, report);
  else if (type && localhostProfile !== undefined) report(`${path}.seccompProfile.localhostProfile`, invalid({ Type: type, LocalhostProfile: localhostProfile }, reasons.noProfile));
  if (given.privileged && given.allowPrivilegeEscalation === false) report(path, invalid(null, reasons.escalation, 'core.SecurityContext'));
}

/** Containers that are processes of a Windows node (k8s.io/kubernetes, `validateWindowsHostProcessPod`). */
export function hostProcesses(spec: PodSpec, path: string, report: Report): void {
  const whole = spec.securityContext?.windowsOptions?.hostProcess;
  const all = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  const count = all.filter(one => one.securityContext?.windowsOptions?.hostProcess ?? whole).length;
  if (count === 0) return;
  if (count < all.length) report(path, invalid('', reasons.mixed));
  if (!spec.hostNetwork) report(`${path}.hostNetwork`, invalid(false, reasons.hostNetwork));
}

const appArmor = 'container.apparmor.security.beta.kubernetes.io/';

/** Profiles of AppArmor, as they were once said (k8s.io/kubernetes, `ValidateAppArmorPodAnnotations`). */
export function profiles(notes: Labels | undefined, spec: PodSpec | undefined, path: string, report: Report, at = path): void {
  for (const [key, profile] of Object.entries(notes ?? {})) {
    if (!key.startsWith(appArmor)) continue;
    const name = key.slice(appArmor.length);
    if (![...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].some(one => one.name === name)) report(`${path}[${key}]`, invalid(name, reasons.nobody), `${at}[${key}]`);
    if (!/^(runtime\/default|unconfined|localhost\/.*|)$/.test(profile)) report(`${path}[${key}]`, invalid(profile, { server: `invalid AppArmor profile name: ${JSON.stringify(profile)}`, advice: 'écrivez `runtime/default`, `unconfined` ou `localhost/` suivi d’un profil du nœud' }), `${at}[${key}]`);
  }
}
