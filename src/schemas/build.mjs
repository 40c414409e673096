// Takes the descriptions of the kinds users meet out of the projects that publish them: `node src/schemas/build.mjs [--check]`; needs Go, as the client of its module proxy.
// Kubernetes' own OpenAPI v3 description, and the CustomResourceDefinitions of other projects. The same versions give the same bytes.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { parse } from 'yaml';
import { enumsIn } from './enums.mjs';

const artifact = path.join(path.dirname(fileURLToPath(import.meta.url)), 'artifacts', 'descriptions.json.br');
const kubernetes = { module: 'k8s.io/kubernetes', version: 'v1.34.4' };
/** Projects whose definitions are taken, all under the Apache License 2.0, and the files that hold them. */
const projects = [
  { module: 'github.com/argoproj/argo-cd/v3', version: 'v3.1.9', files: ['manifests/crds/application-crd.yaml'] },
  { module: 'github.com/argoproj/argo-rollouts', version: 'v1.8.3', files: ['manifests/crds/rollout-crd.yaml'] },
  { module: 'github.com/cert-manager/cert-manager', version: 'v1.19.1', files: ['deploy/crds/cert-manager.io_certificates.yaml'] },
  { module: 'github.com/kyverno/kyverno', version: 'v1.15.2', files: ['config/crds/kyverno/kyverno.io_policies.yaml', 'config/crds/kyverno/kyverno.io_clusterpolicies.yaml'] },
  { module: 'github.com/prometheus-operator/prometheus-operator', version: 'v0.85.0', files: ['servicemonitors', 'podmonitors', 'prometheusrules'].map(name => `example/prometheus-operator-crd/monitoring.coreos.com_${name}.yaml`) },
];

/** What only programs send, and lists, which a server can make from their items. */
const left = /^(Binding|Eviction|Scale|Status|TokenRequest|ComponentStatus|ControllerRevision|\w+Review)$/;
/** Groups whose kinds a project's namespace never holds. */
const leftGroups = /^(flowcontrol|internal)\.apiserver\.k8s\.io$|^(resource|events|authentication|authorization|apiregistration|storagemigration|certificates)\.k8s\.io$/;

function download({ module, version }) {
  return JSON.parse(execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], { cwd: os.tmpdir(), encoding: 'utf8' })).Dir;
}

/** Every kind the API server knows, with its definition when it is kept, and null when only its existence is. */
function fromKubernetes() {
  const folder = download(kubernetes);
  const published = path.join(folder, 'api', 'openapi-spec', 'v3');
  const all = {};
  const kinds = {};
  for (const file of readdirSync(published).filter(name => /__v\d\w*_openapi\.json$/.test(name)).sort()) {
    const { components } = JSON.parse(readFileSync(path.join(published, file), 'utf8'));
    Object.assign(all, components.schemas);
  }
  enumsIn(readFileSync(path.join(folder, 'pkg', 'generated', 'openapi', 'zz_generated.openapi.go'), 'utf8'), all);
  for (const [name, schema] of Object.entries(all)) {
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
      if (/(List|Options|WatchEvent)$/.test(kind)) continue;
      const kept = !left.test(kind) && !leftGroups.test(group) && /^v\d+$/.test(version);
      kinds[`${group === '' ? '' : `${group}/`}${version}/${kind}`] = kept ? name : null;
    }
  }
  return { kinds, definitions: reachable(all, Object.values(kinds).filter(name => name !== null)) };
}

/** The definitions that those named lead to. */
function reachable(all, names) {
  const found = {};
  const visit = name => {
    if (found[name]) return;
    found[name] = all[name];
    for (const [, other] of JSON.stringify(all[name]).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) visit(other);
  };
  names.forEach(visit);
  return found;
}

function fromProject({ files, ...module }) {
  const folder = download(module);
  return files.flatMap(file => {
    const { spec } = parse(readFileSync(path.join(folder, file), 'utf8'));
    return spec.versions.map(({ name, schema: { openAPIV3Schema } }) => ({ key: `${spec.group}/${name}/${spec.names.kind}`, schema: /^v\d+(alpha1)?$/.test(name) ? trimmed(openAPIV3Schema) : null }));
  });
}

/** What controllers write is no manifest's; pods are described by Kubernetes itself. */
function trimmed({ description, properties: { status: _status, operation: _operation, ...properties }, required }) {
  const spec = properties.spec;
  if (spec?.properties?.template?.properties?.spec?.properties?.containers) spec.properties.template = { description: spec.properties.template.description, $ref: '#/components/schemas/io.k8s.api.core.v1.PodTemplateSpec' };
  return { description, type: 'object', properties, ...(required ? { required } : {}) };
}

const sorted = map => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
const { kinds, definitions } = fromKubernetes();
for (const { key, schema } of projects.flatMap(fromProject)) {
  const { description: _description, ...said } = schema ?? {};
  // `ClusterPolicy` is a `Policy` for the whole cluster: two kinds that differ by their text alone share it.
  const same = Object.keys(definitions).find(name => isDeepStrictEqual({ ...definitions[name], description: undefined }, { ...said, description: undefined }));
  kinds[key] = schema === null ? null : (same ?? key);
  if (schema !== null && !same) definitions[key] = schema;
}
const sources = [kubernetes, ...projects].map(({ module, version }) => ({ module, version }));
const bytes = Buffer.from(JSON.stringify({ sources, kinds: sorted(kinds), definitions: sorted(definitions) }));
const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
if (!process.argv.includes('--check')) {
  writeFileSync(artifact, packed);
  console.log(`descriptions: ${Object.keys(kinds).length} kinds, ${Object.keys(definitions).length} definitions, ${bytes.length} bytes, ${packed.length} compressed`);
} else if (packed.equals(readFileSync(artifact))) console.log('descriptions: the same as committed');
else {
  console.error('descriptions: not what is committed: run node src/schemas/build.mjs and commit the result');
  process.exitCode = 1;
}
