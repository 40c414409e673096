import assert from 'node:assert/strict';
import { auditReport } from '../../../src/core/compliance/report';
import { analysisOf } from '../../support/analysis';
import { catalog, deployment, reportOf, service, statusesOf } from '../../support/compliance';

const pipeline = `include: [{ project: $CATALOG_PATH, ref: main, file: [vault-ci.yml, kaniko-ci.yml, sonar-ci.yml] }]
stages: [read-secret, quality, docker-build]
read_secret: { stage: read-secret, extends: ".vault:read_secret" }
sonar: { stage: quality, extends: ".sonar:sonar-scanner" }
docker-build:
  stage: docker-build
  extends: .kaniko:simple-build-push
  variables: { IMAGE_NAME: guichet, TAG: $CI_COMMIT_SHORT_SHA, REGISTRY_URL: "\${IMAGE_REPOSITORY}" }
`;
const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: pieces }\nspec: { resources: { requests: { storage: 5Gi } } }\n';
const dump = `apiVersion: batch/v1
kind: CronJob
metadata: { name: dump, labels: { app: g, env: prod, tier: db } }
spec:
  schedule: "0 2 * * *"
  successfulJobsHistoryLimit: 5
  failedJobsHistoryLimit: 5
  jobTemplate:
    metadata: { labels: { app: g, env: prod, tier: db } }
    spec:
      template:
        metadata: { labels: { app: g, env: prod, tier: db } }
        spec:
          restartPolicy: OnFailure
          containers:
            - name: dump
              image: docker.io/library/postgres:17.2
              command: [sh, -c, "pg_dump -Fc guichet | aws s3 cp - s3://coffre/guichet.dump"]
`;
const verdict = (files: Record<string, string>, id: string, environment: 'all' | 'dev' | 'prod' = 'all') => {
  const found = reportOf(files, { environment }).requirements.find(({ requirement }) => requirement.id === id);
  assert.ok(found, id);
  return found;
};

describe('the report on the CCT', () => {
  it('has the 55 rows in the order of the document, the ids employed twice told apart', () => {
    const { requirements } = reportOf({});
    assert.equal(requirements.length, 55);
    assert.equal(new Set(requirements.map(({ requirement }) => requirement.id)).size, 55);
    assert.equal(new Set(requirements.map(({ requirement }) => requirement.officialId)).size, 53);
    assert.equal(requirements.filter(({ requirement }) => requirement.priority === 'P').length, 26);
  });

  it('calls nothing conforming in a repository that shows nothing', () => {
    for (const files of [{}, { 'README.yaml': 'bonjour: vous\n' }, { 'k8s/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: vide }\n' }]) {
      const conforming = Object.entries(statusesOf(reportOf(files))).filter(([id, status]) => status !== 'a-justifier' && id !== 'EXI-ORG-8' && id !== 'EXI-ARCH-8');
      assert.deepEqual(conforming, []);
    }
  });

  it('calls probes, images and contexts conforming, with how many and where', () => {
    const files = { 'k8s/deployment.yaml': deployment, 'k8s/service.yaml': service };
    for (const [id, text] of [['EXI-ARCH-12', /sonde/], ['EXI-ARCH-27', /version/], ['EXI-ARCH-26', /imposent/], ['EXI-ARCH-19', /affinité/]] as const) {
      const { status, checks } = verdict(files, id);
      assert.equal(status, 'conforme', id);
      const [evidence] = checks.find(({ state, title }) => state === 'holds' && text.test(title))?.evidence ?? [];
      assert.equal(evidence?.count, 1, id);
      assert.match(evidence?.places[0]?.location.file ?? '', /^k8s\//);
    }
  });

  it('says what does not hold, and where, whatever else does', () => {
    const files = { 'k8s/a.yaml': deployment, 'k8s/b.yaml': deployment.replace(/ +livenessProbe.*\n/, '').replace('name: guichet\n', 'name: autre\n') };
    const { status, reason, findings } = verdict(files, 'EXI-ARCH-12');
    assert.equal(status, 'non-conforme');
    assert.deepEqual(findings.map(({ location }) => location.file), ['k8s/b.yaml']);
    assert.match(reason, /relèvent 1 écart.*Tenu en partie/);
  });

  it('says of a check what its own rules find, and of no other', () => {
    const images = { 'a/Dockerfile': 'FROM node:22.11-alpine\nUSER 1001\n', 'b/Dockerfile': 'FROM node:22.11-alpine\n' };
    const rootless = (files: Record<string, string>) => verdict(files, 'EXI-ARCH-18').checks.find(({ title }) => title.includes('sans privilège'));
    assert.deepEqual([rootless(images), rootless({ 'b/Dockerfile': images['b/Dockerfile'] })].map(check => check?.state), ['partly', 'fails']);
    assert.match(verdict(images, 'EXI-ARCH-18').reason, /Tenu en partie : les images finissent sur un utilisateur sans privilège/);
    const swallowed = verdict({ 'src/a.ts': 'export function lit(): void {\n  try {\n    fetch("/x");\n  } catch (error) {}\n}\n' }, 'EXI-ARCH-23');
    assert.deepEqual(swallowed.findings.map(({ rule }) => rule), ['typescript/no-swallowed-error']);
    assert.equal(swallowed.checks.find(({ title }) => title.includes('fichier'))?.state, 'holds');
  });

  it('only doubts a base image of which nothing is known', () => {
    const of = (base: string) => verdict({ Dockerfile: `FROM ${base}\n` }, 'EXI-ARCH-18');
    assert.deepEqual(['node:22.11-alpine', 'docker.io/library/nginx:1.27', 'harbor.exemple.fr/cache/library/nginx:1.27', 'ghcr.io/equipe/base:1.2'].map(base => of(base).findings.map(({ severity }) => severity)), [['error'], ['error'], ['error'], ['warning']]);
    assert.match(of('ghcr.io/equipe/base:1.2').findings[0]?.message ?? '', /rien ici ne dit/);
    assert.equal(of('ghcr.io/equipe/base:1.2').checks[0]?.grave, false);
  });

  it('takes a broken file for a reason not to conclude', () => {
    const { status, reason } = verdict({ 'k8s/a.yaml': deployment, 'k8s/b.yaml': 'apiVersion: v1\nkind: [' }, 'EXI-ARCH-12');
    assert.equal(status, 'partiel');
    assert.match(reason, /1 lecture a échoué/);
  });

  it('wants the platform’s pipeline valid and with a quality or scan job', () => {
    assert.equal(verdict({ '.gitlab-ci-dso.yml': pipeline }, 'EXI-ORG-7').status, 'conforme');
    assert.equal(verdict({ '.gitlab-ci-dso.yml': pipeline.replace(/^sonar: .*\n/m, '') }, 'EXI-ORG-7').status, 'partiel');
    assert.equal(verdict({ '.gitlab-ci-dso.yml': pipeline.replace('stage: quality', 'stage: nulle-part') }, 'EXI-ORG-7').status, 'non-conforme');
    assert.equal(verdict({ '.gitlab-ci.yml': 'construit: { script: [make] }\n' }, 'EXI-ORG-7').status, 'a-justifier');
  });

  it('refuses a deployment by hand in the CI, and only doubts a script', () => {
    const ci = (run: string) => ({ 'k8s/d.yaml': deployment, '.github/workflows/cd.yml': `on: push\njobs:\n  deploie:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${run}\n` });
    assert.equal(verdict(ci('kubectl apply -f k8s/'), 'EXI-ORG-8').status, 'non-conforme');
    assert.equal(verdict(ci('kubectl apply --dry-run=server -f k8s/'), 'EXI-ORG-8').status, 'conforme');
    assert.equal(verdict(ci('helm template chart'), 'EXI-ORG-8').status, 'conforme');
    assert.equal(verdict({ 'k8s/d.yaml': deployment, 'deploie.sh': 'helm upgrade guichet ./chart\n' }, 'EXI-ORG-8').status, 'partiel');
    assert.equal(verdict({ 'k8s/d.yaml': deployment, 'local.sh': 'kind create cluster\nkubectl apply -f k8s/\n' }, 'EXI-ORG-8').status, 'conforme');
    assert.equal(verdict({ 'k8s/d.yaml': deployment, 'doc.sh': '# kubectl apply -f k8s/\necho "kubectl apply"\n' }, 'EXI-ORG-8').status, 'conforme');
  });

  it('asks for a backup where data last, and for S3 behind it', () => {
    assert.deepEqual(['EXI-ORG-17b', 'EXI-ARCH-4'].map(id => verdict({ 'k8s/d.yaml': deployment }, id).status), ['a-justifier', 'a-justifier']);
    assert.deepEqual(['EXI-ORG-17b', 'EXI-ARCH-4'].map(id => verdict({ 'k8s/p.yaml': claim }, id).status), ['non-conforme', 'non-conforme']);
    assert.deepEqual(['EXI-ORG-17b', 'EXI-ARCH-4'].map(id => verdict({ 'k8s/p.yaml': claim, 'k8s/dump.yaml': dump }, id).status), ['conforme', 'conforme']);
    const cnpg = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: base }\nspec:\n  instances: 3\n  backup: { barmanObjectStore: { destinationPath: "s3://coffre/base" } }\n---\napiVersion: postgresql.cnpg.io/v1\nkind: ScheduledBackup\nmetadata: { name: nuit }\nspec: { schedule: "0 0 2 * * *", cluster: { name: base } }\n';
    assert.deepEqual(['EXI-ORG-17b', 'EXI-ARCH-4'].map(id => verdict({ 'k8s/base.yaml': cnpg }, id).status), ['conforme', 'conforme']);
  });

  it('reads the synchronisation in a workflow, by its structure and not its comments', () => {
    const workflow = (step: string) => ({ '.github/workflows/sync.yml': `on: push\njobs:\n  miroir:\n    runs-on: ubuntu-latest\n    steps:\n${step}` });
    assert.equal(verdict(workflow('      - run: |\n          curl -X POST --fail -F token=$T -F ref=main "https://gitlab.example/api/v4/projects/$ID/trigger/pipeline"\n'), 'EXI-ORG-6').status, 'conforme');
    assert.equal(verdict(workflow('      # curl …/trigger/pipeline\n      - run: echo rien\n'), 'EXI-ORG-6').status, 'a-justifier');
  });

  it('knows an API described in OpenAPI from a file that only says so', () => {
    const api = 'openapi: 3.1.0\ninfo: { title: Guichet, version: "1" }\npaths:\n  /demandes: { get: { responses: { "200": { description: ok, content: { application/json: { example: [] } } } } } }\n';
    assert.equal(verdict({ 'api.yaml': api }, 'EXI-DATA-1').status, 'conforme');
    assert.equal(verdict({ 'api.yaml': api.replace(', content: { application/json: { example: [] } }', '') }, 'EXI-DATA-1').status, 'partiel');
    assert.equal(verdict({ 'config.yaml': 'openapi: 3.1.0\nautre: chose\n' }, 'EXI-DATA-1').status, 'a-justifier');
  });

  it('looks at one environment when asked', () => {
    const files = { 'k8s/overlays/prod/d.yaml': deployment, 'k8s/overlays/dev/d.yaml': deployment.replace(/env: prod/g, 'env: dev').replace(/ +livenessProbe.*\n/, '') };
    assert.deepEqual((['all', 'dev', 'prod'] as const).map(environment => verdict(files, 'EXI-ARCH-12', environment).status), ['non-conforme', 'non-conforme', 'conforme']);
    assert.deepEqual(reportOf(files, { environment: 'prod' }).findings.filter(({ rule }) => rule === 'kubernetes/probes-required'), []);
    const [missing] = reportOf(files, { environment: 'dev' }).findings.filter(({ rule }) => rule === 'kubernetes/probes-required');
    assert.equal(missing?.severity, 'warning', 'the policy only audits in dev');
    assert.equal(reportOf(files).findings.find(({ rule }) => rule === 'kubernetes/probes-required')?.severity, 'error');
  });

  it('always says what to write and who decides, unless all is shown', () => {
    for (const { id, assess } of catalog.requirements) {
      assert.ok(assess.write.length > 30 && assess.who.endsWith('.'), id);
      if (assess.checks.length === 0) assert.notEqual(reportOf({}).requirements.find(({ requirement }) => requirement.id === id)?.status, 'conforme');
    }
  });

  it('takes the silence of rules for something only when they run', () => {
    const code = { 'src/a.ts': 'export const a = 1;\n' };
    const rules = catalog.rules.filter(({ appliesTo }) => appliesTo !== 'architecture');
    const of = (reference: typeof catalog.rules) => auditReport(analysisOf(code), { ...catalog, rules: reference }, { environment: 'all', today: '2027-01-15', baseline: [] }).requirements.find(({ requirement }) => requirement.id === 'EXI-ARCH-22');
    assert.deepEqual([of(catalog.rules)?.status, of(rules)?.status], ['partiel', 'a-justifier']);
  });

  it('breaks no requirement of practice for a slight fault of the code', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 19 } };
    const fault = { rule: 'typescript/no-silenced-compiler', key: 'silenced', category: 'quality', message: '', location: { file: 'src/a.ts', range }, requirements: ['EXI-ORG-14'] } as const;
    const statusFor = (severity: 'warning' | 'error') => statusesOf(auditReport({ ...analysisOf({}), findings: [{ ...fault, severity }] }, catalog, { environment: 'all', today: '2027-01-15', baseline: [] }))['EXI-ORG-14'];
    assert.deepEqual([statusFor('warning'), statusFor('error')], ['partiel', 'non-conforme']);
  });

  it('says why in whole sentences', () => {
    for (const files of [{}, { 'k8s/d.yaml': deployment, '.gitlab-ci-dso.yml': pipeline }]) {
      for (const { reason, requirement } of reportOf(files).requirements) assert.match(reason, /^\p{Lu}.*\.$/u, requirement.id);
    }
  });

  it('says that no import goes against layers only where there are layers', () => {
    const state = (files: Record<string, string>) => verdict(files, 'EXI-ARCH-3').checks[0]?.state;
    assert.equal(state({ 'src/a.ts': 'export const a = 1;\n' }), 'unknown');
    assert.equal(state({ 'src/domain/a.ts': 'export const a = 1;\n', 'src/infrastructure/b.ts': "import { a } from '../domain/a';\nexport const b = a;\n" }), 'holds');
  });
});
