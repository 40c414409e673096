import assert from 'node:assert/strict';
import { analysisOf, findingsOf, underlined } from '../../support/analysis';

const podSpec = (containers: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n${containers}`;
const images = (text: string, file?: string) => findingsOf('kubernetes/image-tag-pinned', text, file).map(finding => underlined(text, finding));

describe('reading Kubernetes files', () => {
  it('counts every document of a file, empty ones included, and the items of a List', () => {
    const text = '---\n---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: b}\n  spec: {containers: [{name: c, image: nginx}]}\n';
    const { resources, findings } = analysisOf({ 'k8s/all.yaml': text });
    assert.deepEqual(resources.map(({ resource }) => [resource.index, resource.itemIndex, resource.kind, resource.name]), [[1, 0, 'ConfigMap', 'a'], [1, 1, 'Pod', 'b']]);
    const image = findings.find(({ rule }) => rule === 'kubernetes/image-tag-pinned');
    assert.equal(image && underlined(text, image), 'nginx');
    assert.equal(image?.resource?.itemIndex, 1);
  });

  it('passes over YAML that is nobody’s object, and charts’ templates', () => {
    assert.deepEqual(analysisOf({ 'values.yaml': 'image: nginx\nkind: [', 'chart/templates/d.yaml': 'apiVersion: v1\nkind: Pod\nspec:\n  {{- toYaml .Values.spec | nindent 2 }}\n' }), { findings: [], unreadable: [], resources: [] });
  });

  it('reads JSON, with positions', () => {
    const text = '{\n  "apiVersion": "v1", "kind": "Pod",\n  "spec": { "containers": [ { "name": "a", "image": "nginx:latest" } ] }\n}\n';
    assert.deepEqual(images(text, 'pod.json'), ['"nginx:latest"']);
    assert.deepEqual(analysisOf({ 'package.json': '{"kind": "x", "apiVersion": 1}', 'broken.json': '{' }).unreadable, []);
  });

  it('reads objects of JSON that follow one another, each a document', () => {
    const json = (name: string, image: string) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: '} {', image }] } });
    const text = `${json('a', 'nginx')}\n${json('b', 'nginx:1.29')} ${json('c', 'nginx:latest')}\n`;
    const found = analysisOf({ 'pods.json': text });
    assert.deepEqual(found.unreadable, []);
    assert.deepEqual(found.resources.map(({ resource: { index, name } }) => `${index} ${name}`), ['0 a', '1 b', '2 c']);
    assert.deepEqual(images(text, 'pods.json'), ['"nginx"', '"nginx:latest"']);
    assert.equal(analysisOf({ 'pods.json': text.replace('} {', '} } {') }).unreadable.length, 0, 'what is quoted opens nothing');
    assert.equal(analysisOf({ 'pods.json': `${text}x\n` }).unreadable.length, 1);
  });

  it('reads as the cluster does: YAML 1.1, anchors, merge keys, quotes of every kind', () => {
    assert.deepEqual(images(podSpec("  containers:\n  - &a\n    name: x\n    image: 'nginx'\n  - {<<: *a, name: y}\n  - *a\n  - name: z\n    \"image\": >-\n      nginx:latest\n")), ["'nginx'", '<<', '*a', '>-\n      nginx:latest']);
  });

  it('reads as the cluster does, which does not look at the indentation inside brackets and quotes', () => {
    const container = (rest: string) => podSpec(`  containers:\n    - name: a\n      ${rest}\n      image: nginx\n`);
    const loose = ['command: [\n"sh",\n# un commentaire\n  "-c"\n]', 'command: {\n}', 'command: ["\n  set -e;\n  sleep 1\n"]', "command: ['sh', '-c', '\nsleep 1\n']", 'args: "sh \\\n  --un \\\n--deux"', "args: [sh,\nc\n, 'x']"];
    for (const rest of loose) {
      for (const text of [container(rest), container(rest).replaceAll('\n', '\r\n')]) {
        assert.deepEqual(analysisOf({ 'a.yaml': text }).unreadable, [], text);
        assert.deepEqual(images(text), ['nginx'], text);
      }
    }
    for (const rest of ['command: [\n"sh"', 'command: "sh', 'command: [sh]]', 'command: {\n']) assert.equal(analysisOf({ 'a.yaml': container(rest) }).unreadable.length, 1, rest);
    const half = `${container('command: [\n"sh"\n]')}---\n${container('command: [')}`;
    assert.equal(analysisOf({ 'a.yaml': half }).unreadable.length, 1);
    assert.deepEqual(images(half), ['nginx', 'nginx']);
  });

  it('takes for numbers what the cluster takes for numbers', () => {
    const wrong = (value: string) => findingsOf('kubernetes/schema', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: ${value}\n`).length;
    for (const number of ['0o17', '0X1F', '-0B1', '017', '1_000', '1e3', '.5', '+1.']) assert.equal(wrong(number), 1, number);
    for (const text of ['.', '+.', '.e3', '1e400', '1:30', '2024-01-01', '08:30', '"0o17"', '1.2.3', '0o8']) assert.equal(wrong(text), 0, text);
  });

  it('reads what no simulated cluster holds: volumes that ask for their own claim, selectors of Jobs, resources of a whole pod', () => {
    const found = (rule: string, text: string) => findingsOf(rule, text).map(({ severity }) => severity);
    const job = (more: string) => `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {${more}selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}}}\n`;
    assert.deepEqual([found('kubernetes/selector-matches', job('manualSelector: true, ')), found('kubernetes/selector-matches', job(''))], [['error'], []]);
    const claim = podSpec('  volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {resources: {requests: {storage: 2Ti}}}}}}]\n');
    assert.deepEqual([found('kubernetes/pvc-size', claim), found('kubernetes/stateless-writes', claim)], [['error'], []]);
    const whole = (limit: string) => `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {limits.cpu: 500m}}\n---\n${podSpec(`  resources: {limits: {cpu: ${limit}}}\n  containers: [{name: a, resources: {limits: {cpu: 300m}}}, {name: b, resources: {limits: {cpu: 300m}}}]\n`)}`;
    assert.deepEqual([found('kubernetes/quota-fit', whole('400m')), found('kubernetes/quota-fit', whole('600m'))], [[], ['error']]);
    const ingress = (by: string) => `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, annotations: {nginx.ingress.kubernetes.io/upstream-hash-by: ${by}}}\n`;
    assert.deepEqual([found('kubernetes/no-session-affinity', ingress('$remote_addr')), found('kubernetes/no-session-affinity', ingress('$request_uri'))], [['warning'], []]);
  });

  it('finds containers of every list and workload', () => {
    const containers = 'containers: [{name: a, image: x}], initContainers: [{name: b, image: x}], ephemeralContainers: [{name: c, image: x}]';
    const template = `{spec: {${containers}}}`;
    const workload = (apiVersion: string, kind: string, spec: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: w}\n${spec}\n`;
    const all = [
      workload('v1', 'Pod', `spec: {${containers}}`),
      workload('v1', 'PodTemplate', `template: ${template}`),
      workload('v1', 'ReplicationController', `spec: {template: ${template}}`),
      ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map(kind => workload('apps/v1', kind, `spec: {template: ${template}}`)),
      workload('batch/v1', 'Job', `spec: {template: ${template}}`),
      workload('batch/v1', 'CronJob', `spec: {jobTemplate: {spec: {template: ${template}}}}`),
      workload('argoproj.io/v1alpha1', 'Rollout', `spec: {template: ${template}}`),
    ];
    for (const text of all) assert.equal(images(text).length, 3, text);
    const foreign = workload('example.org/v1', 'Job', `spec: {template: ${template}}`);
    assert.equal(images(foreign).length, 3, 'a pod template is one in any group');
    assert.deepEqual(['kubernetes/labels-required', 'kubernetes/probes-required', 'kubernetes/job-ttl'].flatMap(rule => findingsOf(rule, foreign)), [], 'what else its project asks is not known');
  });

  it('says in French what cannot be read, and goes on with the rest', () => {
    const { unreadable, findings } = analysisOf({ 'a.yaml': `${podSpec('  containers:\n  - name: x\n    image: nginx\n')}---\napiVersion: v1\nkind: Pod\nspec: [\n` });
    assert.equal(unreadable.length, 1);
    assert.match(unreadable[0]?.reason ?? '', /ne se lit pas entièrement \(ligne \d+, colonne \d+\)/);
    assert.ok(findings.some(({ rule }) => rule === 'kubernetes/image-tag-pinned'));
  });

  for (const [name, text, expected] of [
    ['a tab', 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n', /tabulation/],
    ['a lost alias', 'apiVersion: v1\nkind: Pod\nmetadata: *nowhere\n', /alias/],
    ['deep nesting', `apiVersion: v1\nkind: ${'['.repeat(500_000)}`, /imbriquées/],
    ['five megabytes', `apiVersion: v1\nkind: ConfigMap\ndata: {a: "${'x'.repeat(5_000_000)}"}`, /4 Mo/],
    ['an alias bomb', `apiVersion: v1\nkind: Pod\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(',')}]\n`).join('')}`, /alias/],
    ['an unrendered template', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ x }} y\n', /modèle/],
  ] as const) {
    it(`survives ${name}`, () => {
      const { unreadable } = analysisOf({ 'bad.yaml': text });
      assert.match(unreadable[0]?.reason ?? '', expected);
    }).timeout(30_000);
  }

  it('survives what multiplies: keys made of aliases, nested conditions, aliases in a pipeline', () => {
    const bomb = (line: (name: string, list: string) => string) => ['first: &a [x, x, x, x, x, x, x, x, x]', ...[...'bcdefghi'].map((name, index) => line(name, `[${Array(9).fill(`*${'abcdefgh'[index] ?? ''}`).join(', ')}]`))].join('\n');
    assert.equal(analysisOf({ 'm.yaml': `apiVersion: v1\nkind: Pod\n${bomb((name, list) => `? &${name} ${list}\n: x`)}\n` }).unreadable.length, 1);
    assert.deepEqual(analysisOf({ '.gitlab-ci.yml': `${bomb((name, list) => `.${name}: {script: &${name} ${list}}`)}\nx: {script: [a]}\n` }).findings.map(({ rule }) => rule), ['gitlab-ci/valid', 'gitlab-ci/valid']);
    assert.deepEqual(analysisOf({ '.gitlab-ci.yml': `x: {script: [a], rules: [{if: '${'('.repeat(5000)}$A${')'.repeat(5000)}'}]}\n` }).findings.map(({ rule }) => rule), ['gitlab-ci/valid']);
  });

  it('reads ten thousand documents, carriage returns and a byte order mark', () => {
    const one = podSpec('  containers:\n  - name: x\n    image: nginx\n');
    const { resources } = analysisOf({ 'many.yaml': Array(10_000).fill('apiVersion: v1\nkind: ConfigMap\n').join('---\n') });
    assert.equal(resources.length, 10_000);
    const crlf = `\uFEFF${one.replaceAll('\n', '\r\n')}`;
    assert.deepEqual(findingsOf('kubernetes/image-tag-pinned', crlf).map(f => f.location.range), findingsOf('kubernetes/image-tag-pinned', one).map(f => f.location.range));
  }).timeout(30_000);

  it('passes over what a comment accepts with a reason, and only that', () => {
    const text = (comment: string, above = '') => podSpec(`  containers:\n  - name: x\n${above}    image: nginx${comment}\n`);
    assert.deepEqual(images(text(' # cpin-ignore kubernetes/image-tag-pinned: image locale')), []);
    assert.deepEqual(images(text('', '    # cpin-ignore kubernetes/image-tag-pinned: image locale\n    # suite\n')), []);
    assert.deepEqual(images(text(' # cpin-ignore kubernetes/image-tag-pinned:')), ['nginx'], 'a reason is needed');
    assert.deepEqual(images(text(' # cpin-ignore kubernetes/no-hostpath: autre')), ['nginx']);
  });
});
