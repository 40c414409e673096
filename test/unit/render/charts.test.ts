import assert from 'node:assert/strict';
import { analyser } from '../../../src/core/analysis/analyse';
import { analyseRendered } from '../../../src/core/analysis/render/analyse';
import { previewOf } from '../../../src/core/analysis/render/preview';
import type { RenderThread } from '../../../src/node/render/render-thread';
import { auditOf, placesOf } from '../../support/charts';
import { realEngines } from '../../support/render';

const chart = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: demo\nversion: 0.1.0\n',
  'chart/values.yaml': 'image:\n  depot: docker.io/library/nginx\n  tag: "1.27.3"\nport: 8080\ncomptes:\n  - nom: un\n    port: 443\n  - nom: deux\n    port: 8443\n',
  'chart/values-dev.yaml': 'image: { tag: latest }\n',
  'chart/values-prod.yaml': 'port: 80\n',
  'chart/templates/_helpers.tpl': '{{- define "etiquettes" -}}\napp: {{ .Chart.Name }}\nenv: ici\n{{- end }}\n',
  'chart/templates/deploy.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {{- include "etiquettes" . | nindent 4 }}
spec:
  selector: { matchLabels: { app: demo } }
  template:
    metadata: { labels: { app: demo } }
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.depot }}:{{ .Values.image.tag }}"
          imagePullPolicy: Always
          ports:
            - containerPort: {{ .Values.port }}
            {{- range .Values.comptes }}
            - containerPort: {{ .port }}
            {{- end }}
`,
};

describe('an audit of charts', function () {
  let engines: RenderThread;
  before(() => (engines = realEngines()));
  after(() => engines.dispose());
  const audit = (files: Readonly<Record<string, string>>, ...rest: [environment?: 'dev' | 'prod']) => auditOf(engines, files, ...rest);

  it('says what is found at the value that makes it, of the environment that gives it', async () => {
    const found = await audit(chart);
    assert.deepEqual(found.unreadable, []);
    assert.deepEqual(placesOf('kubernetes/image-tag-pinned', found, chart), ['chart/values-dev.yaml:1 latest (dev)']);
    assert.deepEqual(placesOf('kubernetes/port-above-1024', found, chart), ['chart/values-prod.yaml:1 80 (prod)', 'chart/values.yaml:7 443']);
  });

  it('says at its value what the API server would refuse, and nothing of a name that whoever installs the chart completes', async () => {
    const named = { ...chart, 'chart/values-prod.yaml': 'port: 70000\n', 'chart/templates/c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "reglages-{{ .Values.suffixe }}" }\n' };
    const found = await audit(named, 'prod');
    assert.deepEqual(placesOf('kubernetes/schema', found, named), ['chart/values-prod.yaml:1 70000 (prod)']);
  });

  it('says it at the template when the template makes it, to the letter when it is written there', async () => {
    const found = await audit(chart);
    assert.deepEqual(placesOf('kubernetes/pull-policy', found, chart), ['chart/templates/deploy.yaml:14 Always']);
    assert.deepEqual(placesOf('kubernetes/probes-required', found, chart), ['chart/templates/deploy.yaml:12 {{ .Chart.Name }}']);
    assert.deepEqual(placesOf('kubernetes/labels-required', found, chart), ['chart/templates/_helpers.tpl:3 ici', 'chart/templates/deploy.yaml:5 labels', 'chart/templates/deploy.yaml:9 labels']);
  });

  it('sees in what is rendered what bears on the requirements, at the template and by environment', async () => {
    const facts = (await audit(chart)).facts ?? [];
    assert.deepEqual(facts.filter(({ id }) => id === 'pinned-images').map(({ environment, count, places }) => [environment, count, places[0]?.location.file]), [['prod', 1, 'chart/templates/deploy.yaml']]);
    assert.ok(facts.some(({ id }) => id === 'charts'));
  });

  it('renders one environment when it is asked for one, and the chart’s own values when it has none', async () => {
    const prod = await audit(chart, 'prod');
    assert.deepEqual(placesOf('kubernetes/image-tag-pinned', prod, chart), []);
    assert.deepEqual(new Set(prod.findings.map(({ environment }) => environment)), new Set(['prod']));
    const { 'chart/values-dev.yaml': _, 'chart/values-prod.yaml': __, ...plain } = chart;
    assert.deepEqual(placesOf('kubernetes/port-above-1024', await audit(plain), plain), ['chart/values.yaml:7 443']);
  });

  it('parses no template and no vendored chart as a manifest, and leaves crds and the rest of the repository as they are', async () => {
    const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [{ name: a, image: "a:latest" }] }\n`;
    const files = { ...chart, 'chart/templates/fixe.yaml': pod('fixe'), 'chart/charts/autre/Chart.yaml': 'apiVersion: v2\nname: autre\nversion: 0.1.0\n', 'chart/charts/autre/templates/p.yaml': pod('autre'), 'k8s/seul.yaml': pod('seul') };
    const found = await audit(files, 'prod');
    assert.deepEqual(placesOf('kubernetes/image-tag-pinned', found, files), ['chart/charts/autre/templates/p.yaml:4 "a:latest" (prod)', 'chart/templates/fixe.yaml:4 "a:latest" (prod)', 'k8s/seul.yaml:4 "a:latest"']);
    assert.deepEqual(found.resources.map(({ resource }) => resource.name).sort(), ['autre', 'demo', 'fixe', 'seul']);
  });

  it('obeys a comment that passes a finding over, in the template or beside the value', async () => {
    const files = { ...chart, 'chart/values-dev.yaml': '# cpin-ignore kubernetes/image-tag-pinned: essai du soir\nimage: { tag: latest }\n' };
    const found = await audit(files);
    assert.deepEqual(placesOf('kubernetes/image-tag-pinned', found, files), []);
    assert.deepEqual(found.ignored?.map(({ reason }) => reason), ['essai du soir']);
  });

  it('tells a yes or a no from the others, which decide of something else', async () => {
    const deploy = chart['chart/templates/deploy.yaml'].replace('imagePullPolicy: Always', 'securityContext: {{- toYaml .Values.contexte | nindent 12 }}');
    const files = { ...chart, 'chart/values-prod.yaml': 'actif: false\nfiches: false\ncontexte:\n  allowPrivilegeEscalation: false\n', 'chart/templates/deploy.yaml': `{{- if not .Values.actif }}\n${deploy}{{- end }}\n` };
    assert.deepEqual(placesOf('kubernetes/no-imposed-security-context', await audit(files, 'prod'), files), ['chart/values-prod.yaml:4 false (prod)']);
  });

  it('offers fixes of what somebody wrote alone', async () => {
    const written = (await audit(chart)).findings.flatMap(({ fix }) => fix?.edits ?? []);
    assert.ok(written.length > 0);
    assert.deepEqual(written.filter(({ file }) => !(file in chart)), []);
  });

  it('renders nothing of a file that is told to be a part of something else', async () => {
    const alone = await analyseRendered([{ file: 'kustomization.yaml', text: 'resources: [absent.yaml]\n', part: true }], { analyse: analyser([]), render: engines });
    assert.deepEqual(alone, { findings: [], unreadable: [], resources: [] });
  });

  it('shows what is rendered with its sources, or why it is not', async () => {
    const given = Object.entries(chart).map(([file, text]) => ({ file, text }));
    assert.match(await previewOf(given, 'chart/Chart.yaml', 'dev', engines), /^---\n# chart\/templates\/deploy\.yaml\napiVersion: apps\/v1\n[^]*image: "docker\.io\/library\/nginx:latest"\n/);
    assert.match(await previewOf([...given, { file: 'chart/templates/faux.yaml', text: '{{ fail "non" }}' }], 'chart/Chart.yaml', 'dev', engines), /^# chart\/templates\/faux\.yaml:1 Helm ne peut pas rendre ce modèle : « non »/);
  });

  it('renders a local dependency from its place in the repository', async () => {
    const files = {
      'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies: [{ name: commun, version: 0.1.0, repository: "file://../commun" }]\n',
      'app/templates/a.yaml': '{{ include "commun.pod" . }}\n',
      'commun/Chart.yaml': 'apiVersion: v2\nname: commun\nversion: 0.1.0\ntype: library\n',
      'commun/templates/_pod.tpl': '{{ define "commun.pod" }}\napiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: a, image: "a:latest" }] }\n{{ end }}\n',
    };
    const found = await audit(files);
    assert.deepEqual(found.unreadable, []);
    assert.deepEqual(placesOf('kubernetes/image-tag-pinned', found, files), ['commun/templates/_pod.tpl:5 "a:latest"']);
  });
});
