import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/analysis/text';
import type { AnalysisResult } from '../../../src/core/analysis/finding';
import type { RenderThread } from '../../../src/node/render/render-thread';
import { auditOf } from '../../support/charts';
import { realEngines } from '../../support/render';

type Files = Readonly<Record<string, string>>;

const chart = {
  'c/Chart.yaml': 'apiVersion: v2\nname: demo\nversion: 0.1.0\n',
  'c/values.yaml': '# Réglages\nweb:\n  politique: Always # à chaque fois\nautre: 3\n',
  'c/values-dev.yaml': 'autre: 1\n',
  'c/values-prod.yaml': 'autre: 2\n',
  'c/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: {{ .Values.autre }}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.exemple.test/web:1.0.0
          imagePullPolicy: {{ .Values.web.politique }}
          ports:
            - containerPort: 8080
          securityContext:
            runAsUser: 1000 # celui de l’image
            readOnlyRootFilesystem: true
`,
};

describe('fixes of what is rendered', function () {
  let engines: RenderThread;
  before(() => (engines = realEngines()));
  after(() => engines.dispose());

  /** The files once the first fix of a rule is applied alone, which is audited again: that finding is no more, and no rule finds more than it did. */
  async function mended(files: Files, rule: string): Promise<Files> {
    const before = await auditOf(engines, files);
    const fix = before.findings.find(finding => finding.rule === rule && finding.fix)?.fix;
    assert.ok(fix, `no fix of ${rule}`);
    const changed = { ...files, ...Object.fromEntries([...new Set(fix.edits.map(({ file }) => file))].map(file => [file, applyEdits(files[file] ?? '', fix.edits.filter(edit => edit.file === file))])) };
    const after = await auditOf(engines, changed);
    const count = ({ findings }: AnalysisResult, one: string) => findings.filter(finding => finding.rule === one).length;
    assert.deepEqual(after.unreadable, before.unreadable);
    assert.ok(count(after, rule) < count(before, rule));
    for (const one of new Set(after.findings.map(finding => finding.rule))) assert.ok(count(after, one) <= count(before, one), `${one} newly fails`);
    return changed;
  }

  it('write the value that makes it, comments and the rest left as they are', async () => {
    const after = await mended(chart, 'kubernetes/pull-policy');
    assert.deepEqual(after, { ...chart, 'c/values.yaml': '# Réglages\nweb:\n  politique: IfNotPresent # à chaque fois\nautre: 3\n' });
  });

  it('write the template where the text is its own', async () => {
    const after = await mended(chart, 'kubernetes/no-imposed-security-context');
    assert.doesNotMatch(after['c/templates/web.yaml'] ?? '', /runAsUser/);
    assert.match(after['c/templates/web.yaml'] ?? '', /readOnlyRootFilesystem: true\n$/);
    assert.match((await mended(chart, 'kubernetes/resources-required'))['c/templates/web.yaml'] ?? '', /\n {12}requests:\n/);
  });

  it('are not offered when the value is used elsewhere, in an object that is right as it is', async () => {
    const files = { ...chart, 'c/templates/z.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: z }\ndata: { politique: "{{ .Values.web.politique }}" }\n' };
    const { findings } = await auditOf(engines, files);
    assert.deepEqual(findings.filter(({ rule }) => rule === 'kubernetes/pull-policy').map(({ fix }) => fix), [undefined]);
    assert.ok(findings.some(({ rule, fix }) => rule === 'kubernetes/no-imposed-security-context' && fix), 'those that hold are offered all the same');
  });

  it('are not offered in a template that would write the same key with another value', async () => {
    const more = '          {{- with .Values.web.ressources }}\n          resources:\n            {{- toYaml . | nindent 12 }}\n          {{- end }}\n';
    const files = { ...chart, 'c/templates/web.yaml': `${chart['c/templates/web.yaml']}${more}` };
    const fixable = async (of: Files) => (await auditOf(engines, of)).findings.some(({ rule, fix }) => rule === 'kubernetes/resources-required' && fix);
    assert.equal(await fixable(chart), true);
    assert.equal(await fixable(files), false);
  });

  it('write the resource, or the kustomization that chooses', async () => {
    const files = {
      'k/base/kustomization.yaml': 'resources: [web.yaml]\n',
      'k/base/web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n        - name: web\n          image: registry.exemple.test/web:1.0.0\n          imagePullPolicy: Always # ici\n',
      'k/overlays/prod/kustomization.yaml': 'resources: [../../base]\nnamePrefix: p-\n',
    };
    const after = await mended(files, 'kubernetes/pull-policy');
    assert.deepEqual(after, { ...files, 'k/base/web.yaml': files['k/base/web.yaml'].replace('Always', 'IfNotPresent') });
  });

  it('are proved in what they change: an overlay made of nothing they write is not rendered again', async () => {
    const dev = { 'o/dev/kustomization.yaml': 'resources: [settings.yaml]\n', 'o/dev/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { a: b }\n' };
    const prod = { 'o/prod/kustomization.yaml': 'resources: [web.yaml]\n', 'o/prod/web.yaml': chart['c/templates/web.yaml'].replace('{{ .Values.autre }}', '2').replace('{{ .Values.web.politique }}', 'Always') };
    const asked: string[] = [];
    const render: RenderThread = { ...engines, render: request => (asked.push(request.engine === 'kustomize' ? request.path : ''), engines.render(request)) };
    const { findings } = await auditOf(render, { ...dev, ...prod });
    const fixes = findings.flatMap(({ fix }) => fix?.edits ?? []);
    assert.ok(fixes.length > 0 && fixes.every(({ file }) => file === 'o/prod/web.yaml'), JSON.stringify(fixes));
    assert.deepEqual([asked.filter(path => path === 'o/dev').length, asked.filter(path => path === 'o/prod').length > 1], [1, true]);
  });
});
