import type { Path } from '../../analysis/yaml/nodes';
import { accountRefusal, classRefusal, completed } from './admission/account';
import { databaseRefusal } from './admission/cnpg';
import { pruned, type Fault, type Read, type Written } from './admission/decode';
import { defaulted } from './admission/defaults';
import type { PolicyEngine } from './admission/kyverno';
import { policyRefusal } from './admission/kyverno';
import { podSecurityRefusal } from './admission/pod-security';
import { quotaRefusal } from './admission/quota';
import { underScc } from './admission/scc';
import { updateFaults } from './admission/update';
import { invalid, validationFaults } from './admission/validate';
import { isTerminating } from './namespace-deletion';
import { knownKind } from '../api/resources';
import { refOf, type KubeObject, type Pod } from './object';
import { waysOf, type Ingress } from './network/ingress';
import type { Work } from './work';

/** What the API server answers to an object: the object as it will be kept, with the fields it dropped, or why it is refused, in its words, with the HTTP status it gives. */
export type Verdict<T extends KubeObject = KubeObject> = { readonly ok: true; readonly object: T; readonly dropped?: readonly Path[] } | { readonly ok: false; readonly code: number; readonly reason: string; readonly message: string };

/** `written` is the manifest, when a person wrote one: what controllers make of it needs no decoding. */
export type Admit = <T extends KubeObject>(work: Work, object: T, written?: Written) => Verdict<T>;

/** What the platform knows of a namespace: its environment's type decides whether policies refuse, its cluster's kind which security contexts are allowed. */
export interface NamespaceRules {
  readonly production: boolean;
  readonly flavour: 'openshift' | 'kubernetes';
  /** The first of the user numbers OpenShift gives the namespace. */
  readonly firstUser: number;
}

/** Admission in the order of the API server: decoding, defaults and mutations, validation, pod security, quota, then Kyverno's rules. */
export function admission(policies: PolicyEngine, read: Read, rulesOf: (namespace: string) => NamespaceRules | undefined): Admit {
  return (work, object, written) => {
    const { namespace = '' } = object.metadata;
    const decoded = written ? read(written) : { ok: true as const, faults: [], unknown: [] };
    if (!decoded.ok) return refuse(400, 'BadRequest', decoded.message);
    if (namespace && !work.find<KubeObject>(refOf(object)) && isTerminating(work, namespace)) return refuse(403, 'Forbidden', `${knownKind(object.apiVersion, object.kind)?.plural ?? object.kind} "${object.metadata.name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`);
    const rules = rulesOf(namespace);
    const given = mutated(defaulted(pruned(object, decoded.unknown) as typeof object), rules !== undefined);
    const unknown = given.kind === 'Pod' ? (accountRefusal(work, given as unknown as Pod) ?? classRefusal(given as unknown as Pod)) : undefined;
    if (unknown !== undefined) return refuse(403, 'Forbidden', forbidden(given, unknown));
    const full = given.kind === 'Pod' ? (completed(work, given as unknown as Pod, rules?.flavour) as unknown as typeof object) : given;
    // What admission adds is sound: what is judged is what was asked for, which the pods of a workload share.
    const faults = together(validationFaults(given), decoded.faults);
    const before = faults.length === 0 && written ? work.find<KubeObject>(refOf(full)) : undefined;
    if (before) faults.push(...updateFaults(before, full));
    if (faults.length > 0) return refuse(422, 'Invalid', invalid(full, faults));
    const secured = rules?.flavour === 'openshift' && full.kind === 'Pod' ? underScc(full as unknown as Pod, rules) : { ok: true as const, pod: full };
    if (!secured.ok) return refuse(403, 'Forbidden', forbidden(full, secured.message));
    const kept = secured.pod as typeof object;
    const blocked = (rules?.flavour === 'kubernetes' && kept.kind === 'Pod' ? podSecurityRefusal(kept as unknown as Pod) : undefined) ?? (kept.kind === 'Pod' ? quotaRefusal(work, kept as unknown as Pod) : undefined);
    if (blocked !== undefined) return refuse(403, 'Forbidden', forbidden(kept, blocked));
    const host = rules?.flavour === 'kubernetes' && kept.kind === 'Ingress' ? hostRefusal(work, kept as unknown as Ingress) : undefined;
    if (host !== undefined) return refuse(400, 'BadRequest', host);
    const database = databaseRefusal(work.find<KubeObject>(refOf(kept)), kept);
    if (database !== undefined) return refuse(403, 'Forbidden', database);
    const policy = rules && policyRefusal(policies, kept, rules.production);
    return policy === undefined ? { ok: true, object: kept, ...(decoded.unknown.length > 0 ? { dropped: decoded.unknown } : {}) } : refuse(400, 'BadRequest', policy);
  };
}

/** What validation says, and what the description says of fields of which it says nothing, be it of a part of them or of what holds them. */
function together(validated: readonly Fault[], described: readonly Fault[]): Fault[] {
  const holds = (path: string, other: string) => other === path || (other.startsWith(path) && /^[.[]/.test(other.slice(path.length)));
  return [...validated, ...described.filter(({ path }) => !validated.some(one => holds(one.path, path) || holds(path, one.path)))];
}

/**
 * What Kyverno's mutations add: `add-ttl`, 900 s to a Job that says none (sheet 02 §3). `job-history` adds 5 and 5 to a CronJob that says none, but Kubernetes has
 * written its own 3 and 1 before a webhook is asked: it never finds any to add (sheet 02 §7).
 */
function mutated<T extends KubeObject>(object: T, managed: boolean): T {
  const spec = object['spec'] as { ttlSecondsAfterFinished?: number } | undefined;
  return managed && object.kind === 'Job' && spec && spec.ttlSecondsAfterFinished === undefined ? { ...object, spec: { ...spec, ttlSecondsAfterFinished: 900 } } : object;
}

/** The webhook of ingress-nginx, which a plain Kubernetes cluster has in place of OpenShift's router. */
function hostRefusal(work: Work, ingress: Ingress): string | undefined {
  const taken = waysOf(work.draft.result(), ingress).find(({ fault }) => fault?.why === 'claimed');
  return taken && `admission webhook "validate.nginx.ingress.kubernetes.io" denied the request: host "${taken.host}" and path "${taken.path}" is already defined in ingress ${taken.fault?.what ?? ''}`;
}

function refuse(code: number, reason: string, message: string): Verdict<never> {
  return { ok: false, code, reason, message };
}

function forbidden({ metadata }: KubeObject, why: string): string {
  return `pods "${metadata.name}" is forbidden: ${why}`;
}
