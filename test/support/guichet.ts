// A small application as a team would write it: its pipeline, its Dockerfile, its manifests. Tests change one thing at a time.

export const tag = 'main';
export const image = `harbor.apps.dso.numerique-interieur.com/guichet/api:${tag}`;

const pipeline = `include:
  - project: $CATALOG_PATH
    ref: main
    file: [vault-ci.yml, kaniko-ci.yml]
stages: [read-secret, test-app, docker-build]
variables:
  TAG: \${CI_COMMIT_REF_SLUG}
  DOCKERFILE: Dockerfile
  REGISTRY_URL: \${IMAGE_REPOSITORY}
read_secret:
  stage: read-secret
  extends: .vault:read_secret
tester:
  stage: test-app
  image: docker.io/library/node:22.14.0
  script: [npm ci, npm test]
construire:
  stage: docker-build
  extends: .kaniko:simple-build-push
  variables: { WORKING_DIR: ".", IMAGE_NAME: api }
`;

const dockerfile = `FROM docker.io/library/node:22.14.0 AS construction
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY src ./src
RUN npm run build

FROM gcr.io/distroless/nodejs22-debian12:nonroot
COPY --from=construction /app/dist ./dist
USER 1001
EXPOSE 8080
CMD ["dist/serveur.js"]
`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: guichet
  labels: { app: guichet, env: dev, tier: backend }
spec:
  replicas: 2
  selector: { matchLabels: { app: guichet } }
  template:
    metadata:
      labels: { app: guichet, env: dev, tier: backend }
    spec:
      imagePullSecrets: [{ name: registry-pull-secret }]
      containers:
        - name: guichet
          image: ${image}
          ports: [{ name: http, containerPort: 8080 }]
          envFrom: [{ configMapRef: { name: guichet } }]
          readinessProbe: { httpGet: { path: /health, port: http } }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { cpu: 500m, memory: 256Mi }
`;

const config = `apiVersion: v1
kind: ConfigMap
metadata: { name: guichet, labels: { app: guichet, env: dev, tier: backend } }
data: { GUICHET_PORT: "8080" }
`;

const service = `apiVersion: v1
kind: Service
metadata: { name: guichet, labels: { app: guichet, env: dev, tier: backend } }
spec:
  selector: { app: guichet }
  ports: [{ name: http, port: 8080, targetPort: http }]
`;

/** The application, sound. */
export const guichet: Readonly<Record<string, string>> = {
  '.gitlab-ci-dso.yml': pipeline,
  Dockerfile: dockerfile,
  'package.json': '{"name":"guichet","scripts":{"test":"node --test","build":"tsc"}}',
  'package-lock.json': '{}',
  'src/serveur.ts': 'export {}',
  'deploiement/deployment.yaml': deployment,
  'deploiement/configmap.yaml': config,
  'deploiement/service.yaml': service,
};

const code = Object.fromEntries(Object.entries(guichet).filter(([file]) => !file.startsWith('deploiement/')));

/** The application deployed by a chart, with values for its environment. */
export const chart: Readonly<Record<string, string>> = {
  ...code,
  'deploiement/Chart.yaml': 'apiVersion: v2\nname: guichet\nversion: 0.1.0\n',
  'deploiement/values.yaml': 'image: a-remplacer\nreplicas: 1\n',
  'deploiement/values-dev.yaml': `image: ${image}\nreplicas: 2\n`,
  'deploiement/templates/_noms.tpl': '{{- define "guichet.labels" }}{ app: guichet, env: dev, tier: backend }{{ end }}\n',
  'deploiement/templates/deployment.yaml': deployment.replace(image, '{{ .Values.image }}').replace('replicas: 2', 'replicas: {{ .Values.replicas }}').replace('labels: { app: guichet, env: dev, tier: backend }', 'labels: {{ include "guichet.labels" . }}'),
  'deploiement/templates/configmap.yaml': config,
  'deploiement/templates/service.yaml': service,
};

/** The application deployed by an overlay upon a base. */
export const overlay: Readonly<Record<string, string>> = {
  ...code,
  'deploiement/base/kustomization.yaml': 'resources: [deployment.yaml, configmap.yaml, service.yaml]\n',
  'deploiement/base/deployment.yaml': deployment.replace('replicas: 2', 'replicas: 1'),
  'deploiement/base/configmap.yaml': config,
  'deploiement/base/service.yaml': service,
  'deploiement/overlays/dev/kustomization.yaml': 'resources: [../../base]\npatches:\n  - target: { kind: Deployment, name: guichet }\n    patch: |-\n      - { op: replace, path: /spec/replicas, value: 2 }\n',
};

/** The application with one text replaced in one file; fails when it is not there, so that a test cannot test nothing. */
export function but(file: string, from: string | RegExp, to: string, files: Readonly<Record<string, string>> = guichet): Record<string, string> {
  const before = files[file] ?? '';
  const after = before.replace(from, to);
  if (after === before) throw new Error(`« ${String(from)} » is not in ${file}`);
  return { ...files, [file]: after };
}

/** The application without a file. */
export function without(file: string, files: Readonly<Record<string, string>> = guichet): Record<string, string> {
  if (files[file] === undefined) throw new Error(`${file} is not there`);
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== file));
}

/** The same on a base that has a shell and the tools of a system, where its own has none. */
export function withShell(files: Readonly<Record<string, string>>): Record<string, string> {
  return but('Dockerfile', /^FROM \S*distroless\S*/m, 'FROM docker.io/library/node:22.14.0-slim', files);
}
