import { invalid, required, unsupported, type Report } from './fault';
import { pathSegment, subdomain, wellFormed } from './formats';

interface PolicyRule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

interface Subject {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly apiGroup?: string;
}

export interface Role {
  readonly rules?: readonly PolicyRule[];
}

export interface Binding {
  readonly roleRef?: { readonly apiGroup?: string; readonly kind?: string; readonly name?: string };
  readonly subjects?: readonly Subject[];
}

const reasons = {
  verbs: { server: 'verbs must contain at least one value', advice: 'une règle autorise au moins un verbe, comme `get`' },
  groups: { server: 'resource rules must supply at least one api group', advice: 'nommez le groupe d’API ; celui des objets de base est le texte vide, `""`' },
  resources: { server: 'resource rules must supply at least one resource', advice: 'nommez au moins une ressource, comme `pods`' },
  namespaced: { server: 'namespaced rules cannot apply to non-resource URLs', advice: 'seul un `ClusterRole` ouvre des adresses' },
  mixed: { server: 'rules cannot apply to both regular resources and non-resource URLs', advice: 'faites deux règles : l’une de ressources, l’autre d’adresses' },
} as const;

const group = 'rbac.authorization.k8s.io';

/** What is wrong with a role (k8s.io/kubernetes, `ValidatePolicyRule`). */
export function role({ rules = [] }: Role, namespaced: boolean, report: Report): void {
  rules.forEach(({ verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }, index) => {
    const path = `rules[${index}]`;
    if (verbs.length === 0) report(`${path}.verbs`, required(reasons.verbs));
    if (nonResourceURLs.length > 0) {
      if (namespaced) report(`${path}.nonResourceURLs`, invalid(nonResourceURLs, reasons.namespaced));
      if (apiGroups.length + resources.length + resourceNames.length > 0) report(`${path}.nonResourceURLs`, invalid(nonResourceURLs, reasons.mixed));
      return;
    }
    if (apiGroups.length === 0) report(`${path}.apiGroups`, required(reasons.groups));
    if (resources.length === 0) report(`${path}.resources`, required(reasons.resources));
  });
}

/** What is wrong with who is given a role (k8s.io/kubernetes, `ValidateRoleBinding`). */
export function binding({ roleRef = {}, subjects = [] }: Binding, namespaced: boolean, report: Report): void {
  const kinds = namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (roleRef.apiGroup && roleRef.apiGroup !== group) report('roleRef.apiGroup', unsupported(roleRef.apiGroup, [group]));
  if (!kinds.includes(roleRef.kind ?? '')) report('roleRef.kind', unsupported(roleRef.kind ?? '', kinds));
  if (!roleRef.name) report('roleRef.name', required());
  else wellFormed(roleRef.name, pathSegment, 'roleRef.name', report);
  subjects.forEach((one, index) => subject(one, `subjects[${index}]`, namespaced, report));
}

function subject({ kind = '', name = '', namespace = '', apiGroup = '' }: Subject, path: string, namespaced: boolean, report: Report): void {
  if (name === '') report(`${path}.name`, required());
  if (kind === 'ServiceAccount') {
    if (name !== '') wellFormed(name, subdomain, `${path}.name`, report);
    if (apiGroup !== '') report(`${path}.apiGroup`, unsupported(apiGroup, ['']));
    if (!namespaced && namespace === '') report(`${path}.namespace`, required());
  } else if (kind !== 'User' && kind !== 'Group') report(`${path}.kind`, unsupported(kind, ['ServiceAccount', 'User', 'Group']));
  else if (apiGroup !== '' && apiGroup !== group) report(`${path}.apiGroup`, unsupported(apiGroup, [group]));
}
