import { parseAllDocuments } from 'yaml';
import { admission, type NamespaceRules, type Verdict } from '../../src/core/platform/cluster/admission';
import { reader } from '../../src/core/platform/cluster/admission/decode';
import type { KubeObject } from '../../src/core/platform/cluster/object';
import { emptyCluster } from '../../src/core/platform/cluster/cluster';
import { Work } from '../../src/core/platform/cluster/work';
import { corpusFile, golden } from '../oracles/golden';
import { platformBook } from './analysis';

/** What a server says of an object: that it takes it, or its status. */
export type Said = 'admitted' | { readonly code: number; readonly reason: string; readonly message: string };

export interface TableSaid {
  readonly columns: readonly { readonly name: string; readonly type: string; readonly format: string; readonly priority: number }[];
  readonly rows: Readonly<Record<string, readonly (string | number | boolean | null)[]>>;
}

/** What a real API server says, by what it was asked. */
export interface ApiServer {
  readonly created: Readonly<Record<string, readonly string[]>>;
  readonly invalid: Readonly<Record<string, Said>>;
  readonly kept: Readonly<Record<string, KubeObject>>;
  readonly tables: Readonly<Record<string, TableSaid>>;
  readonly podSecurity: Readonly<Record<string, Said>>;
  readonly quotas: Readonly<Record<string, Said>> & { readonly used: unknown };
  readonly policies: Readonly<Record<string, { readonly verdict: Said; readonly warnings: readonly string[]; readonly typeChecking?: { readonly expressionWarnings?: readonly unknown[] } }>>;
  readonly admission: Readonly<Record<string, { readonly warned: readonly string[]; readonly verdict: Said | 'denied' }>>;
  readonly discovery: Readonly<Record<string, { readonly resource: string; readonly singularResource: string; readonly scope: string; readonly shortNames?: readonly string[]; readonly categories?: readonly string[]; readonly verbs: readonly string[]; readonly subresources: Readonly<Record<string, { readonly kind?: string; readonly verbs: readonly string[] }>> }>>;
  /** What it answers to each request of the corpus. */
  readonly answers: Readonly<Record<string, { readonly code: number } & Readonly<Record<string, unknown>>>>;
  readonly openApi: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const { cases, version } = golden<unknown>('kube-apiserver');
export const apiServer = cases as unknown as ApiServer;
export const apiVersion = version;

const read = reader(() => platformBook.description());

/** The objects of a file of the corpus, as a client sends them. */
export function apiCorpus(file: string): KubeObject[] {
  return parseAllDocuments(corpusFile('api', file), { version: '1.1' }).map(document => document.toJS() as KubeObject);
}

export const keyOf = ({ kind, metadata }: KubeObject): string => `${kind}/${metadata.name ?? ''}`;

/** Our own admission of an object, among others, in a namespace of the platform or in any other. */
export function ourVerdict(object: KubeObject, { rules, others = [] }: { readonly rules?: NamespaceRules; readonly others?: readonly KubeObject[] } = {}): Verdict {
  const admit = admission(() => [], read, () => rules);
  const work = new Work(emptyCluster(1), { images: undefined as never, vault: undefined as never, admit, decrypt: () => undefined, policies: () => [], flavour: () => 'openshift' });
  for (const other of others) work.put(placed(other));
  return admit(work, placed(object), object);
}

/** An object where the server is about to keep it. */
function placed(object: KubeObject): KubeObject {
  return { ...object, metadata: { namespace: 'invalid', ...object.metadata, uid: 'UID', resourceVersion: '1', creationTimestamp: 0 } };
}

/**
 * A verdict as a server of the version that the platform follows words it: since 1.34 values are told in JSON, where 1.33 writes them as Go does
 * (k8s.io/apimachinery, `field.Error`).
 */
export function inWordsOf133(said: Said): Said {
  if (said === 'admitted') return said;
  const goLabels = (json: string) => `map[string]string{${Object.entries(JSON.parse(json) as Record<string, string>).map(([key, value]) => `"${key}":"${value}"`).join(', ')}}`;
  const message = said.message
    .replace(/(labels: Invalid value: )(\{[^}]*\}|null)(: `selector`)/g, (_, before: string, json: string, after: string) => `${before}${json === 'null' ? 'map[string]string(nil)' : goLabels(json)}${after}`)
    .replace(/(spec\.selector: Invalid value: )\{\}/, '$1v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}')
    .replace(/Unsupported value: \{"Type":"(\w+)","RollingUpdate":null\}/, 'Unsupported value: apps.DeploymentStrategy{Type:"$1", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}')
    .replace(/(updateStrategy: Invalid value: )\{"Type":"(\w+)","RollingUpdate":null\}/, '$1apps.StatefulSetUpdateStrategy{Type:"$2", RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}')
    .replace(/Duplicate value: \{"Name":"","Protocol":"(\w+)","AppProtocol":null,"Port":(\d+),"TargetPort":0,"NodePort":0\}/, 'Duplicate value: core.ServicePort{Name:"", Protocol:"$1", AppProtocol:(*string)(nil), Port:$2, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}');
  return { ...said, message };
}

/** A verdict as the server says it. */
export function saidOf(verdict: Verdict): Said {
  return verdict.ok ? 'admitted' : { code: verdict.code, reason: verdict.reason, message: verdict.message };
}
