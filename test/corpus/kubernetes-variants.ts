// More readings, of kinds that labelled sets of other projects and the cluster itself taught: the same pairs as in kubernetes.ts.

type Severity = 'error' | 'warning' | 'information';
type Readings = Readonly<Record<string, readonly (readonly [text: string, ...severities: Severity[]])[]>>;

const object = (apiVersion: string, kind: string, rest: string, meta = '') => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: o${meta}}\n${rest}\n`;
const pod = (spec: string, meta = '') => object('v1', 'Pod', `spec: ${spec}`, meta);
const container = (rest: string, list = 'containers') => pod(`{${list}: [{name: a, ${rest}}]}`);
const deployment = (spec: string, meta = '') => object('apps/v1', 'Deployment', `spec: ${spec}`, meta);
const claim = (size: string) => object('v1', 'PersistentVolumeClaim', `spec: {resources: {requests: {storage: ${size}}}}`);
const config = (data: string, more = '') => `${object('v1', 'ConfigMap', `data: ${data}`, more)}---\n`;
const secret = (data: string, more = '') => `${object('v1', 'Secret', `stringData: ${data}${more}`)}---\n`;
const asking = (kind: 'configMap' | 'secret', key: string) => pod(`{initContainers: [{name: c, env: [{name: A, valueFrom: {${kind}KeyRef: {name: o, key: ${key}}}}]}]}`);
const mounting = (mount: string, volume: string) => pod(`{containers: [{name: c, volumeMounts: [{name: v, mountPath: /m, ${mount}}]}], volumes: [{name: v, ${volume}}]}`);
const service = (spec: string) => `${object('v1', 'Service', `spec: ${spec}`)}---\n`;
const serving = (ports: string) => object('v1', 'Pod', `spec: {containers: [{name: a, ports: [${ports}]}]}`, ', labels: {app: a}');
const quota = (hard: string) => `${object('v1', 'ResourceQuota', `spec: {hard: {${hard}}}`)}---\n`;
const limited = (amount: string) => pod(`{containers: [{name: a, resources: {limits: {${amount}}}}]}`);
const mesh = (policy: string) => object('networking.istio.io/v1', 'DestinationRule', `spec: ${policy}`);

export const kubernetesVariants: Readings = {
  'kubernetes/image-tag-pinned': [
    [container('image: "nginx:"'), 'error'], [container('image: "docker.io/library/Nginx:1.2"'), 'error'], [container('image: "https://ghcr.io/a/b:1.2"'), 'error'], [container('image: "nginx 1.2"'), 'error'], [container('image: "ghcr.io/a/b:1.2:3"'), 'error'],
    [container('image: "ghcr.io/a/b:1.2+3"'), 'error'], [container('image: ":1.2"')], [container('image: "GHCR.io/a_b/c--d__e.f:V1"')], [container('image: " ghcr.io/a/b:1.2"')],
[container('image: "nginx:LATEST"')], [container('image: "localhost/app"'), 'error'], [container('image: "a.b:443/c/d:latest"'), 'error'], [container('image: "nginx:1@sha256:aa"')],
    [container('image: ""')], [container('image: "nginx:{{ .Values.tag }}"')], [container('image: "$(IMAGE)"')], [container('image: "a/b:$(TAG)"')],
    [object('tekton.dev/v1', 'StepAction', 'spec: {image: bash, script: ls}'), 'error'], [object('tekton.dev/v1', 'StepAction', 'spec: {image: "docker.io/library/bash:5.2"}')],
    [object('openfaas.com/v1', 'Function', 'spec: {name: f, image: "ghcr.io/a/f:latest"}'), 'error'], [object('image.toolkit.fluxcd.io/v1', 'ImageRepository', 'spec: {image: a/b}')],
    [object('sparkoperator.k8s.io/v1beta2', 'SparkApplication', 'spec: {image: "spark:latest", driver: {image: spark}}'), 'error', 'error'], [object('kafka.strimzi.io/v1beta2', 'Kafka', 'spec: {kafka: {image: "quay.io/a/k:latest"}}'), 'error'],
    [object('batch/v1', 'CronJob', 'spec: {jobTemplate: {spec: {template: {spec: {initContainers: [{name: a, image: busybox}], containers: [{name: b, image: "busybox:1"}]}}}}}'), 'error'],
    [deployment('{template: {spec: {containers: {name: a, image: nginx}}}}')], [object('v1', 'ConfigMap', 'data: {pod.yaml: "kind: Pod\\nspec: {containers: [{image: nginx}]}"}')],
  ],
  'kubernetes/registry-allowed': [
    [container('image: "Docker.io/library/a:1"'), 'error'], [container('image: "quay.io:443/a/b:1"'), 'error'], [container('image: "index.docker.io/library/nginx:1"'), 'error'], [container('image: "bitnami:1"'), 'error'],
    [container('image: "localhost:5000/a:1"'), 'error'], [container('image: "registry.redhat.io/ubi9/ubi:9"')], [container('image: "mcr.microsoft.com/a@sha256:00"', 'initContainers'), 'error'],
  ],
  'kubernetes/resources-required': [
    [container('resources: {requests: {cpu: 0, memory: 0}, limits: {cpu: 0, memory: 0}}')], [container('resources: {requests: {cpu: "", memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}'), 'error'], [container('resources: {limits: {cpu: 1, memory: 1Gi}}'), 'error'], [container('resources: []'), 'error'],
    [container('resources: {request: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}'), 'error'], [container('resources: {requests: {cpu: 1, Memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}'), 'error'], [pod('{initContainers: [{name: s, restartPolicy: Always, image: a}]}'), 'warning'],
  ],
  'kubernetes/probes-required': [
    ['$patch: delete\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: o}\nspec: {template: {spec: {containers: [{name: a}]}}}\n'],
    [pod('{containers: [{name: a, readinessProbe: {exec: {command: [ls]}}}, {name: b}]}'), 'error'], [container('lifecycle: {preStop: {exec: {command: [ls]}}}'), 'error'], [container('LivenessProbe: {tcpSocket: {port: 1}}'), 'error'],
    [object('argoproj.io/v1alpha1', 'Rollout', 'spec: {template: {spec: {containers: [{name: a}]}}}'), 'error'], [object('apps/v1', 'DaemonSet', 'spec: {template: {spec: {containers: [{name: a, startupProbe: {grpc: {port: 1}}}]}}}')],
    [object('batch/v1', 'CronJob', 'spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a}, {name: b, livenessProbe: {exec: {command: [a]}}}]}}}}}'), 'information'],
  ],
  'kubernetes/no-imposed-security-context': [
    [container('securityContext: {runAsUser: "${UID}"}'), 'warning'], [pod('{securityContext: {supplementalGroups: [1], fsGroupChangePolicy: Always, seccompProfile: {type: RuntimeDefault}}}')], [container('securityContext: {privileged: true, capabilities: {add: null}}')],
    [object('v1', 'PodTemplate', 'template: {spec: {securityContext: {runAsGroup: 3}}}'), 'warning'],
  ],
  'kubernetes/no-hostpath': [
    [object('apps/v1', 'DaemonSet', 'spec: {template: {spec: {volumes: [{name: v, hostPath: {path: /var/log, type: Directory}}, {hostPath: {path: /x}, name: y}]}}}'), 'error', 'error'], [pod('{volumes: [{name: v, hostPath: null}]}')],
    [object('kind.x-k8s.io/v1alpha4', 'Cluster', 'nodes: [{role: worker, extraMounts: [{hostPath: /a, containerPath: /b}]}]')],
  ],
  'kubernetes/cm-no-credentials': [[object('v1', 'ConfigMap', 'data: {passwords: a, my_password: b, secret-key: c}')], [object('v1', 'ConfigMap', 'immutable: true\ndata: {secret_key: ""}'), 'error'], [object('v1', 'ConfigMap', 'data: {SECRET_KEY: a, Passwd: b}'), 'information', 'information']],
  'kubernetes/no-nodeport': [[object('v1', 'Service', 'spec: {type: nodeport}')], [object('v1', 'Service', 'spec: {type: LoadBalancer, ports: [{port: 1, nodePort: 30000}]}')]],
  'kubernetes/pvc-size': [
    ...['1.0Ti', '1099511627776', '1048576Mi', '1073741824Ki', '0.0009765625Pi'].map((size): readonly [string, Severity] => [claim(size), 'information']),
    ...['1.1T', '2Pi', '1E', '1.5e12', '1099511627777', '0.1E', '2000000000000000m'].map((size): readonly [string, Severity] => [claim(size), 'error']),
    ...['1e12', '1099511627775', '1000000M', '1000000000k', '1E3', 'beaucoup', '1099511627776m'].map((size): readonly [string] => [claim(size)]),
    [object('v1', 'PersistentVolume', 'spec: {capacity: {storage: 5Ti}}')], [pod('{volumes: [{name: v, emptyDir: {sizeLimit: 5Ti}}]}')],
  ],
  'kubernetes/pull-policy': [[container('image: "a:1", imagePullPolicy: ifnotpresent'), 'warning'], [container('image: "a:1", imagePullPolicy: ""')], [container('image: "a@sha256:0"')], [container('image: a, imagePullPolicy: IfNotPresent')], [container('image: a, imagePullPolicy: Always', 'initContainers'), 'warning']],
  'kubernetes/port-above-1024': [[container('ports: [{containerPort: 0x50}]'), 'error'], [container('ports: [{containerPort: 0120}]'), 'error'], [container('ports: [{containerPort: 8080, hostPort: 80}]')], [container('ports: [{containerPort: 53, protocol: UDP}]'), 'error'], [container('ports: [{containerPort: 443}]', 'initContainers'), 'error'], [container('ports: {containerPort: 80}')]],
  'kubernetes/labels-required': [
    [object('v1', 'Pod', '', ', labels: {app: 1, env: dev, tier: db}')], [object('v1', 'Pod', '', ', labels: {app: ~, env: dev, tier: db}'), 'error'], [object('v1', 'Pod', '', ', labels: {app: a, env: DEV, tier: back}'), 'information', 'information'], [object('v1', 'Pod', ''), 'error'],
    [object('apps/v1', 'ReplicaSet', 'spec: {template: {metadata: {labels: {app: a, env: dev, tier: db}}}}'), 'error'], [object('v1', 'ReplicationController', 'spec: {template: {metadata: {labels: {app: a, tier: auth, env: test}}}}')],
  ],
  'kubernetes/cronjob-history': [[object('batch/v1', 'CronJob', 'spec: {successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: null}'), 'information', 'information']],
  'kubernetes/job-ttl': [[object('batch/v1', 'Job', 'spec: {ttlSecondsAfterFinished: null}'), 'information'], [object('batch/v1', 'CronJob', 'spec: {jobTemplate: {spec: {}}}')]],
  'kubernetes/no-session-affinity': [
    [mesh('{trafficPolicy: {loadBalancer: {consistentHash: {httpCookie: {name: u, ttl: 0s}}}}}'), 'warning'], [mesh('{subsets: [{name: a, trafficPolicy: {loadBalancer: {consistentHash: {httpCookie: {name: u, ttl: 0s}}}}}]}'), 'warning'],
    [mesh('{trafficPolicy: {portLevelSettings: [{port: {number: 80}, loadBalancer: {consistentHash: {useSourceIp: true}}}]}}'), 'warning'], [mesh('{trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}}')], [mesh('{trafficPolicy: {loadBalancer: {consistentHash: {useSourceIp: false}}}}')],
    [object('route.openshift.io/v1', 'Route', 'spec: {to: {kind: Service, name: s}}', ', annotations: {haproxy.router.openshift.io/balance: source}'), 'warning'], [object('route.openshift.io/v1', 'Route', 'spec: {to: {kind: Service, name: s}}', ', annotations: {haproxy.router.openshift.io/balance: leastconn}')],
    [object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'spec: {rules: [{sessionPersistence: {sessionName: s}}, {backendRefs: [{name: a, port: 80}]}]}'), 'warning'],
    [object('networking.k8s.io/v1', 'Ingress', '', ', annotations: {nginx.ingress.kubernetes.io/upstream-hash-by: $request_uri}')],
  ],
  'kubernetes/config-keys-exist': [
    [`${config('{a: x}')}${pod('{containers: [{name: c, envFrom: [{configMapRef: {name: o}}]}]}')}`], [`${config('{a: x}')}${pod('{volumes: [{name: v, configMap: {name: o, items: [{key: b, path: b}], optional: true}}]}')}`], [`${secret('{q: x}')}${asking('secret', 'r')}`, 'error'],
    [`${config('{a: x}')}${secret('{b: x}')}${pod('{volumes: [{name: v, projected: {sources: [{configMap: {name: o, items: [{key: z, path: z}]}}, {secret: {name: o, items: [{key: k, path: k}]}}]}}]}')}`, 'error', 'error'],
    [`${config('{app.conf: x}')}${mounting('subPath: app.cfg', 'configMap: {name: o}')}`, 'error'], [`${config('{app.conf: x}')}${mounting('subPath: app.conf', 'configMap: {name: o}')}`], [`${secret('{a: x}')}${mounting('subPath: b', 'secret: {secretName: o}')}`, 'error'],
    [`${config('{app.conf: x}')}${mounting('subPath: autre', 'configMap: {name: o, items: [{key: app.conf, path: autre}]}')}`], [`${config('{app.conf: x}')}${mounting('subPath: absent', 'emptyDir: {}')}`], [`${config('{app.conf: x}')}${mounting('subPath: absent', 'configMap: {name: o, optional: true}')}`],
    [`${config('{a: x}', ', namespace: un')}${asking('configMap', 'z').replace('name: o}', 'name: o, namespace: deux}')}`], [`${config('{a: x}', ', namespace: un')}${asking('configMap', 'z').replace('name: o}', 'name: o, namespace: un}')}`, 'error'],
    [`${secret('{}', '\ntype: kubernetes.io/service-account-token')}${asking('secret', 'token')}`], [`${config('{}', ', labels: {config.openshift.io/inject-trusted-cabundle: "true"}')}${asking('configMap', 'ca-bundle.crt')}`], [`${config('{}', ', annotations: {service.beta.openshift.io/inject-cabundle: "true"}')}${asking('configMap', 'service-ca.crt')}`],
    [`${object('bitnami.com/v1alpha1', 'SealedSecret', 'spec: {encryptedData: {a: AgB}}')}---\n${asking('secret', 'a')}`], [`${object('bitnami.com/v1alpha1', 'SealedSecret', 'spec: {encryptedData: {a: AgB}}')}---\n${asking('secret', 'b')}`, 'error'], [`${object('external-secrets.io/v1', 'ExternalSecret', 'spec: {data: [{secretKey: a, remoteRef: {key: x}}]}')}---\n${asking('secret', 'b')}`],
  ],
  'kubernetes/single-replica-in-prod': [
    [deployment('{replicas: 1}', ', labels: {env: production}'), 'warning'], [deployment('{replicas: 1}', ', namespace: app-prod'), 'warning'], [deployment('{replicas: 1}', ', namespace: app-preprod')], [deployment('{replicas: "${N}"}', ', labels: {env: prod}')],
    [`${deployment('{replicas: 1}', ', labels: {env: prod}')}---\n${object('autoscaling/v2', 'HorizontalPodAutoscaler', 'spec: {minReplicas: 1, maxReplicas: 4, scaleTargetRef: {kind: Deployment, name: o}}')}`, 'warning'],
  ],
  'kubernetes/selector-matches': [
    [deployment('{selector: {matchLabels: {app: a, tier: b}}, template: {metadata: {labels: {app: a}}}}'), 'error'], [deployment('{selector: {matchLabels: {app: a}, matchExpressions: [{key: tier, operator: NotIn, values: [x]}]}, template: {metadata: {labels: {app: a, tier: x}}}}'), 'error'],
  ],
  'kubernetes/service-targets-a-port': [
    [`${service('{selector: {app: a}, ports: [{port: 80, targetPort: "8080"}]}')}${serving('{containerPort: 8080}')}`], [`${service('{selector: {app: a}, ports: [{port: 80, targetPort: web}, {port: 81, targetPort: adm}]}')}${serving('{name: web, containerPort: 8080}')}`, 'error'],
    [`${service('{selector: {app: a}, ports: [{port: 53, targetPort: dns, protocol: UDP}]}')}${serving('{name: dns, containerPort: 5353, protocol: TCP}')}`, 'error'], [`${service('{selector: {app: a}, ports: [{port: 53, targetPort: dns, protocol: UDP}]}')}${serving('{name: dns, containerPort: 5353, protocol: UDP}')}`],
    [`${service('{selector: {app: a, tier: b}, ports: [{port: 80, targetPort: web}]}')}${serving('{name: w, containerPort: 8080}')}`], [`${service('{type: ExternalName, externalName: x.y, selector: {app: a}, ports: [{port: 80, targetPort: web}]}')}${serving('{name: w, containerPort: 8080}')}`], [`${service('{selector: {app: a}, ports: [{port: 80, targetPort: web}]}')}${serving('')}`, 'error'],
    [`${service('{selector: {app: a}, ports: [{port: 80, targetPort: web}]}')}${deployment('{template: {metadata: {labels: {app: a}}, spec: {initContainers: [{name: i, restartPolicy: Always, ports: [{name: web, containerPort: 8080}]}], containers: [{name: c}]}}}')}`],
  ],
  'kubernetes/stateless-writes': [[object('apps/v1', 'StatefulSet', 'spec: {template: {spec: {volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]}}}')]],
  'kubernetes/quota-fit': [
    ...[['limits.cpu: 1', 'cpu: 1001m'], ['limits.cpu: 0.5', 'cpu: "0.501"'], ['limits.memory: 1G', 'memory: 1Gi'], ['limits.memory: 1Gi', 'memory: 1073741825'], ['limits.memory: 1Ki', 'memory: 1024001m'], ['limits.memory: 1Ti', 'memory: 1.5e12'], ['requests.memory: 512Mi', 'memory: 513Mi'], ['memory: 512Mi', 'memory: 513Mi'], ['limits.cpu: 1u', 'cpu: 1001n']].map(([hard = '', amount = '']): readonly [string, Severity] => [`${quota(hard)}${limited(amount)}`, 'error']),
    ...[['limits.cpu: 1', 'cpu: 1000m'], ['limits.cpu: "2"', 'cpu: 2e0'], ['limits.cpu: 1500m', 'cpu: 1.5'], ['limits.memory: 1Gi', 'memory: 1G'], ['limits.memory: 1024Mi', 'memory: 1048576Ki'], ['limits.memory: 1M', 'memory: 1000k'], ['limits.memory: 1Ki', 'memory: 1024000m'], ['cpu: 100m', 'cpu: 0.1'], ['pods: 1, requests.storage: 1Gi', 'cpu: 8']].map(([hard = '', amount = '']): readonly [string] => [`${quota(hard)}${limited(amount)}`]),
    [`${quota('limits.cpu: 2')}${deployment('{replicas: 0, template: {spec: {containers: [{name: a, resources: {limits: {cpu: 8}}}]}}}')}`], [`${quota('limits.cpu: 2')}${object('batch/v1', 'Job', 'spec: {parallelism: 3, template: {spec: {containers: [{name: a, resources: {limits: {cpu: 1}}}]}}}')}`, 'error'],
    [`${quota('limits.cpu: 500m')}${pod('{resources: {limits: {cpu: 1}}, containers: [{name: a}]}')}`, 'error'],
    [`${quota('limits.cpu: 1')}${pod('{initContainers: [{name: s, restartPolicy: Always, resources: {limits: {cpu: 600m}}}, {name: i, resources: {limits: {cpu: 500m}}}], containers: [{name: a, resources: {limits: {cpu: 100m}}}]}')}`, 'error'],
    [`${quota('limits.cpu: 1')}${pod('{initContainers: [{name: i, resources: {limits: {cpu: 500m}}}, {name: s, restartPolicy: Always, resources: {limits: {cpu: 600m}}}], containers: [{name: a, resources: {limits: {cpu: 100m}}}]}')}`],
    [container('resources: {requests: {ephemeral-storage: 2Gi}, limits: {ephemeral-storage: 1Gi}}'), 'error'], [container('resources: {requests: {memory: 1Gi}, limits: {memory: 1G}}'), 'error'], [container('resources: {requests: {cpu: 1.5}, limits: {cpu: 1500m}}')],
  ],
};
