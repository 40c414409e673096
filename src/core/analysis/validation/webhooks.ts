import { duplicate, forbidden, invalid, required, unsupported, type Reason, type Report } from './fault';
import { dnsLabel, labelSelector, portNumber, subdomain, wellFormed } from './formats';
import type { Manifest, Selector } from './shapes';

interface Rule { readonly operations?: readonly string[]; readonly apiGroups?: readonly string[]; readonly apiVersions?: readonly string[]; readonly resources?: readonly string[]; readonly scope?: string }
interface Webhook {
  readonly name?: string;
  readonly rules?: readonly Rule[];
  readonly failurePolicy?: string;
  readonly matchPolicy?: string;
  readonly sideEffects?: string;
  readonly reinvocationPolicy?: string;
  readonly timeoutSeconds?: number;
  readonly namespaceSelector?: Selector;
  readonly objectSelector?: Selector;
  readonly admissionReviewVersions?: readonly string[];
  readonly clientConfig?: { readonly url?: string; readonly service?: { readonly name?: string; readonly namespace?: string; readonly path?: string; readonly port?: number } };
}

const form = '; desired format: https://host[/path]';
const reasons = {
  parts: { server: 'should be a domain with at least three segments separated by dots', advice: 'un nom d’au moins trois parties séparées par des points, comme `controle.guichet.exemple.fr`' },
  timeout: { server: 'the timeout value must be between 1 and 30 seconds', advice: 'de 1 à 30 secondes' },
  client: { server: 'exactly one of url or service is required', advice: 'donnez `service`, ou `url`, mais pas les deux' },
  https: { server: `'https' is the only allowed URL scheme${form}`, advice: 'une adresse en `https://`' },
  bare: { server: '', advice: 'une adresse sans identifiants, sans paramètres et sans ancre' },
  slash: { server: "must start with a '/'", advice: 'un chemin commence par une barre oblique' },
  effects: { server: 'must specify one of None, NoneOnDryRun', advice: '`None`, ou `NoneOnDryRun`' },
  versions: { server: 'must specify one of v1, v1beta1', advice: 'citez `v1`' },
  version: { server: 'must include at least one of v1, v1beta1', advice: 'citez `v1` : c’est la version que le serveur envoie' },
  again: { server: 'duplicate version', advice: 'citez chaque version une fois' },
  any: (what: string): Reason => ({ server: `if '*' is present, must not specify other ${what}`, advice: '`*` vaut pour tout : gardez-le seul, ou retirez-le' }),
} as const;

/** What is wrong with the webhooks that the API server asks (k8s.io/kubernetes, `ValidateValidatingWebhookConfiguration` and its twin). */
export function webhooks({ webhooks: given = [] }: Manifest & { readonly webhooks?: readonly Webhook[] }, report: Report): void {
  const names = new Set<string>();
  given.forEach((one, index) => {
    const path = `webhooks[${index}]`;
    webhook(one, path, report);
    versions(one.admissionReviewVersions ?? [], `${path}.admissionReviewVersions`, report);
    if (one.name && names.has(one.name)) report(`${path}.name`, duplicate(one.name));
    if (one.name) names.add(one.name);
  });
}

function webhook({ name, rules = [], failurePolicy, matchPolicy, sideEffects, reinvocationPolicy, timeoutSeconds: seconds = 10, namespaceSelector, objectSelector, clientConfig = {} }: Webhook, path: string, report: Report): void {
  if (!name) report(`${path}.name`, required());
  else if (subdomain(name).length > 0) wellFormed(name, subdomain, `${path}.name`, report);
  else if (name.split('.').length < 3) report(`${path}.name`, invalid(name, reasons.parts));
  rules.forEach((rule, index) => scope(rule, `${path}.rules[${index}]`, report));
  const admitted = { failurePolicy: [failurePolicy, 'Fail', 'Ignore'], matchPolicy: [matchPolicy, 'Equivalent', 'Exact'], sideEffects: [sideEffects, 'None', 'NoneOnDryRun'], reinvocationPolicy: [reinvocationPolicy, 'IfNeeded', 'Never'] };
  for (const [field, [value, ...values]] of Object.entries(admitted)) if (value !== undefined && !values.includes(value)) report(`${path}.${field}`, unsupported(value, values.filter(one => one !== undefined)));
  if (sideEffects === undefined) report(`${path}.sideEffects`, required(reasons.effects));
  if (seconds < 1 || seconds > 30) report(`${path}.timeoutSeconds`, invalid(seconds, reasons.timeout));
  labelSelector(namespaceSelector, `${path}.namespaceSelector`, report);
  labelSelector(objectSelector, `${path}.objectSelector`, report);
  client(clientConfig, `${path}.clientConfig`, report);
}

function client({ url, service }: NonNullable<Webhook['clientConfig']>, path: string, report: Report): void {
  if ((url === undefined) === (service === undefined)) return report(path, required(reasons.client));
  if (url !== undefined) {
    if (!/^https:\/\/[^/]/.test(url)) report(`${path}.url`, invalid(url, reasons.https));
    else if (/^https:\/\/[^/]*@|[?#]/.test(url)) report(`${path}.url`, invalid(url, reasons.bare));
    return;
  }
  for (const field of ['name', 'namespace'] as const) if (!service?.[field]) report(`${path}.service.${field}`, required());
  portNumber(service?.port ?? 443, `${path}.service.port`, report);
  if (service?.path && !service.path.startsWith('/')) report(`${path}.service.path`, invalid(service.path, reasons.slash));
}

function scope(rule: Rule, path: string, report: Report): void {
  const wild = { operations: 'operations', apiGroups: 'API groups', apiVersions: 'API versions' } as const;
  for (const field of ['operations', 'apiGroups', 'apiVersions', 'resources'] as const) {
    const values = rule[field] ?? [];
    if (values.length === 0) report(`${path}.${field}`, required());
    if (field !== 'resources' && values.length > 1 && values.includes('*')) report(`${path}.${field}`, forbidden(reasons.any(wild[field])));
    if (field === 'apiVersions' || field === 'resources') values.forEach((value, index) => value === '' && report(`${path}.${field}[${index}]`, required()));
  }
  const known = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
  rule.operations?.forEach((one, index) => !known.includes(one) && report(`${path}.operations[${index}]`, unsupported(one, known)));
  if (rule.scope !== undefined && !['*', 'Cluster', 'Namespaced'].includes(rule.scope)) report(`${path}.scope`, unsupported(rule.scope, ['*', 'Cluster', 'Namespaced']));
}

function versions(given: readonly string[], path: string, report: Report): void {
  if (given.length === 0) return report(path, required(reasons.versions));
  given.forEach((one, index) => (given.indexOf(one) < index ? report(`${path}[${index}]`, invalid(one, reasons.again)) : wellFormed(one, dnsLabel, `${path}[${index}]`, report)));
  if (!given.some(one => one === 'v1' || one === 'v1beta1')) report(path, forbidden(reasons.version));
}
