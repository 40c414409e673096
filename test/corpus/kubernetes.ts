// The exact reading of each rule, as pairs of a small manifest and what it must say: the severities found, in order.
import { kubernetesVariants } from './kubernetes-variants';

const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: ${spec}\n`;
const container = (rest: string, list = 'containers') => pod(`{${list}: [{name: a, ${rest}}]}`);
const config = (part: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n${part}\n`;
const claim = (size: string) => `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {resources: {requests: {storage: ${size}}}}\n`;
const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: ${spec}\n`;
const workload = (kind: string, labels: string, podLabels: string, apiVersion = 'apps/v1') => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: w, labels: {${labels}}}\nspec: {template: {metadata: {labels: {${podLabels}}}}}\n`;
const full = 'app: a, env: dev, tier: backend';

const configured = (ref: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: "1"}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, env: [{name: A, valueFrom: {configMapKeyRef: ${ref}}}]}]}\n`;
const deployment = (env: string, spec: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, labels: {env: ${env}}}\nspec: ${spec}\n`;
const cluster = (spec: string) => `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: base}\nspec: ${spec}\n`;
const custom = (rest: string) => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [{name: app, ${rest}}]\n`;
const application = (images: string) => `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {kustomize: {images: [${images}]}}}\n`;
const selecting = (selector: string, labels: string, kind = 'Deployment', apiVersion = 'apps/v1') => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: d}\nspec: {selector: ${selector}, template: {metadata: {labels: {${labels}}}}}\n`;
const served = (spec: string) => `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: s}\nspec: {template: {spec: ${spec}}}\n`;
const task = (spec: string, kind = 'Task') => `apiVersion: tekton.dev/v1\nkind: ${kind}\nmetadata: {name: t}\nspec: ${spec}\n`;
const workflow = (spec: string) => `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: w-}\nspec: ${spec}\n`;
const prometheus = (spec: string) => `apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: p}\nspec: ${spec}\n`;
const template = (objects: string) => `apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {name: t}\nobjects: [${objects}]\n`;
const serving = (port: string, declared: string, more = '') => `${service(`{${more}selector: {app: a}, ports: [${port}]}`)}---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: a}}\nspec: {containers: [{name: a, ports: [${declared === '' ? '' : `{${declared}}`}]}]}\n`;
const quota = (hard: string) => `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: dso-quota}\nspec: {hard: {${hard}}}\n`;

type Readings = Readonly<Record<string, readonly (readonly [text: string, ...severities: ('error' | 'warning' | 'information')[]])[]>>;

const first: Readings = {
  'kubernetes/labels-required': [
    [workload('Deployment', full, full)],
    [workload('Deployment', full, 'app: a'), 'error'],
    [workload('Deployment', full.replace('env', 'Env'), full), 'error'],
    [workload('Deployment', full.replace('dev', '""'), full), 'error'],
    [workload('Deployment', full, full.replace('dev', 'pax')), 'information'],
    [workload('DaemonSet', '', full)],
    [workload('DaemonSet', '', ''), 'error'],
    [workload('Rollout', '', '', 'argoproj.io/v1alpha1'), 'error'],
    [`apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c, labels: {${full}}}\nspec: {jobTemplate: {spec: {template: {metadata: {labels: {${full}}}}}}}\n`, 'error'],
    [service('{type: ClusterIP}')],
    ['apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec: {selector: {matchLabels: {app: a}}, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: d}}\n'],
  ],
  'kubernetes/image-tag-pinned': [
    [cluster('{imageName: "ghcr.io/cloudnative-pg/postgresql:latest"}'), 'error'],
    [cluster('{imageName: "ghcr.io/cloudnative-pg/postgresql:16.4"}')],
    [custom('newTag: latest'), 'error'], [custom('newTag: "1.2"')], [custom('newName: docker.io/p/app')], [custom('newTag: latest, digest: "sha256:0"')],
    [application('"app=docker.io/p/app:latest"'), 'error'], [application('"app=docker.io/p/app:1.2"')], [application('"app=docker.io/p/app"')],
    [pod('{volumes: [{name: v, image: {reference: "quay.io/a/modele:latest"}}]}'), 'error'],
    [served('{containers: [{image: nginx}]}'), 'error'],
    [task('{stepTemplate: {image: node}, sidecars: [{name: s, image: "docker:latest"}], steps: [{image: "$(params.image)"}, {name: c, image: "docker.io/library/maven:3.9"}]}'), 'error', 'error'],
    [task('{tasks: [{name: x, taskSpec: {steps: [{name: a, image: alpine}]}}], finally: [{name: y, taskSpec: {steps: [{name: a, image: "alpine:latest"}]}}]}', 'Pipeline'), 'error', 'error'],
    [workflow('{templates: [{name: a, container: {image: alpine}}, {name: b, script: {image: "python:latest"}, sidecars: [{name: s, image: redis}]}, {name: c, steps: [[{name: x, template: a}]]}, {name: d, container: {image: "{{inputs.parameters.image}}"}}]}'), 'error', 'error', 'error'],
    [prometheus('{image: quay.io/prometheus/prometheus, containers: [{name: a, image: "quay.io/a/b:latest"}]}'), 'error', 'error'],
    [template('{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: nginx}, {name: b, image: "${IMAGE}:${TAG}"}]}}'), 'error'],
    ['apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: p}\nspec: {rules: [{validate: {pattern: {spec: {containers: [{name: "*", image: "*:latest"}]}}}}]}\n'],
    ['apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nmetadata: {name: i}\nspec: {image: ghcr.io/a/b}\n'],
    ['apiVersion: image.openshift.io/v1\nkind: ImageStream\nmetadata: {name: i}\nspec: {tags: [{name: a, from: {kind: DockerImage, name: "quay.io/a/b"}}, {name: b, from: {kind: ImageStreamTag, name: "c:latest"}}]}\n', 'error'],
    ['apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: h}\nspec: {values: {image: {repository: nginx, tag: latest}, sidecar: {image: "redis:latest"}, autre: {image: {repository: nginx}}, tag: latest}}\n', 'error', 'error'],
    ['apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {sources: [{helm: {parameters: [{name: image.tag, value: latest}, {name: a.tag, value: "1.2"}]}}, {helm: {values: "image:\\n  tag: latest\\n"}}, {helm: {valuesObject: {image: {repository: nginx, tag: latest}}}}]}\n', 'error', 'error', 'error'],
    [container('image: "${REGISTRY}/app"'), 'error'], [container('image: "${REGISTRY}/${APP}"')],
    [container('image: nginx'), 'error'],
    [container('image: "nginx:latest"'), 'error'],
    [container('image: "registre:5000/app"'), 'error'],
    [container('image: "registre:5000/app:1"')],
    [container('image: "nginx@sha256:0000"')],
    [container('image: "nginx:latest@sha256:0000"')],
    [container('image: "nginx:latest-1.2"')],
    [container('image: "app:${TAG}"')],
    [container('image: "$IMAGE"')],
    [container('image: nginx', 'initContainers'), 'error'],
    [container('image: nginx', 'ephemeralContainers'), 'error'],
  ],
  'kubernetes/resources-required': [
    [container('image: a'), 'error'],
    [container('image: a', 'initContainers'), 'warning'],
    [container('image: a', 'ephemeralContainers')],
    [container('resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}')],
    [served('{containers: [{image: a}]}'), 'error'], [prometheus('{containers: [{name: prometheus, image: "quay.io/a/b:1"}]}')],
    [container('resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: null}}'), 'error'],
  ],
  'kubernetes/probes-required': [
    [container('image: a'), 'error'],
    [container('livenessProbe: null'), 'error'],
    [container('startupProbe: {httpGet: {port: 1}}')],
    [container('image: a', 'initContainers')],
    ['apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: {spec: {containers: [{name: a}]}}}\n', 'information'],
    // Argo CD leaves a chart's test in Git; a hook it has a phase for, or one of its own, is applied.
    ['apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {helm.sh/hook: test}}\nspec: {containers: [{name: a}]}\n', 'information'],
    ['apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {"helm.sh/hook": "test-success, post-rollback"}}\nspec: {containers: [{name: a}]}\n', 'information'],
    ['apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, annotations: {helm.sh/hook: test}}\nspec: {template: {spec: {containers: [{name: a}]}}}\n', 'error'],
    ['apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {helm.sh/hook: "test,post-install"}}\nspec: {containers: [{name: a}]}\n', 'error'],
    ['apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {helm.sh/hook: test, argocd.argoproj.io/hook: PostSync}}\nspec: {containers: [{name: a}]}\n', 'error'],
  ],
  'kubernetes/no-imposed-security-context': [
    [pod('{securityContext: {runAsUser: 0, runAsGroup: 1, fsGroup: 2, runAsNonRoot: true}}'), 'warning', 'warning', 'warning'],
    [container('securityContext: {allowPrivilegeEscalation: false}'), 'warning'],
    [container('securityContext: {capabilities: {drop: [ALL], add: [NET_ADMIN]}}'), 'warning'],
    [container('securityContext: {capabilities: {drop: [ALL], add: []}, readOnlyRootFilesystem: true}')],
    [container('securityContext: {runAsUser: 1}', 'initContainers'), 'warning'],
    [prometheus('{securityContext: {fsGroup: 2000}}'), 'warning'], [task('{podTemplate: {securityContext: {runAsUser: 1}}, steps: [{image: "a:1", securityContext: {runAsUser: 0}}]}', 'TaskRun'), 'warning', 'warning'],
  ],
  'kubernetes/no-hostpath': [
    [pod('{volumes: [{name: v, hostPath: {path: /}}, {name: w, emptyDir: {}}]}'), 'error'],
    [workflow('{volumes: [{name: v, hostPath: {path: /}}], templates: [{name: a, volumes: [{name: z, hostPath: {path: /}}], container: {image: a}}]}'), 'error', 'error'],
    ['apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}\nspec: {hostPath: {path: /}}\n'],
  ],
  'kubernetes/cm-no-credentials': [
    [config('data: {password: a, passwd: b, secret_key: c}'), 'error', 'error', 'error'],
    [config('data: {PASSWORD: a, Secret_Key: b, PrivateKey: c, key: d}'), 'information', 'information', 'information', 'information'],
    [config('data: {db_password: a, url: "password=b"}')],
    [config('binaryData: {password: YQ==}'), 'information'],
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {password: YQ==}\n'],
  ],
  'kubernetes/registry-allowed': [
    [cluster('{imageName: "postgres:16.4"}'), 'error'], [custom('newTag: "1.2"')],
    [container('image: "nginx:1.25"'), 'error'],
    [container('image: "docker.io/library/nginx:1.25"')],
    [container('image: "bitnami/redis:1"')],
    [container('image: "docker.io.example.org/a:1"'), 'error'],
    [container('image: "$REGISTRY/app:1"')],
    [container('image: "gcr.io/a/b:1"', 'ephemeralContainers'), 'error'],
  ],
  'kubernetes/no-nodeport': [[service('{type: NodePort}'), 'error'], [service('{type: LoadBalancer}')], ['apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {type: NodePort}\n']],
  'kubernetes/pvc-size': [
    [cluster('{storage: {size: 2Ti}, walStorage: {size: 1Gi}}'), 'error'], [cluster('{storage: {pvcTemplate: {resources: {requests: {storage: 3Ti}}}}}'), 'error'],
    [claim('1T')], [claim('1000G')], [claim('1023Gi')], [claim('1Ti'), 'information'], [claim('1024Gi'), 'information'], [claim('1025Gi'), 'error'], [claim('2e12'), 'error'], [claim('1100000000000'), 'error'],
    ['apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec: {volumeClaimTemplates: [{spec: {resources: {requests: {storage: 2Ti}}}}]}\n', 'error'],
  ],
  'kubernetes/pull-policy': [
    [container('image: "a:1", imagePullPolicy: Always'), 'warning'],
    [container('image: "a:1", imagePullPolicy: Never'), 'warning'],
    [container('image: "a:1", imagePullPolicy: IfNotPresent')],
    [container('image: "a:1"')],
    [container('image: a'), 'information'],
    [container('image: "a:master"')],
  ],
  'kubernetes/port-above-1024': [
    [container('ports: [{containerPort: "80"}]'), 'error'],
    [container('ports: [{containerPort: 80}, {containerPort: 1023}]'), 'error', 'error'],
    [container('ports: [{containerPort: 1024}]'), 'information'],
    [container('ports: [{containerPort: 1025}]')],
    [service('{ports: [{port: 80}]}')], [served('{containers: [{image: a, ports: [{containerPort: 80}]}]}'), 'error'],
  ],
  'kubernetes/cronjob-history': [
    ['apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: x}\n', 'information', 'information'],
    ['apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {successfulJobsHistoryLimit: 5, failedJobsHistoryLimit: 1}\n', 'information'],
  ],
  'kubernetes/job-ttl': [['apiVersion: batch/v1\nkind: Job\nmetadata: {name: c}\nspec: {ttlSecondsAfterFinished: 0}\n'], ['apiVersion: batch/v1\nkind: Job\nmetadata: {name: c}\nspec: {}\n', 'information']],
  'secrets/kubernetes-secret-in-git': [
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: valeur, b: valeur}\n', 'error'],
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: s, annotations: {helm.sh/hook: test}}\nstringData: {a: valeur, b: valeur}\n', 'error'],
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: "${VALEUR}", b: "<valeur>", c: ""}\n'],
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: Y2hhbmdlbWU=, b: ""}\n'],
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: "ENC[AES256_GCM,data:x]"}\nsops: {mac: x}\n'],
    ['apiVersion: isindir.github.com/v1alpha3\nkind: SopsSecret\nmetadata: {name: s}\nspec: {secretTemplates: [{name: a, stringData: {b: valeur}}]}\n', 'error'],
    ['apiVersion: isindir.github.com/v1alpha1\nkind: SopsSecret\nmetadata: {name: s}\nspec: {secret_templates: [{name: a, stringData: {b: valeur}}]}\n', 'error'],
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUQ=, tls.key: ""}\n'],
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: REPLACE_ME, b: your-password, c: "$(MOT)"}\ndata: {d: UkVQTEFDRV9NRQ==}\n'],
  ],
  'kubernetes/no-session-affinity': [
    [service('{sessionAffinity: ClientIP}'), 'warning'], [service('{sessionAffinity: None}')],
    ['apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, annotations: {nginx.ingress.kubernetes.io/affinity: cookie}}\n', 'warning'],
    ['apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: {name: i}\nspec: {routes: [{match: x, services: [{name: a, sticky: {cookie: {name: c}}}, {name: b}]}]}\n', 'warning'],
  ],
  'kubernetes/config-keys-exist': [
    [`${configured('{name: m, key: a}')}`], [`${configured('{name: m, key: b}')}`, 'error'], [`${configured('{name: m, key: b, optional: true}')}`], [`${configured('{name: ailleurs, key: b}')}`],
    ['apiVersion: isindir.github.com/v1alpha3\nkind: SopsSecret\nmetadata: {name: s}\nspec: {secretTemplates: [{name: base, stringData: {a: "ENC[x]"}}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {volumes: [{name: v, secret: {secretName: base, items: [{key: b, path: b}]}}]}\n', 'error'],
    ['apiVersion: secrets.hashicorp.com/v1beta1\nkind: VaultStaticSecret\nmetadata: {name: s}\nspec: {destination: {name: base}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {volumes: [{name: v, secret: {secretName: base, items: [{key: b, path: b}]}}]}\n'],
  ],
  'kubernetes/pull-secret-referenced': [
    [container('image: "harbor.apps.dso.numerique-interieur.com/p/a:1"'), 'error'], [container('image: "docker.io/library/a:1"')],
    ['apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {imagePullSecrets: [{name: quay-image-pull-secret}]}\n', 'warning'],
    ['apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default}\nimagePullSecrets: [{name: registry-pull-secret}]\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: "harbor.exemple.fr/p/a:1"}]}\n'],
  ],
  'kubernetes/single-replica-in-prod': [
    [deployment('prod', '{}'), 'warning'], [deployment('prod', '{replicas: 3}')], [deployment('dev', '{replicas: 1}')], [deployment('prod', '{replicas: 0}')],
    [`${deployment('prod', '{}')}---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: s}\nspec: {scaleTargetRef: {name: d}, minReplicaCount: 2}\n`],
    [`${deployment('prod', '{}')}---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {minReplicas: 2, scaleTargetRef: {kind: Deployment, name: d}}\n`],
  ],
  'kubernetes/selector-matches': [
    ['apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec: {selector: {matchLabels: {app: a}}, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: d}}\n'],
    [selecting('{matchLabels: {app: a}}', 'app: b'), 'error'], [selecting('{matchLabels: {app: a}}', 'app: a')], [selecting('{matchLabels: {app: "1"}}', 'app: 1')],
    [selecting('{matchExpressions: [{key: app, operator: In, values: [a]}]}', 'app: b'), 'error'], [selecting('{matchExpressions: [{key: app, operator: In, values: [a]}]}', 'app: a')],
    [selecting('{matchExpressions: [{key: app, operator: Exists}]}', ''), 'error'], [selecting('{matchExpressions: [{key: x, operator: DoesNotExist}]}', 'app: a')], [selecting('{app: a}', 'app: b', 'ReplicationController', 'v1'), 'error'], [selecting('{app: a}', 'app: b', 'DeploymentConfig', 'apps.openshift.io/v1'), 'error'], [selecting('{app: a}', 'app: a', 'DeploymentConfig', 'apps.openshift.io/v1')],
  ],
  'kubernetes/service-targets-a-port': [
    [serving('{port: 80, targetPort: 8080}', 'containerPort: 8080')], [serving('{port: 80, targetPort: 8081}', 'containerPort: 8080'), 'warning'], [serving('{port: 80}', 'containerPort: 8080'), 'warning'], [serving('{port: 80, targetPort: 8081}', '')],
    [serving('{port: 80, targetPort: http}', 'name: http, containerPort: 8080')], [serving('{port: 80, targetPort: web}', 'name: http, containerPort: 8080'), 'error'], [serving('{port: 80}', 'containerPort: 8080', 'clusterIP: None, ')],
  ],
  'kubernetes/stateless-writes': [
    [deployment('dev', '{template: {spec: {volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]}}}'), 'warning'],
    [deployment('dev', '{template: {spec: {volumes: [{name: v, persistentVolumeClaim: {claimName: c, readOnly: true}}]}}}')],
    [`${deployment('dev', '{replicas: 2, template: {spec: {volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]}}}')}---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {accessModes: [ReadWriteOnce]}\n`, 'error'],
    [deployment('dev', '{template: {spec: {containers: [{name: a, volumeMounts: [{name: v, mountPath: /data}, {name: v, mountPath: /tmp}]}], volumes: [{name: v, emptyDir: {}}]}}}'), 'warning'],
    [deployment('dev', '{template: {spec: {containers: [{name: a, volumeMounts: [{name: v, mountPath: /data/cache}]}], volumes: [{name: v, emptyDir: {}}]}}}')],
  ],
  'kubernetes/quota-fit': [
    [container('resources: {requests: {cpu: "1", memory: 1Gi}, limits: {cpu: 500m, memory: 1024Mi}}'), 'error'],
    [`${quota('limits.memory: 1Gi')}---\n${deployment('dev', '{replicas: 3, template: {spec: {containers: [{name: a, resources: {limits: {memory: 512Mi}}}]}}}')}`, 'error'],
    [`${quota('limits.cpu: 2')}---\n${pod('{containers: [{name: a, resources: {limits: {cpu: 1}}}], initContainers: [{name: s, restartPolicy: Always, resources: {limits: {cpu: 1500m}}}]}')}`, 'error'],
    [`${quota('limits.memory: 2Gi, requests.memory: 1536Mi')}---\n${deployment('dev', '{replicas: 3, template: {spec: {containers: [{name: a, resources: {limits: {memory: 512Mi}}}], initContainers: [{name: b, resources: {limits: {memory: 256Mi}}}]}}}')}`],
  ],
};

/** By rule: a manifest, and the severities that must be found in it, in their order. */
export const kubernetesReadings: Readings = Object.fromEntries(Object.entries(first).map(([rule, readings]) => [rule, [...readings, ...(kubernetesVariants[rule] ?? [])]]));
