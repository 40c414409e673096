import type { TestsOutcome } from '../../src/core/platform/pipeline/executors/executor';
import type { Command } from '../../src/core/platform/event';
import type { Behaviour } from '../../src/core/platform/registry/behaviour';
import { but, guichet, without, withShell } from './guichet';

/** A failure of the real platform: where it is described, the repository that shows it, and what is then seen, in the words of Kubernetes, GitLab or Argo CD. */
export interface FailureMode {
  readonly name: string;
  readonly source: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the scenario says of the application that is built. */
  readonly behaviour?: Partial<Behaviour>;
  /** What another project deploys before. */
  readonly other?: Readonly<Record<string, string>>;
  /** What is pushed once that has been deployed. */
  readonly then?: Readonly<Record<string, string>>;
  readonly stage?: string;
  readonly cluster?: string;
  readonly cpu?: number;
  /** The folder Argo CD reads, and the values files set in the console. */
  readonly path?: string;
  readonly values?: readonly string[];
  /** What was asked of the platform between the project's creation and the push. */
  readonly commands?: readonly Command[];
  /** What its tests give. */
  readonly tests?: TestsOutcome;
  /** The STATUS column of its pods; absent when none is made. */
  readonly status?: string;
  /** An event, as `reason: message`. */
  readonly event?: RegExp;
  /** What Argo CD shows, and says of the application, of its last synchronisation or of an object of it. */
  readonly application?: { readonly sync: string; readonly health: string; readonly message?: RegExp };
  readonly pipeline?: {
    readonly status: string;
    /** The one job that fails, and what its log holds. */
    readonly job?: string;
    readonly log?: RegExp;
    readonly error?: RegExp;
    /** What the logs of other jobs hold, and how jobs stand. */
    readonly logs?: Readonly<Record<string, RegExp>>;
    readonly jobs?: Readonly<Record<string, string>>;
  };
  /** The last step of what `cpin platform why` answers. */
  readonly why?: RegExp;
}

const deployment = 'deploiement/deployment.yaml';
const container = (text: string) => but(deployment, '          ports:', `          ${text}\n          ports:`);

/** Those of the official exercise first (sheet 11 §1.3, by number), then others. */
export const failureModes: readonly FailureMode[] = [
  { name: 'a pod that asks to be root is not let in', source: '11 §1.3 n° 1, 04 §8', files: but(deployment, '    spec:\n      imagePull', '    spec:\n      securityContext: { runAsUser: 0 }\n      imagePull'), event: /^FailedCreate: Error creating: pods "guichet-.*" is forbidden: unable to validate against any security context constraint: .*containers\[0\]\.runAsUser: Invalid value: 0: must be in the ranges: \[\d+, \d+\]/, why: /security context constraint/ },
  { name: 'registry and image run together name a registry that does not exist', source: '11 §1.3 n° 2', files: but(deployment, 'interieur.com/guichet/api:main', 'interieur.comguichet/api:main'), status: 'ImagePullBackOff', event: /dial tcp: lookup harbor\.apps\.dso\.numerique-interieur\.comguichet on .*: no such host$/, why: /il manque « \/ » entre « harbor\.apps\.dso\.numerique-interieur\.com » et le nom de l’image/ },
  { name: 'capital letters are no image name', source: '11 §1.3 n° 2', files: but(deployment, 'guichet/api:main', 'Guichet/api:main'), status: 'InvalidImageName', event: /^InspectFailed: Failed to apply default image tag ".*": couldn't parse image name ".*": invalid reference format$/, why: /n’est pas une référence d’image/ },
  { name: 'another pull secret than the platform’s brings no account', source: '11 §1.3 n° 3, 04 §4', files: but(deployment, 'registry-pull-secret', 'default-secret'), status: 'ImagePullBackOff', event: /failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https:\/\/harbor\.apps\.dso\.numerique-interieur\.com\/service\/token\?.*: 401 Unauthorized$/, application: { sync: 'Synced', health: 'Progressing' }, why: /registry-pull-secret/ },
  { name: 'the image of another project is not given', source: '11 §1.3 n° 4', files: but(deployment, '/guichet/api', '/autre/api'), status: 'ImagePullBackOff', event: /insufficient_scope: authorization failed$/, why: /celle d’un autre projet/ },
  { name: 'an old registry is not found', source: '11 §1.3 n° 4, 04 §5', files: but(deployment, 'harbor.apps.dso', 'harbor.apps.c6'), status: 'ImagePullBackOff', event: /dial tcp: lookup harbor\.apps\.c6\.numerique-interieur\.com on .*: no such host$/, why: /Celui de la plateforme est harbor\.apps\.dso\.numerique-interieur\.com/ },
  { name: 'a NodePort is refused in production', source: '11 §1.3 n° 5, 02 §2', stage: 'prod', files: but('deploiement/service.yaml', 'spec:', 'spec:\n  type: NodePort', sound('prod')), application: { sync: 'OutOfSync', health: 'Missing', message: /admission webhook "validate\.kyverno\.svc-fail" denied the request:[\s\S]+resource Service\/.*\/guichet was blocked due to the following policies[\s\S]+restrict-nodeport/ } },
  { name: 'a NodePort passes elsewhere, where policies only note', source: '02 §1', files: but('deploiement/service.yaml', 'spec:', 'spec:\n  type: NodePort'), status: 'Running', application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'a request above its limit is invalid', source: '11 §1.3 n° 6', files: but(deployment, 'cpu: 100m', 'cpu: 100Mi'), application: { sync: 'OutOfSync', health: 'Missing', message: /Deployment\.apps "guichet" is invalid: spec\.template\.spec\.containers\[0\]\.resources\.requests: Invalid value: "100Mi": must be less than or equal to cpu limit of 500m/ } },
  { name: 'limits beyond the quota are refused', source: '11 §1.3 n° 7, 02 §5', cpu: 2, files: but(deployment, 'cpu: 500m', 'cpu: 1500m'), event: /^FailedCreate: Error creating: pods "guichet-.*" is forbidden: exceeded quota: dso-quota, requested: limits\.cpu=1500m, used: limits\.cpu=1500m, limited: limits\.cpu=2$/, status: 'Running', why: /exceeded quota: dso-quota/ },
  { name: 'a missing Secret keeps the container from being made', source: '11 §1.3 n° 9, 05 §6', files: container('env: [{ name: MOT_DE_PASSE, valueFrom: { secretKeyRef: { name: acces-base, key: motdepasse } } }]'), status: 'CreateContainerConfigError', event: /^Failed: Error: secret "acces-base" not found$/, why: /secret "acces-base" not found/ },
  { name: 'labels that are missing are refused in production', source: '11 §1.3 n° 10, 02 §4', stage: 'prod', files: but(deployment, 'labels: { app: guichet, env: prod, tier: backend }', 'labels: { app: guichet }', sound('prod')), application: { sync: 'OutOfSync', health: 'Missing', message: /resource Deployment\/[\s\S]+check-labels:\n {2}autogen-check-labels: 'validation error: The labels `app`, `env` and `tier` are required\.'/ } },
  { name: 'an old chart’s frozen image is not found', source: '11 §1.3 n° 12', files: but(deployment, /image: .*/, 'image: docker.io/bitnami/postgresql:14.9.0'), status: 'ImagePullBackOff', event: /docker\.io\/bitnami\/postgresql:14\.9\.0: not found$/ },
  { name: 'a tag that was never pushed is not found', source: '03 §7', files: but(deployment, 'api:main', 'api:v9'), status: 'ImagePullBackOff', event: /^Failed: Failed to pull image ".*api:v9": rpc error: code = NotFound desc = failed to pull and unpack image ".*": failed to resolve reference ".*": .*api:v9: not found$/, why: /a poussé autre chose : guichet\/api:main/ },
  { name: 'a ConfigMap that does not exist', source: '05 §6', files: without('deploiement/configmap.yaml'), status: 'CreateContainerConfigError', event: /^Failed: Error: configmap "guichet" not found$/ },
  { name: 'a key that the ConfigMap does not hold', source: '05 §6', files: container('env: [{ name: A, valueFrom: { configMapKeyRef: { name: guichet, key: ABSENTE } } }]'), status: 'CreateContainerConfigError', event: /^Failed: Error: couldn't find key ABSENTE in ConfigMap .*\/guichet$/ },
  { name: 'a volume whose Secret does not exist', source: 'Kubernetes, FailedMount', files: but(deployment, '      containers:', '      volumes: [{ name: cles, secret: { secretName: cles } }]\n      containers:'), status: 'ContainerCreating', event: /^FailedMount: MountVolume\.SetUp failed for volume "cles" : secret "cles" not found$/ },
  { name: 'no resources: the quota refuses the pod, in every environment', source: '02 §5', files: but(deployment, /          resources:[\s\S]*$/, ''), event: /^FailedCreate: .* is forbidden: failed quota: dso-quota: must specify limits\.cpu for: guichet; limits\.memory for: guichet; requests\.cpu for: guichet; requests\.memory for: guichet$/, application: { sync: 'Synced', health: 'Progressing' } },
  { name: 'a readiness probe on a path that does not exist', source: 'Kubernetes, Unhealthy', files: but(deployment, '/health', '/sante'), status: 'Running', event: /^Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404$/, application: { sync: 'Synced', health: 'Progressing' }, why: /statuscode: 404/ },
  { name: 'a readiness probe on a port nobody listens on', source: 'Kubernetes, Unhealthy', files: but(deployment, 'port: http } }', 'port: 9999 } }'), status: 'Running', event: /^Unhealthy: Readiness probe failed: Get "http:\/\/[\d.]+:9999\/health": dial tcp [\d.]+:9999: connect: connection refused$/ },
  { name: 'a liveness probe that fails restarts the container for ever', source: 'Kubernetes, Killing', files: but(deployment, 'readinessProbe: { httpGet: { path: /health', 'livenessProbe: { httpGet: { path: /vivant'), status: 'CrashLoopBackOff', event: /^Killing: Container guichet failed liveness probe, will be restarted$/, why: /statuscode: 404/ },
  { name: 'a port below 1024 cannot be opened by a user without rights', source: '02 §6', files: but('Dockerfile', 'EXPOSE 8080', 'EXPOSE 80'), status: 'CrashLoopBackOff', event: /^BackOff: Back-off restarting failed container guichet in pod guichet-/, why: /EACCES: permission denied 0\.0\.0\.0:80/ },
  { name: 'too little memory', source: 'Kubernetes, OOMKilled', files: but(deployment, 'memory: 256Mi', 'memory: 16Mi', but(deployment, 'memory: 128Mi', 'memory: 16Mi')), status: 'CrashLoopBackOff', why: /OOMKilled/ },
  { name: 'more than any node has', source: 'Kubernetes, FailedScheduling', cpu: 200, files: but(deployment, 'cpu: 500m', 'cpu: "64"', but(deployment, 'cpu: 100m', 'cpu: "64"')), status: 'Pending', event: /^FailedScheduling: 0\/6 nodes are available: 6 Insufficient cpu\. preemption: 0\/6 nodes are available: 6 No preemption victims found for incoming pod\.$/, why: /Insufficient cpu/ },
  { name: 'a numeric user is asked for and the image names one', source: '02 §7', cluster: 'pax', files: but('Dockerfile', 'USER 1001', 'USER node', restricted()), status: 'CreateContainerConfigError', event: /^Failed: Error: container has runAsNonRoot and image has non-numeric user \(node\), cannot verify user is non-root \(pod: "guichet-.*", container: guichet\)$/ },
  { name: 'an image that runs as root where that is forbidden', source: '02 §6', cluster: 'pax', files: but('Dockerfile', 'USER 1001', 'USER 0', restricted()), status: 'CreateContainerConfigError', event: /^Failed: Error: container has runAsNonRoot and image will run as root \(pod: / },
  { name: 'no security context where Pod Security is restricted', source: '02 §3, byoc-ns-psa', cluster: 'pax', files: guichet, event: /^FailedCreate: .* is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false \(container "guichet" must set securityContext\.allowPrivilegeEscalation=false\), unrestricted capabilities .*, runAsNonRoot != true .*, seccompProfile / },
  { name: 'a selector that its own pods do not match', source: 'Kubernetes, validation', files: but(deployment, 'matchLabels: { app: guichet }', 'matchLabels: { app: autre }'), application: { sync: 'OutOfSync', health: 'Missing', message: /spec\.template\.metadata\.labels: Invalid value: map\[string\]string\{"app":"guichet", "env":"dev", "tier":"backend"\}: `selector` does not match template `labels`/ } },
  { name: 'a number where a text is wanted', source: 'Kubernetes, decoding', files: but('deploiement/configmap.yaml', '"8080"', '8080'), application: { sync: 'OutOfSync', health: 'Missing', message: /ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap\.data of type string/ } },
  { name: 'a field that its kind does not have', source: 'gitops-engine, newApplyOptions; Kubernetes, fieldValidation=Warn', files: but(deployment, 'readinessProbe:', 'readynessProbe:'), status: 'Running', application: { sync: 'OutOfSync', health: 'Healthy', message: /^successfully synced \(all tasks run\)$/ }, why: /reste OutOfSync : Deployment « guichet » .* ← unknown field "spec\.template\.spec\.containers\[0\]\.readynessProbe"/ },
  { name: 'the pull secret under a field that does not exist: dropped, so no account', source: '04 §4; Kubernetes, fieldValidation=Warn', files: but(deployment, 'imagePullSecrets:', 'imagePullSecret:'), status: 'ImagePullBackOff', event: /failed to authorize: failed to fetch anonymous token/, application: { sync: 'OutOfSync', health: 'Progressing', message: /^successfully synced/ }, why: /unknown field "spec\.template\.spec\.imagePullSecret"/ },
  { name: 'a program that ends where it should serve', source: 'Kubernetes, restartPolicy: Always', files: withShell(container('command: [sh, -c, "echo bonjour; sleep 2"]')), status: 'CrashLoopBackOff', event: /^BackOff: Back-off restarting failed container guichet in pod/, why: /\(CrashLoopBackOff, \d+ redémarrages?\)\. ← Il se termine avec le code 0\. ← Sa dernière ligne : bonjour/ },
  { name: 'a program that waits for ever serves nothing', source: 'Kubernetes, Unhealthy', files: withShell(container('command: [sleep, infinity]')), status: 'Running', event: /^Unhealthy: Readiness probe failed: Get "http:.*connect: connection refused$/ },
  { name: 'a sidecar that ends keeps starting again beside its application', source: 'Kubernetes, Sidecar Containers', files: but(deployment, '      containers:', '      initContainers: [{ name: journal, restartPolicy: Always, image: "docker.io/library/busybox:1.37.0", command: [sh, -c, "echo fini; exit 3"], resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: 50m, memory: 32Mi } } }]\n      containers:'), status: 'Init:CrashLoopBackOff', event: /^BackOff: Back-off restarting failed container journal in pod/, why: /« journal » .*CrashLoopBackOff/ },
  { name: 'a value that its field does not take', source: 'Kubernetes, validation', files: but(deployment, 'image: harbor', 'imagePullPolicy: Toujours\n          image: harbor'), application: { sync: 'OutOfSync', health: 'Missing', message: /containers\[0\]\.imagePullPolicy: Unsupported value: "Toujours": supported values: "Always", "IfNotPresent", "Never"/ } },
  { name: 'a selector that is changed', source: 'Kubernetes, validation', files: guichet, then: but(deployment, 'matchLabels: { app: guichet }', 'matchLabels: { app: guichet, tier: backend }'), application: { sync: 'OutOfSync', health: 'Healthy', message: /Deployment\.apps "guichet" is invalid: spec\.selector: Invalid value: v1\.LabelSelector\{MatchLabels:map\[string\]string\{"app":"guichet", "tier":"backend"\}, MatchExpressions:\[\]v1\.LabelSelectorRequirement\(nil\)\}: field is immutable/ } },
  { name: 'a kind the cluster does not have', source: '04 §7', files: { ...guichet, 'deploiement/rollout.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: guichet }\n' }, application: { sync: 'OutOfSync', health: 'Missing', message: /could not find argoproj\.io\/Rollout .*Make sure the "Rollout" CRD is installed on the destination cluster\./ } },
  { name: 'another namespace than the environment’s', source: '04 §4', files: but('deploiement/service.yaml', 'metadata: { name: guichet,', 'metadata: { name: guichet, namespace: autre,'), application: { sync: 'OutOfSync', health: 'Missing', message: /namespace autre is not permitted in project 'guichet-dev-6293-app'/ } },
  { name: 'a quota of one’s own', source: '04 §2', files: { ...guichet, 'deploiement/quota.yaml': 'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: plus }\nspec: { hard: { limits.cpu: "100" } }\n' }, application: { sync: 'OutOfSync', health: 'Missing', message: /resource :ResourceQuota is not permitted in project guichet-dev-6293-app/ } },
  { name: 'YAML that does not read', source: 'Argo CD, ComparisonError', files: { ...guichet, 'deploiement/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {\n' }, application: { sync: 'Unknown', health: 'Healthy', message: /Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = Failed to unmarshal "service\.yaml"/ } },
  { name: 'a folder that does not exist', source: 'Argo CD, ComparisonError', files: Object.fromEntries(Object.entries(guichet).filter(([file]) => !file.startsWith('deploiement/'))), application: { sync: 'Unknown', health: 'Healthy', message: /deploiement: app path does not exist/ } },
  { name: 'no pipeline file under its right name', source: '03 §10', files: renamed('.gitlab-ci-dso.yml', 'gitlab-ci-dso.yml'), pipeline: { status: 'skipped', error: /ne contient pas « \.gitlab-ci-dso\.yml »/ } },
  { name: 'a job in a stage that is not listed', source: '03 §10', files: but('.gitlab-ci-dso.yml', 'stages: [read-secret, test-app, docker-build]', 'stages: [read-secret, docker-build]'), pipeline: { status: 'failed', error: /^tester job: chosen stage test-app does not exist; available stages are \.pre, read-secret, docker-build, \.post\. Le job « tester »/ } },
  ...(([
    ['a job that does nothing', 'config/entry/jobs.rb', '\nautre:\n  stage: test-app\n', /^jobs autre config should implement the script:, run:, or trigger: keyword\./],
    ['a keyword of a job that does not exist', 'config/entry/job.rb', '\nautre:\n  stage: test-app\n  scripts: [ls]\n  script: [ls]\n', /^jobs:autre config contains unknown keys: scripts\./],
    ['a command that YAML reads as a key', 'config/entry/commands.rb', '\nautre:\n  stage: test-app\n  script:\n    - echo total: 3\n', /^jobs:autre:script config should be a string or a nested array of strings up to 10 levels deep\./],
    ['a need that no job is', 'yaml_processor.rb', '\nautre:\n  stage: test-app\n  needs: [absent]\n  script: [ls]\n', /^autre job: undefined need: absent\./],
    ['a need of a later stage', 'yaml_processor.rb', '\nautre:\n  stage: test-app\n  needs: [construire]\n  script: [ls]\n', /^autre job: need construire is not defined in current or prior stages\./],
    ['needs that turn in a ring', 'yaml_processor/dag.rb', '\nun:\n  stage: test-app\n  needs: [deux]\n  script: [ls]\ndeux:\n  stage: test-app\n  needs: [un]\n  script: [ls]\n', /^The pipeline has circular dependencies\./],
    ['extends of nothing', 'config/extendable/entry.rb', '\nautre:\n  stage: test-app\n  extends: [.absent, tester]\n', /^autre: unknown keys in `extends` \(\.absent\)\./],
    ['a condition with one equals sign', 'config/entry/rules/rule.rb', '\nautre:\n  stage: test-app\n  script: [ls]\n  rules: [{ if: $CI_COMMIT_BRANCH = "main" }]\n', /^jobs:autre:rules:rule if invalid expression syntax\./],
    ['rules and only together', 'config/entry/processable.rb', '\nautre:\n  stage: test-app\n  script: [ls]\n  only: [main]\n  rules: [{ when: always }]\n', /^jobs:autre config key may not be used with `rules`: only\./],
  ] as const).map(([name, source, text, error]): FailureMode => ({ name, source: `GitLab, ${source}`, files: { ...guichet, '.gitlab-ci-dso.yml': `${guichet['.gitlab-ci-dso.yml'] ?? ''}${text}` }, pipeline: { status: 'failed', error } }))),
  { name: 'a file that the catalogue does not have', source: 'GitLab, config/external/file/project.rb', files: but('.gitlab-ci-dso.yml', 'kaniko-ci.yml', 'node-ci.yml'), pipeline: { status: 'failed', error: /^Project `forge-mi\/projects\/catalog` file `node-ci\.yml` does not exist! Le catalogue/ } },
  { name: 'a local file to include that is not there', source: 'GitLab, config/external/file/local.rb', files: but('.gitlab-ci-dso.yml', 'include:\n', 'include:\n  - local: /ci/absent.yml\n'), pipeline: { status: 'failed', error: /^Local file `ci\/absent\.yml` does not exist!/ } },
  { name: 'no read_secret: the push is refused', source: '03 §10', files: but('.gitlab-ci-dso.yml', /read_secret:\n {2}stage: read-secret\n {2}extends: .*\n/, ''), pipeline: { status: 'failed', job: 'construire', log: /error checking push permissions/ } },
  { name: 'needs without read_secret: the push is refused', source: '03 §4', files: but('.gitlab-ci-dso.yml', '  variables: { WORKING_DIR', '  needs: [tester]\n  variables: { WORKING_DIR'), pipeline: { status: 'failed', job: 'construire', log: /error checking push permissions/ } },
  { name: 'REGISTRY_URL not set: the image has no registry', source: '03 §10', files: but('.gitlab-ci-dso.yml', /  REGISTRY_URL: .*\n/, ''), pipeline: { status: 'failed', job: 'construire', log: /could not parse reference: \/api:main/ } },
  { name: 'a Dockerfile instruction that does not exist', source: 'kaniko', files: but('Dockerfile', 'RUN npm ci', 'RUNN npm ci'), pipeline: { status: 'failed', job: 'construire', log: /dockerfile parse error on line 4: unknown instruction: RUNN/ }, why: /ligne 4/ },
  { name: 'COPY of a file that is not there', source: '03 §10', files: without('package-lock.json'), pipeline: { status: 'failed', job: 'tester', log: /npm ci` command can only install with an existing package-lock\.json/ } },
  { name: 'COPY of a folder that is not there', source: '03 §10', files: but('Dockerfile', 'COPY src ./src', 'COPY source ./src'), pipeline: { status: 'failed', job: 'construire', log: /error building image: error building stage: failed to get fileinfo for .*source: .*no such file or directory/ }, why: /ligne 5/ },
  { name: 'a Dockerfile that is somewhere else', source: 'kaniko', files: renamed('Dockerfile', 'docker/Dockerfile'), pipeline: { status: 'failed', job: 'construire', log: /please provide a valid path to a Dockerfile within the build context/ } },
  { name: 'a script that package.json does not have', source: 'npm', files: but('package.json', '"test":"node --test",', ''), pipeline: { status: 'failed', job: 'tester', log: /npm error Missing script: "test"/ } },
  { name: 'a tool that no dependency brings', source: 'npm, sh', files: but('package.json', '"test":"node --test"', '"test":"vitest run"'), pipeline: { status: 'failed', job: 'tester', log: /> vitest run\nsh: 1: vitest: not found/ } },
  { name: 'the health of a library is answered when the build names it', source: 'Spring Boot Actuator', files: { ...but(deployment, '/health', '/actuator/health/readiness'), 'pom.xml': '<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-actuator</artifactId></dependency></dependencies></project>' }, status: 'Running', application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'COPY --from a stage that does not exist', source: 'kaniko', files: but('Dockerfile', '--from=construction', '--from=build'), pipeline: { status: 'failed', job: 'construire', log: /library\/build\/manifests\/latest: UNAUTHORIZED/ } },
  { name: 'a base image that is gone', source: '04 §9', files: but('Dockerfile', 'gcr.io/distroless/nodejs22-debian12:nonroot', 'docker.io/bitnami/node:20'), pipeline: { status: 'failed', job: 'construire', log: /MANIFEST_UNKNOWN: manifest unknown; unknown tag=20/ } },
  { name: 'latest is refused in production', source: '02 §2', stage: 'prod', files: but(deployment, 'api:main', 'api:latest', sound('prod')), application: { sync: 'OutOfSync', health: 'Missing', message: /disallow-latest/ } },
  { name: 'no probe is refused in production', source: '02 §2', stage: 'prod', files: but(deployment, /          readinessProbe: .*\n/, '', sound('prod')), application: { sync: 'OutOfSync', health: 'Missing', message: /need-liveness-readiness/ } },
  { name: 'a password in a ConfigMap is refused in production', source: '02 §2', stage: 'prod', files: but('deploiement/configmap.yaml', 'GUICHET_PORT: "8080"', 'password: secret', sound('prod')), application: { sync: 'OutOfSync', health: 'Missing', message: /cm-no-credentials/ } },
];

/** The application as production wants it. */
function sound(env: string): Record<string, string> {
  return Object.fromEntries(Object.entries(guichet).map(([file, text]) => [file, text.replaceAll('env: dev', `env: ${env}`)]));
}

/** The application with the security context that `restricted` asks for. */
function restricted(): Record<string, string> {
  return container('securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }');
}

function renamed(from: string, to: string): Record<string, string> {
  const text = guichet[from];
  return { ...without(from), ...(text === undefined ? {} : { [to]: text }) };
}
