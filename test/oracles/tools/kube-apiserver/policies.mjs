// The policies `cpin rules export` writes, applied to a real server: whether it takes them, what its type checker says, and which objects each refuses.
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { removeFolder, root, runFolder } from '../../../host/support/paths.mjs';
import { create, namespace, verdictOf } from './documents.mjs';

const group = '/apis/admissionregistration.k8s.io/v1';

/** Applies the policies of development, which warn, then those of production, which refuse, and has `judge` ask about every object under each. */
export async function exportedPolicies(asked, judge) {
  const { admissionCases, exported } = await ours();
  const place = await namespace(asked, 'policies', { 'app.kubernetes.io/managed-by': 'dso-console' });
  const objects = [...admissionCases()];
  const policies = await applied(asked, exported('dev'));
  await inForce(asked, place, 'dev');
  const warned = await judge(asked, place, objects);
  await applied(asked, exported('prod'));
  await inForce(asked, place, 'prod');
  const refused = await judge(asked, place, objects);
  return { policies, admission: Object.fromEntries(objects.map(([key]) => [key, { warned: warned[key].warnings.flatMap(policyIn).sort(), verdict: denied(refused[key].verdict) }])) };
}

export async function admissionVerdicts(asked, place, objects) {
  const said = {};
  for (const [key, object] of objects) {
    const answer = await create(asked, place, object);
    said[key] = { verdict: verdictOf(answer), warnings: answer.warnings };
  }
  return said;
}

/** The policy that a warning speaks of, which is all of it that differs; other warnings are kept. */
function policyIn(text) {
  const [, name] = /^Validation failed for ValidatingAdmissionPolicy '([^']+)' with binding/.exec(text) ?? [];
  return name === 'oracle' ? [] : [name ?? text];
}

/** Of several policies that refuse, the server names one, not always the same. An expression that fails is told otherwise, and kept. */
const denied = verdict => (/ValidatingAdmissionPolicy '.*' denied request: (?!expression)/.test(verdict.message) ? 'denied' : verdict);

/** Our own module, as the tests load it. */
async function ours() {
  const folder = runFolder('oracle');
  const outfile = path.join(folder, 'admission.cjs');
  await build({ entryPoints: [path.join(root, 'test/oracles/admission.ts')], bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], outfile });
  const loaded = createRequire(import.meta.url)(outfile);
  removeFolder(folder);
  return loaded;
}

/** What the server says of each policy and binding: its verdict, and for a policy what its expressions' types are found to be. */
async function applied({ client }, text) {
  const said = {};
  for (const document of parseAllDocuments(text).map(one => one.toJS()).filter(Boolean)) {
    const at = `${group}/${document.kind === 'ValidatingAdmissionPolicy' ? 'validatingadmissionpolicies' : 'validatingadmissionpolicybindings'}/${document.metadata.name}`;
    const answer = await client.ask('PATCH', `${at}?fieldManager=oracle&force=true&fieldValidation=Strict`, { body: document, type: 'application/apply-patch+yaml' });
    said[`${document.kind}/${document.metadata.name}`] = { verdict: verdictOf(answer), warnings: answer.warnings };
    if (document.kind !== 'ValidatingAdmissionPolicy') continue;
    const { status } = await client.until(at, ({ status: now, metadata }) => now?.observedGeneration === metadata.generation);
    said[`${document.kind}/${document.metadata.name}`].typeChecking = status.typeChecking ?? {};
  }
  return said;
}

/** A policy of the oracle's own, applied last, that refuses one object by a new name each time: once it does, those before it are in force. */
async function inForce(asked, place, name) {
  const { client } = asked;
  const rules = [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }];
  const apply = (plural, kind, spec) => client.ask('PATCH', `${group}/${plural}/oracle?fieldManager=oracle&force=true`, { type: 'application/apply-patch+yaml', body: { apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'oracle' }, spec } });
  await apply('validatingadmissionpolicies', 'ValidatingAdmissionPolicy', { matchConstraints: { resourceRules: rules }, validations: [{ expression: `object.metadata.name != 'oracle-${name}'` }] });
  await apply('validatingadmissionpolicybindings', 'ValidatingAdmissionPolicyBinding', { policyName: 'oracle', validationActions: ['Deny'], matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': place } } } });
  const resource = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `oracle-${name}` } };
  while ((await create(asked, place, resource)).status < 300);
}
