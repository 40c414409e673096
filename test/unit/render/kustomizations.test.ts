import assert from 'node:assert/strict';
import type { RenderThread } from '../../../src/node/render/render-thread';
import { auditOf, placesOf } from '../../support/charts';
import { realEngines } from '../../support/render';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: cote
          image: registry.exemple.test/cote:1.0.0
        - name: web
          image: web:1.0.0
          imagePullPolicy: Always
`;
const repository = {
  'k/base/kustomization.yaml': 'resources: [deploiement.yaml, service.yaml]\nconfigMapGenerator: [{ name: conf, envs: [conf.env], literals: [MODE=nuit] }]\n',
  'k/base/deploiement.yaml': deployment,
  'k/base/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: NodePort, ports: [{ port: 80 }] }\n',
  'k/base/conf.env': '# accès\nPASSWORD=changeme\n',
  'k/overlays/dev/kustomization.yaml': 'resources: [../../base]\nnamePrefix: dev-\nimages:\n  - name: web\n    newTag: latest\n',
  'k/overlays/prod/kustomization.yaml': 'resources: [../../base]\ncomponents: [../../composants/ports]\npatches:\n  - path: avant.yaml\n  - target: { kind: Service }\n    patch: |-\n      - op: add\n        path: /spec/sessionAffinity\n        value: ClientIP\n',
  'k/overlays/prod/avant.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: avant, image: avant:latest }] } } }\n',
  'k/composants/ports/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: ports.yaml }]\n',
  'k/composants/ports/ports.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: web, ports: [{ containerPort: 443 }] }] } } }\n',
};

describe('an audit of overlays', function () {
  let engines: RenderThread;
  before(() => (engines = realEngines()));
  after(() => engines.dispose());
  const audit = (files: Readonly<Record<string, string>>, ...rest: [environment?: 'dev' | 'prod']) => auditOf(engines, files, ...rest);

  it('says what is found at the resource, the patch, the component or the kustomization that set it', async () => {
    const found = await audit(repository);
    assert.deepEqual(found.unreadable, []);
    assert.deepEqual(placesOf('kubernetes/image-tag-pinned', found, repository), ['k/overlays/dev/kustomization.yaml:5 latest (dev)', 'k/overlays/prod/avant.yaml:4 avant:latest (prod)']);
    assert.deepEqual(placesOf('kubernetes/port-above-1024', found, repository), ['k/composants/ports/ports.yaml:4 443 (prod)']);
    assert.deepEqual(placesOf('kubernetes/no-session-affinity', found, repository), ['k/overlays/prod/kustomization.yaml:9 ClientIP (prod)']);
    assert.deepEqual(placesOf('kubernetes/pull-policy', found, repository), ['k/base/deploiement.yaml:12 Always', 'k/overlays/prod/avant.yaml:4 avant:latest (prod)'], 'found in both, said once');
  });

  it('says what a generator makes at its line, and audits a base in its overlays alone', async () => {
    const found = await audit(repository, 'dev');
    assert.deepEqual(placesOf('kubernetes/cm-no-credentials', found, repository), ['k/base/conf.env:2 changeme (dev)']);
    assert.deepEqual(found.resources.map(({ resource: { kind, name } }) => `${kind} ${name.replace(/-[a-z0-9]{10}$/, '')}`).sort(), ['ConfigMap dev-conf', 'Deployment dev-web', 'Service dev-web']);
    assert.ok(found.findings.every(({ location }) => !location.file.includes('avant') && !location.file.includes('ports.yaml')), 'patches of another environment are no manifests');
  });

  it('downloads nothing, launches nothing, leaves no repository, and audits the resources it can read as they are', async () => {
    const refused = async (kustomization: string) => {
      const files = { 'infra/kustomization.yaml': kustomization, 'infra/service.yaml': repository['k/base/service.yaml'] };
      const found = await audit(files);
      assert.equal(placesOf('kubernetes/no-nodeport', found, files).length, 1);
      return found.unreadable.map(({ file, reason, range }) => `${file}:${(range?.start.line ?? -1) + 1} ${reason}`);
    };
    for (const address of ['https://github.com/exemple/depot//base?ref=v1', 'github.com/exemple/depot', 'git@forge.exemple.test:equipe/depot.git', 'http://exemple.test/a.yaml', '../depot?ref=main', 'git::https://exemple.test/depot']) {
      const [only, ...others] = await refused(`resources:\n  - service.yaml\n  - ${address}\n`);
      assert.match(only ?? '', /^infra\/kustomization\.yaml:3 « .* » est une adresse distante : rien n’est téléchargé/, address);
      assert.deepEqual(others, []);
    }
    assert.match((await refused('resources: [service.yaml, ../../ailleurs]\n'))[0] ?? '', /:1 « \.\.\/\.\.\/ailleurs » mène hors du dépôt/);
    assert.match((await refused('helmCharts:\n  - name: redis\n    repo: https://exemple.test\n'))[0] ?? '', /:2 Kustomize lancerait Helm/);
  });

  it('says at its place what Kustomize refuses', async () => {
    const said = async (files: Readonly<Record<string, string>>) => (await audit(files)).unreadable.map(({ file, reason, range }) => `${file}:${(range?.start.line ?? -1) + 1} ${reason}`);
    const base = { 'a/r.yaml': repository['k/base/service.yaml'] };
    assert.match((await said({ ...base, 'a/kustomization.yaml': 'resources:\n  - r.yaml\n  - absent.yaml\n' }))[0] ?? '', /^a\/kustomization\.yaml:3 Cet overlay demande « a\/absent\.yaml », qui n’est pas dans le dépôt/);
    assert.match((await said({ ...base, 'a/kustomization.yaml': 'resources:\n  - r.yaml\npatches:\n  - path: secrets.yaml\n' }))[0] ?? '', /^a\/kustomization\.yaml:4 Cet overlay demande « a\/secrets\.yaml »/);
    assert.match((await said({ ...base, 'a/kustomization.yaml': 'resources:\n  - r.yaml\npatches:\n  - patch: bonjour\n' }))[0] ?? '', /Kustomize ne peut pas construire cet overlay : « (?!.*with config).{30,}/);
    assert.match((await said({ ...base, 'a/kustomization.yaml': 'resources:\n  - r.yaml\npatches:\n  - path: p.yaml\n', 'a/p.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: inconnu }\n' }))[0] ?? '', /^a\/kustomization\.yaml:\d+ Kustomize .*inconnu/);
    assert.match((await said({ ...base, 'a/kustomization.yaml': 'resources: [r.yaml\n' }))[0] ?? '', /^a\/kustomization\.yaml:\d+ Ce fichier YAML ne se lit pas entièrement/);
    const [circle, ...others] = await said({ 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a]\n' });
    assert.match(circle ?? '', /Ces kustomizations se citent en cercle/);
    assert.deepEqual(others, []);
  });
});
