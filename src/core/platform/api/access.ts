import type { Resource } from './resources';
import { routeOf } from './route';
import { failure } from './status';

/** Who asks: the one account of the simulated platform. */
export const user = { name: 'apprenant', groups: ['system:authenticated'] } as const;

const reading = ['get', 'list', 'watch'] as const;

/** What the user may do: read everything of the projects, and by hand only what GitOps leaves to people (EXI-ORG-8). */
const writes: readonly { readonly verb: string; readonly group: string; readonly resource: string }[] = [
  { verb: 'delete', group: '', resource: 'pods' },
  { verb: 'patch', group: 'apps', resource: 'deployments' },
  { verb: 'patch', group: 'apps', resource: 'statefulsets' },
];

export function verbsOf({ group, plural }: Resource): string[] {
  return [...writes.filter(one => one.group === group && one.resource === plural).map(({ verb }) => verb), ...reading].sort();
}

/** Whether a verb is allowed. Nodes and what else belongs to the cluster's administrators is not read. */
export function allowed(verb: string, group: string, resource: string, subresource: string, known: (group: string, plural: string) => boolean): boolean {
  if (['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews'].includes(resource)) return verb === 'create';
  if (!known(group, resource)) return false;
  if ((reading as readonly string[]).includes(verb)) return subresource === '' || subresource === 'log' || subresource === 'status' || subresource === 'scale';
  return subresource === '' && writes.some(one => one.verb === verb && one.group === group && one.resource === resource);
}

/** Why a write is refused, with what to do instead. */
export const gitOpsOnly = 'EXI-ORG-8 : sur la plateforme, tout changement passe par Git, Argo CD le déploie. Modifiez le dépôt d’infrastructure, poussez, puis synchronisez (cpin platform deploy).';

/** Why nobody enters a container here. */
const notEntered = 'l’exécution de commandes, la copie de fichiers et la redirection de ports ne sont pas simulées. Lisez les journaux (kubectl logs) et les événements (kubectl events).';

/** What is answered to `kubectl exec`, `cp`, `attach` and `port-forward`, which ask for another protocol: in the words of RBAC too (`rest.Connecter` is a `create`, or a `get` by WebSocket). */
export function upgradeRefusal(method: string, path: string): ReturnType<typeof failure> {
  const { plural = 'pods', namespace, name, subresource = '' } = routeOf(path) ?? {};
  const asked = subresource === '' ? plural : `${plural}/${subresource}`;
  return failure(403, 'Forbidden', forbidden(method === 'GET' ? 'get' : 'create', '', asked, namespace, name, notEntered), { ...(name ? { name } : {}), kind: plural });
}

/** A refusal in the words of RBAC. */
export function forbidden(verb: string, group: string, resource: string, namespace: string | undefined, name: string | undefined, why?: string): string {
  const what = `${resource.split('/')[0]}${group ? `.${group}` : ''}${name ? ` "${name}"` : ''}`;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return `${what} is forbidden: User "${user.name}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}${why === undefined ? '' : `: ${why}`}`;
}
