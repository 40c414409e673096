import { analyser } from '../../../analysis/analyse';
import type { RuleCard } from '../../../analysis/card';
import { plainLines } from '../../../analysis/yaml/write';
import type { KubeObject, PodSpec } from '../object';
import { withoutToken } from './account';

/** What one policy finds in an object. */
export interface PolicyFinding {
  readonly policy: string;
  readonly action: { readonly dev: string; readonly prod: string };
  readonly severity: 'low' | 'medium' | 'high';
  readonly message: string;
}

/** The policies of the platform, asked about one object. */
export type PolicyEngine = (object: KubeObject) => readonly PolicyFinding[];

/** What each policy says when it refuses: our own words for what the published ones mean (sheet 02 §2 and §3). */
const texts: Readonly<Record<string, { readonly severity: PolicyFinding['severity']; readonly message: string }>> = {
  'check-labels': { severity: 'low', message: 'The labels `app`, `env` and `tier` are required.' },
  'cm-no-credentials': { severity: 'medium', message: 'ConfigMaps must not hold credentials (password, passwd, secret_key).' },
  'disallow-latest': { severity: 'medium', message: 'An image tag is required, and `latest` is not allowed.' },
  'disallow-hostpath': { severity: 'high', message: 'HostPath volumes are forbidden. The field spec.volumes[*].hostPath must be unset.' },
  'limit-size-pvc': { severity: 'low', message: 'The size of a PersistentVolumeClaim must be below 1Ti.' },
  'need-containers-ressources': { severity: 'medium', message: 'CPU and memory resource requests and limits are required.' },
  'need-liveness-readiness': { severity: 'medium', message: 'Liveness, readiness, or startup probes are required for all containers.' },
  'restrict-image-registry': { severity: 'medium', message: 'Unknown image registry.' },
  'restrict-nodeport': { severity: 'medium', message: 'Services of type NodePort are not allowed.' },
};

/** Makes the policies from the cards of the rules that name one: the same reading as in the editor. An object read before is not read again. */
export function policyEngine(cards: readonly RuleCard[]): PolicyEngine {
  const known = cards.filter(card => card.kyverno && texts[card.kyverno.name] && card.kyverno.dev !== 'mutate');
  const analyse = analyser(known);
  const byRule = new Map(known.map(card => [card.id, card]));
  const memory = new Map<string, readonly PolicyFinding[]>();
  // An object whose status alone changes keeps what policies read of it: it is not even written again.
  const seen = new WeakMap<object, { readonly labels: unknown; readonly findings: readonly PolicyFinding[] }>();
  return object => {
    const body = (object['spec'] ?? object['data']) as object | undefined;
    const last = body && seen.get(body);
    if (last && last.labels === object.metadata.labels) return last.findings;
    const findings = read(object);
    if (body) seen.set(body, { labels: object.metadata.labels, findings });
    return findings;
  };

  function read(object: KubeObject): readonly PolicyFinding[] {
    const shown = { apiVersion: object.apiVersion, kind: object.kind, metadata: { name: 'objet', labels: object.metadata.labels ?? {} }, ...bodyOf(object) };
    const key = JSON.stringify(shown);
    const remembered = memory.get(key);
    if (remembered) return remembered;
    const text = plainLines(shown).map(line => `${line}\n`).join('');
    const found = new Map<string, PolicyFinding>();
    for (const { rule, severity } of analyse([{ file: 'objet.yaml', text }]).findings) {
      const policy = byRule.get(rule)?.kyverno;
      const words = policy && texts[policy.name];
      // What a rule of ours mentions beyond the published policy refuses nothing.
      if (!policy || !words || severity !== 'error') continue;
      found.set(policy.name, { policy: policy.name, action: { dev: policy.dev, prod: policy.prod }, ...words });
    }
    const findings = [...found.values()].sort((a, b) => (a.policy < b.policy ? -1 : 1));
    if (memory.size > 2_000) memory.clear();
    memory.set(key, findings);
    return findings;
  }
}

/** What policies read of an object. The node a pod is bound to and the volume of its token are none of it: the pods of a workload are read once. */
function bodyOf({ apiVersion: _, kind, metadata: _m, status: _s, ...body }: KubeObject): object {
  if (kind !== 'Pod') return body;
  const { nodeName: _n, ...spec } = withoutToken(body['spec'] as PodSpec);
  return { ...body, spec };
}

/** Why Kyverno's webhook refuses an object; undefined where policies only note. */
export function policyRefusal(engine: PolicyEngine, object: KubeObject, production: boolean): string | undefined {
  if (!['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'Job', 'CronJob', 'Service', 'ConfigMap', 'PersistentVolumeClaim'].includes(object.kind)) return undefined;
  const blocking = engine(object).filter(({ action }) => action[production ? 'prod' : 'dev'] === 'enforce');
  if (blocking.length === 0) return undefined;
  const list = blocking.map(({ policy, message }) => `${policy}:\n  ${ruleOf(policy, object)}: 'validation error: ${message}'`).join('\n');
  return `admission webhook "validate.kyverno.svc-fail" denied the request: \n\nresource ${object.kind}/${object.metadata.namespace}/${object.metadata.name} was blocked due to the following policies \n\n${list}\n`;
}

/** Kyverno makes the rule of a workload out of the one of its pods. */
function ruleOf(policy: string, { kind }: KubeObject): string {
  return ['Pod', 'Service', 'ConfigMap', 'PersistentVolumeClaim'].includes(kind) ? policy : `autogen-${policy}`;
}

const workloads = ['Pod', 'Deployment', 'StatefulSet', 'Job', 'CronJob'];

/** The kinds each policy reads (sheet 02 §3). */
const subjects: Readonly<Record<string, readonly string[]>> = {
  'check-labels': workloads, 'disallow-latest': workloads, 'disallow-hostpath': workloads, 'need-containers-ressources': workloads, 'restrict-image-registry': workloads,
  'need-liveness-readiness': ['Pod', 'Deployment', 'StatefulSet'], 'cm-no-credentials': ['ConfigMap'], 'limit-size-pvc': ['PersistentVolumeClaim', 'StatefulSet'], 'restrict-nodeport': ['Service'],
};

/** What one policy says of an object. */
export interface PolicyResult {
  readonly policy: string;
  readonly rule: string;
  readonly failed: boolean;
  readonly severity: PolicyFinding['severity'];
  readonly message: string;
}

/** What each policy that reads an object says of it, whether it refuses or only notes. */
export function policyResults(engine: PolicyEngine, object: KubeObject): PolicyResult[] {
  const failed = new Set(engine(object).map(({ policy }) => policy));
  return Object.entries(texts).filter(([policy]) => subjects[policy]?.includes(object.kind)).map(([policy, { severity, message }]) => ({ policy, rule: ruleOf(policy, object), failed: failed.has(policy), severity, message }));
}
