import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/analysis/text';
import { dockerfileReadings } from '../../corpus/dockerfile';
import { kubernetesReadings } from '../../corpus/kubernetes';
import { pipelineReadings } from '../../corpus/pipelines';
import { analysisOf, cards, findingsOf } from '../../support/analysis';

// Every fix is tried on one faulty application written in many ways: after it, its finding is gone, none is new, and every comment is where it was.

const block = `# tête
apiVersion: apps/v1
kind: Deployment # genre
metadata:
  # nom
  name: guichet   # espacé
spec:
  selector:
    matchLabels:
      app: guichet
  template:
    metadata:
      labels: # du pod
        app: "guichet"
    spec:
      securityContext:
        # utilisateur
        runAsUser: 1000 # imposé
        fsGroup: 2000
      containers:
      - image: 'nginx' # sans tag
        # avant le nom
        name: web
        imagePullPolicy: Always
        ports:
        - containerPort: 8080
        securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true}
        resources:
          limits: {memory: 1Gi}
      - name: autre
        image: docker.io/library/nginx:1.29
        securityContext:
          capabilities:
            add:
            - NET_ADMIN
        resources:
---
apiVersion: v1
kind: Service
metadata: {name: s}
spec:
  type: NodePort # ouvert
  sessionAffinity: ClientIP
  ports:
  - port: 80
    nodePort: 30080
    targetPort: 8080 # fin`;

const flow = `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {jobTemplate: {spec: {template: {spec: {securityContext: {fsGroup: 1}, containers: [{name: a, image: nginx, resources: {}}]}}}}}} # fin\n`;
const json = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'a', image: 'nginx', securityContext: { runAsUser: 1 } }] } }] }, null, 2);
const list = `apiVersion: v1\nkind: List\nitems:\n${block.split('---\n').map(text => `- ${text.replace('# tête\n', '').replace(/\n/g, '\n  ').trim()}\n`).join('')}`;
const aliased = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: &l {app: a}}\nspec:\n  securityContext: &s {runAsUser: 1}\n  containers:\n  - &c\n    name: a\n    image: nginx\n    securityContext: *s\n  - <<: *c\n    name: b\n';

const variants: Readonly<Record<string, string>> = {
  'block.yaml': block, 'crlf.yaml': block.replaceAll('\n', '\r\n'), 'mark.yaml': `\uFEFF${block}`, 'flow.yaml': flow, 'one.json': json, 'list.yaml': list, 'aliased.yaml': aliased,
  Dockerfile: '# syntax=docker/dockerfile:1\nFROM node:22 AS build # no\nFROM node:22\nRUN apt-get update\n# fin\nCMD ["node", "x.js"]', 'root.Dockerfile': 'FROM node:22\r\nUSER root\r\nRUN <<EOF\r\necho CMD\r\nEOF\r\n',
};

const key = (file: string, text: string) => analysisOf({ [file]: text }).findings.map(({ rule, resource, message }) => `${rule} ${resource?.index ?? ''}/${resource?.itemIndex ?? ''} ${message}`);
const comments = (text: string) => text.match(/# .*/g) ?? [];

describe('fixes', () => {
  for (const [file, text] of Object.entries(variants)) {
    it(`mend ${file} one by one, and keep the rest as it was`, () => {
      const before = key(file, text);
      const fixable = analysisOf({ [file]: text }).findings.filter(({ fix }) => fix);
      assert.ok(fixable.length > 0 || file === 'aliased.yaml');
      for (const finding of fixable) {
        const after = applyEdits(text, finding.fix?.edits ?? []);
        const context = `${finding.rule}: ${finding.fix?.title ?? ''}\n${after}`;
        assert.deepEqual(analysisOf({ [file]: after }).unreadable, [], context);
        const left = key(file, after);
        const rules = (all: readonly string[]) => all.map(one => one.split(' ')[0] ?? '');
        assert.ok(rules(left).filter(rule => rule === finding.rule).length < rules(before).filter(rule => rule === finding.rule).length || left.length <= before.length, context);
        assert.ok(!left.includes(`${finding.rule} ${finding.resource?.index ?? ''}/${finding.resource?.itemIndex ?? ''} ${finding.message}`) || before.filter(one => one.endsWith(finding.message)).length > 1, context);
        const fresh = rules(left).filter((rule, _, all) => all.filter(one => one === rule).length > rules(before).filter(one => one === rule).length);
        assert.deepEqual(fresh.filter(rule => cards.find(({ id }) => id === rule)?.variants.some(({ severity }) => severity !== 'information')), [], context);
        const removed = new Set((finding.fix?.edits ?? []).flatMap(({ range }) => comments(text.split('\n').slice(range.start.line, range.end.line + 1).join('\n'))));
        for (const comment of comments(text)) assert.ok(after.includes(comment) || removed.has(comment), `${comment} is gone\n${context}`);
        if (text.includes('\r\n')) assert.doesNotMatch(after, /[^\r]\n/, context);
      }
    });
  }

  it('are not offered where an alias would change more than one place', () => {
    assert.deepEqual(findingsOf('kubernetes/no-imposed-security-context', aliased).filter(({ fix }) => fix), []);
  });

  it('are not offered where what is to be repeated is no quantity, nor where overlays say the environment', () => {
    const resources = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, resources: {requests: {cpu: 1, memory: beaucoup}}}]}\n';
    assert.deepEqual(findingsOf('kubernetes/resources-required', resources).map(({ fix }) => fix), [undefined]);
    const shared = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: p, tier: backend}}\n';
    assert.deepEqual(['base/pod.yaml', 'k8s/pod.yaml', 'overlays/prod/pod.yaml'].map(file => findingsOf('kubernetes/labels-required', shared, file).map(({ fix }) => fix?.edits[0]?.newText.trim().replace(/,$/, ''))), [[undefined], ['env: dev'], ['env: prod']]);
  });

  it('pin an image to the one tag the repository names for it, under any of its names', () => {
    const [finding] = findingsOf('kubernetes/image-tag-pinned', block);
    assert.match(finding?.fix?.title ?? '', /nginx:1\.29/);
    assert.match(applyEdits(block, finding?.fix?.edits ?? []), /- image: 'nginx:1\.29' # sans tag/);
  });
});

describe('fixes that take what other objects say', () => {
  const mended = (text: string, rule: string) => findingsOf(rule, text).map(({ fix }) => fix && applyEdits(text, fix.edits));
  const reading = (key: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {url_base: x, delai: "1"}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: a\n      env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: ${key}}}}]\n`;
  const served = (target: string, ports: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  selector: {app: a}\n  ports:\n    - port: 80\n      targetPort: ${target} # visé\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: a}}\nspec: {containers: [{name: a, ports: [${ports}]}]}\n`;
  const pulling = (more: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  restartPolicy: Always\n${more}  containers:\n    - name: a\n      image: harbor.apps.dso.numerique-interieur.com/p/a:1\n`;

  it('read the key of the ConfigMap that was meant, in the quotes there are', () => {
    assert.deepEqual(mended(reading('url-base'), 'kubernetes/config-keys-exist'), [reading('url_base')]);
    assert.deepEqual(mended(reading("'DELAI'"), 'kubernetes/config-keys-exist'), [reading("'delai'")]);
    assert.deepEqual(mended(reading('autre'), 'kubernetes/config-keys-exist'), [undefined]);
  });

  it('lead a Service to the port that was meant, or to the only one', () => {
    assert.deepEqual(mended(served('htpp', '{name: http, containerPort: 8080}, {name: admin, containerPort: 8081}'), 'kubernetes/service-targets-a-port'), [served('http', '{name: http, containerPort: 8080}, {name: admin, containerPort: 8081}')]);
    assert.deepEqual(mended(served('web', '{name: http, containerPort: 8080}'), 'kubernetes/service-targets-a-port'), [served('http', '{name: http, containerPort: 8080}')]);
    assert.deepEqual(mended(served('web', '{name: http, containerPort: 8080}, {name: admin, containerPort: 8081}'), 'kubernetes/service-targets-a-port'), [undefined]);
  });

  it('name the secret that the platform makes', () => {
    assert.deepEqual(mended(pulling(''), 'kubernetes/pull-secret-referenced'), [pulling('  imagePullSecrets:\n    - name: registry-pull-secret\n')]);
    assert.deepEqual(mended(pulling('  imagePullSecrets: [{name: quay-image-pull-secret}]\n'), 'kubernetes/pull-secret-referenced'), [pulling('  imagePullSecrets: [{name: registry-pull-secret}]\n')]);
  });
});

describe('fixes of what the cluster refuses', () => {
  const mended = (text: string, rule = 'kubernetes/schema') => findingsOf(rule, text).map(({ fix }) => fix && applyEdits(text, fix.edits));
  const pod = (rest: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {${rest}, containers: [{name: a, image: "a:1"}]}\n`;
  const job = (apiVersion: string, policy: string) => `apiVersion: ${apiVersion}\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "@daily", jobTemplate: {spec: {template: {spec: {restartPolicy: ${policy}, containers: [{name: a, image: "a:1"}]}}}}}\n`;

  it('give an admitted value its capitals, in the quotes there are', () => {
    assert.deepEqual(mended(pod("restartPolicy: 'never'")), [pod("restartPolicy: 'Never'")]);
    assert.deepEqual(mended(pod('dnsPolicy: clusterfirst')), [pod('dnsPolicy: ClusterFirst')]);
    assert.deepEqual(mended(pod('restartPolicy: Sometimes')), [undefined]);
  });

  it('change a version that is no longer served when nothing else is refused then', () => {
    assert.deepEqual(mended(job('batch/v1beta1', 'Never')), [job('batch/v1', 'Never')]);
    assert.deepEqual(mended(job('batch/v1beta1', 'Always')), [undefined]);
    assert.deepEqual(mended('apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nspec: {minAvailable: 1, selector: {}}\n'), [undefined]);
  });

  it('correct the name of a field only when the field is then well', () => {
    assert.deepEqual(mended(pod('restartPolice: Never')), [pod('restartPolicy: Never')]);
    assert.deepEqual(mended(pod('restartPolice: Sometimes')), [undefined]);
  });

  it('take away what a Service says of nodes with its type', () => {
    const service = (type: string, more: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  type: ${type} # genre\n${more}  ports: [{port: 80}]\n`;
    assert.deepEqual(mended(service('NodePort', '  externalTrafficPolicy: Local\n'), 'kubernetes/no-nodeport'), [service('ClusterIP', '')]);
  });

  it('make no pods for their labels, nor a specification for one field', () => {
    assert.deepEqual(mended('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, labels: {app: d, env: dev, tier: db}}\n', 'kubernetes/labels-required'), [undefined]);
    assert.deepEqual(mended('apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\n', 'kubernetes/cronjob-history'), [undefined, undefined]);
  });
});

describe('fixes of pipelines', () => {
  const mended = (text: string, rule: string, others: Readonly<Record<string, string>> = {}) => {
    const file = '.gitlab-ci-dso.yml';
    const fixes = analysisOf({ [file]: text, ...others }).findings.filter(finding => finding.rule === rule).map(({ fix }) => fix);
    return fixes.map(fix => fix && applyEdits(text, fix.edits));
  };
  const kaniko = (variables: string) => `include: [{project: $CATALOG_PATH, ref: main, file: [vault-ci.yml, kaniko-ci.yml]}]\nstages: [lire, image]\nread_secret: {stage: lire, extends: ".vault:read_secret"}\nconstruit:\n  stage: image\n  extends: .kaniko:build-push\n  variables:\n    ${variables}\n`;

  it('write the word that was meant: a stage, a job waited for, a keyword', () => {
    assert.deepEqual(mended('stages: [compile, verifie]\na: {stage: compiel, script: [x]}\n', 'gitlab-ci/stage-defined'), ['stages: [compile, verifie]\na: {stage: compile, script: [x]}\n']);
    assert.deepEqual(mended('compile:\n  stage: build\n  script: [x]\nb:\n  needs:\n    - job: "complie" # avant\n  script: [x]\n', 'gitlab-ci/needs-exist'), ['compile:\n  stage: build\n  script: [x]\nb:\n  needs:\n    - job: "compile" # avant\n  script: [x]\n']);
    assert.deepEqual(mended('.modele: {script: [x]}\na: {extends: .modeles, script: [y]}\nb: {extends: [.modele, ".modle"]}\n', 'gitlab-ci/valid'), ['.modele: {script: [x]}\na: {extends: .modele, script: [y]}\nb: {extends: [.modele, ".modle"]}\n', '.modele: {script: [x]}\na: {extends: .modeles, script: [y]}\nb: {extends: [.modele, ".modele"]}\n']);
    assert.deepEqual(mended('a: {script: [x], befor_script: [y]}\n', 'gitlab-ci/valid'), ['a: {script: [x], before_script: [y]}\n']);
  });

  it('are not offered for a job of a later stage, a keyword that is there already, or a word like no other', () => {
    assert.deepEqual(mended('stages: [un, deux]\nlivre: {stage: deux, script: [x]}\na: {stage: un, needs: [livree], script: [x]}\n', 'gitlab-ci/needs-exist'), [undefined]);
    assert.deepEqual(mended('.modele: {extends: .modeles, script: [x]}\na: {extends: .modele}\n', 'gitlab-ci/valid'), [undefined]);
    assert.deepEqual(mended('a: {script: [x], scripts: [y]}\n', 'gitlab-ci/valid'), [undefined]);
    assert.deepEqual(mended('stages: [un]\na: {stage: recette, script: [x]}\n', 'gitlab-ci/stage-defined'), [undefined]);
  });

  it('pin the image of a job to the tag of a Dockerfile or of another job, in its quotes', () => {
    const job = (image: string) => `teste:\n  image: ${image}\n  script: [npm test]\n`;
    assert.deepEqual(mended(job("'node:latest'"), 'gitlab-ci/image-pinned', { Dockerfile: 'FROM docker.io/library/node:22.14.0\nUSER 1001\n' }), [job("'node:22.14.0'")]);
    assert.deepEqual(mended(`${job('node')}autre: {image: {name: "node:22.1"}, script: [x]}\n`, 'gitlab-ci/image-pinned'), [`${job('node:22.1')}autre: {image: {name: "node:22.1"}, script: [x]}\n`]);
    assert.deepEqual(mended(job('node'), 'gitlab-ci/image-pinned'), [undefined]);
  });

  it('push under the SHA of the commit what the catalogue builds and pushes at once', () => {
    assert.deepEqual(mended(kaniko('IMAGE_NAMES: "a:$CI_COMMIT_REF_SLUG b:latest c"'), 'gitlab-ci/no-push-latest'), Array(2).fill(kaniko('IMAGE_NAMES: "a:$CI_COMMIT_REF_SLUG b:$CI_COMMIT_SHORT_SHA c:$CI_COMMIT_SHORT_SHA"')));
    assert.deepEqual(mended(kaniko('IMAGE_NAMES: a:latest b:${VERSION}'), 'gitlab-ci/no-push-latest'), [kaniko('IMAGE_NAMES: a:$CI_COMMIT_SHORT_SHA b:${VERSION}')]);
    assert.deepEqual(mended(kaniko('IMAGE_NAMES: b:latest a:${CI_COMMIT_SHORT_SHA} a:latest'), 'gitlab-ci/no-push-latest'), [kaniko('IMAGE_NAMES: b:$CI_COMMIT_SHORT_SHA a:${CI_COMMIT_SHORT_SHA}')]);
    const rule = (images: string) => `${kaniko('IMAGE_NAMES: a:1.0')}  rules:\n    - if: $CI_COMMIT_BRANCH == "main"\n      variables: {IMAGE_NAMES: ${images}}\n`;
    assert.deepEqual(mended(rule('a:latest'), 'gitlab-ci/no-push-latest'), [rule('a:$CI_COMMIT_SHORT_SHA')]);
    assert.deepEqual(mended('a: {script: [docker build -t r/a:latest ., "docker push r/a:latest"]}\n', 'gitlab-ci/no-push-latest'), [undefined]);
  });
});

describe('fixes of the whole corpus', () => {
  const corpus = [
    ['m.yaml', Object.values(kubernetesReadings).flat().map(([text]) => text)], ['Dockerfile', Object.values(dockerfileReadings).flat().map(([text]) => text)], ['.gitlab-ci-dso.yml', Object.values(pipelineReadings).flat().map(([text]) => text)],
  ] as const;
  const counts = (files: Readonly<Record<string, string>>) => {
    const found = new Map<string, number>();
    for (const { rule } of analysisOf(files).findings) found.set(rule, (found.get(rule) ?? 0) + 1);
    return found;
  };

  for (const [file, texts] of corpus) {
    it(`mend each finding of ${file}, whose rule then finds less and no other more`, () => {
      let mended = 0;
      for (const text of [...texts, ...texts.map(one => one.replaceAll('\n', '\r\n'))]) {
        const before = counts({ [file]: text });
        for (const { rule, fix } of analysisOf({ [file]: text }).findings) {
          if (!fix) continue;
          mended++;
          const files = Object.fromEntries([file, ...(fix.creates ?? [])].map(name => [name, applyEdits(name === file ? text : '', fix.edits.filter(edit => edit.file === name))]));
          const after = counts(files);
          const context = `${rule}: ${fix.title}\n${text}\n=>\n${files[file] ?? ''}`;
          assert.ok((after.get(rule) ?? 0) < (before.get(rule) ?? 0), context);
          assert.deepEqual([...after].filter(([other, count]) => count > (before.get(other) ?? 0)), [], context);
        }
      }
      assert.ok(mended > 0);
    });
  }
});
