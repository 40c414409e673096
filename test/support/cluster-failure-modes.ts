import { but, guichet, image, withShell } from './guichet';
import type { FailureMode } from './failure-modes';

const deployment = 'deploiement/deployment.yaml';
const healthy = { sync: 'Synced', health: 'Healthy' };
/** A line in the pod of the application, or in its container. */
const inPod = (line: string, files = guichet) => but(deployment, '      imagePullSecrets:', `      ${line}\n      imagePullSecrets:`, files);
const inContainer = (line: string, files = guichet) => but(deployment, '          resources:', `          ${line}\n          resources:`, files);
const replicas = (count: number, files = guichet) => but(deployment, 'replicas: 2', `replicas: ${count}`, files);
const own = 'labelSelector: { matchLabels: { app: guichet } }';
const rules = (kind: 'podAffinity' | 'podAntiAffinity', topologyKey: string, selector = own) => `affinity: { ${kind}: { requiredDuringSchedulingIgnoredDuringExecution: [{ ${selector}, topologyKey: ${topologyKey} }] } }`;
const nowhere = 'preemption: 0\\/6 nodes are available: 6 Preemption is not helpful for scheduling\\.$';
const noVictim = 'preemption: 0\\/6 nodes are available: 6 No preemption victims found for incoming pod\\.$';
const unfit = (why: string, help: string) => new RegExp(`^FailedScheduling: 0\\/6 nodes are available: 6 node\\(s\\) ${why}\\. ${help}`);

const scheduling: readonly FailureMode[] = [
  { name: 'more pods than zones, which may not share one', source: 'EXI-ARCH-2; Kubernetes, inter-pod anti-affinity', files: inPod(rules('podAntiAffinity', 'topology.kubernetes.io/zone'), replicas(4)), status: 'Pending', event: unfit("didn't match pod anti-affinity rules", noVictim), application: { sync: 'Synced', health: 'Progressing' }, why: /attend un nœud.* ← .*anti-affinity rules/ },
  { name: 'a pod for each zone', source: 'EXI-ARCH-2; Kubernetes, inter-pod anti-affinity', files: inPod(rules('podAntiAffinity', 'topology.kubernetes.io/zone'), replicas(3, but(deployment, 'replicas: 2', 'strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }\n  replicas: 2'))), then: inPod(rules('podAntiAffinity', 'topology.kubernetes.io/zone'), replicas(3, but(deployment, 'cpu: 100m', 'cpu: 110m', but(deployment, 'replicas: 2', 'strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }\n  replicas: 2')))), status: 'Running', application: healthy },
  { name: 'a pod that wants to be beside another that is not there', source: 'Kubernetes, inter-pod affinity', files: inPod(rules('podAffinity', 'kubernetes.io/hostname', 'labelSelector: { matchLabels: { app: cache } }')), status: 'Pending', event: unfit("didn't match pod affinity rules", nowhere) },
  { name: 'a node that no cluster has', source: 'Kubernetes, node affinity', files: inPod('affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: accelerateur, operator: Exists }] }] } } }'), status: 'Pending', event: unfit("didn't match Pod's node affinity\\/selector", nowhere) },
  { name: 'pods spread over a label that no node has', source: 'EXI-ARCH-2; Kubernetes, topologySpreadConstraints', files: inPod(`topologySpreadConstraints: [{ maxSkew: 1, topologyKey: baie, whenUnsatisfiable: DoNotSchedule, ${own} }]`), status: 'Pending', event: unfit("didn't match pod topology spread constraints \\(missing required label\\)", nowhere) },
  { name: 'pods spread over zones', source: 'EXI-ARCH-2; Kubernetes, topologySpreadConstraints', files: inPod(`topologySpreadConstraints: [{ maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, ${own} }]`, replicas(4)), status: 'Running', application: healthy },
  { name: 'a scheduler that no cluster has', source: 'Kubernetes, schedulerName', files: inPod('schedulerName: ordonnanceur'), status: 'Pending', application: { sync: 'Synced', health: 'Progressing' }, why: /attend un nœud.* ← « ordonnanceur » \(schedulerName\) ne tourne pas sur le cluster/ },
];

const mounting = (volume: string) => inContainer('volumeMounts: [{ name: fichiers, mountPath: /fichiers }]', inPod(`volumes: [{ name: fichiers, ${volume} }]`));
const mount = (why: string) => new RegExp(`^FailedMount: MountVolume\\.SetUp failed for volume "fichiers" : ${why}$`);
const volumes: readonly FailureMode[] = [
  { name: 'a file made of a key that the ConfigMap does not hold', source: 'Kubernetes, pkg/volume/configmap', files: mounting('configMap: { name: guichet, items: [{ key: application.yml, path: application.yml }] }'), status: 'ContainerCreating', event: mount('configmap references non-existent config key: application\\.yml'), why: /attend un volume.* ← .*non-existent config key: application\.yml/ },
  { name: 'a file made of a key that the Secret does not hold', source: 'Kubernetes, pkg/volume/secret', files: mounting('secret: { secretName: registry-pull-secret, items: [{ key: jeton, path: jeton }] }'), status: 'ContainerCreating', event: mount('references non-existent secret key: jeton') },
  { name: 'a key that may be missing', source: 'Kubernetes, pkg/volume/configmap', files: mounting('configMap: { name: guichet, optional: true, items: [{ key: application.yml, path: application.yml }] }'), status: 'Running', application: healthy },
  { name: 'a projected volume of which two parts do not exist', source: 'Kubernetes, pkg/volume/projected', files: mounting('projected: { sources: [{ secret: { name: acces-base } }, { configMap: { name: reglages } }, { downwardAPI: { items: [{ path: nom, fieldRef: { fieldPath: metadata.name } }] } }] }'), status: 'ContainerCreating', event: mount('\\[secret "acces-base" not found, configmap "reglages" not found\\]') },
];

const hooked = (hook: string, files = guichet) => inContainer(`lifecycle: { postStart: ${hook} }`, files);
const undone = /← FailedPostStartHook : son crochet « lifecycle\.postStart » échoue/;
const starting: readonly FailureMode[] = [
  { name: 'a hook of the start that fails', source: 'Kubernetes, FailedPostStartHook', files: withShell(hooked('{ exec: { command: [sh, -c, "exit 1"] } }')), status: 'CrashLoopBackOff', event: /^FailedPostStartHook: PostStartHook failed$/, application: { sync: 'Synced', health: 'Progressing' }, why: undone },
  { name: 'a hook of the start whose program the image lacks', source: 'Kubernetes, FailedPostStartHook', files: hooked('{ exec: { command: [sh, -c, "echo prêt"] } }'), status: 'CrashLoopBackOff', event: /^Killing: FailedPostStartHook$/, why: undone },
  { name: 'a hook of the start that asks a program that does not listen yet', source: 'Kubernetes, runHTTPHandler', files: hooked('{ httpGet: { path: /prechauffage, port: http } }'), status: 'CrashLoopBackOff', event: /^FailedPostStartHook: PostStartHook failed$/, why: undone },
  { name: 'a hook of the start that succeeds', source: 'Kubernetes, Container hooks', files: withShell(hooked('{ exec: { command: [sh, -c, "echo prêt"] } }')), status: 'Running', application: healthy },
];

const labels = 'labels: { app: reprise, env: dev, tier: backend }';
const resources = 'resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 100m, memory: 64Mi } }';
const job = (spec: string, script: string) => withShell({ ...guichet, 'deploiement/reprise.yaml': `apiVersion: batch/v1\nkind: Job\nmetadata: { name: reprise, ${labels} }\nspec:\n  ${spec}\n  template:\n    metadata: { ${labels} }\n    spec:\n      restartPolicy: Never\n      imagePullSecrets: [{ name: registry-pull-secret }]\n      containers: [{ name: reprise, image: "${image}", command: [sh, -c, "${script}"], ${resources} }]\n` });
const policy = (action: string) => `podFailurePolicy: { rules: [{ action: ${action}, onExitCodes: { containerName: reprise, operator: In, values: [42] } }] }`;
const jobs: readonly FailureMode[] = [
  { name: 'a Job given up at a code that no other try would change', source: 'Kubernetes, podFailurePolicy', files: job(policy('FailJob'), 'exit 42'), status: 'Error', event: /^PodFailurePolicy: Container reprise for pod \S+\/reprise-\w+ failed with exit code 42 matching FailJob rule at index 0$/, application: { sync: 'Synced', health: 'Degraded' }, why: /Le Job « reprise » a échoué \(PodFailurePolicy\)/ },
  { name: 'a Job whose failures do not count', source: 'Kubernetes, podFailurePolicy', files: job(`backoffLimit: 0\n  ${policy('Ignore')}`, 'exit 42'), status: 'Error', application: { sync: 'Synced', health: 'Progressing' } },
  { name: 'a Job that a container beside its own keeps from ending', source: 'Kubernetes, Sidecar Containers and Jobs', files: but('deploiement/reprise.yaml', 'containers: [', `containers: [{ name: mandataire, image: "${image}", command: [sh, -c, "sleep infinity"], ${resources} }, `, job('backoffLimit: 1', 'echo fini')), status: 'NotReady', application: { sync: 'Synced', health: 'Progressing' }, why: /ne se termine pas\. ← « reprise » a fini, mais « mandataire » tourne encore/ },
  { name: 'a Job that asks for more once it is there', source: 'Kubernetes, validation', files: job('completions: 1', 'sleep 3600'), then: job('completions: 3', 'sleep 3600'), status: 'Running', application: { sync: 'OutOfSync', health: 'Progressing', message: /Job\.batch "reprise" is invalid: spec\.completions: Invalid value: 3: field is immutable/ } },
];

const database = (size: string, note = '') => ({ ...guichet, 'deploiement/donnees.yaml': `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: donnees, annotations: { ${note} } }\nspec: { instances: 1, storage: { size: ${size} }, resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 100m, memory: 256Mi } } }\n` });
const databases: readonly FailureMode[] = [
  { name: 'a database that would take less room', source: 'cloudnative-pg, validateStorageChange', files: database('2Gi'), then: database('1Gi'), status: 'Running', application: { sync: 'OutOfSync', health: 'Healthy', message: /admission webhook "vcluster\.cnpg\.io" denied the request: Cluster\.cluster\.cnpg\.io "donnees" is invalid: spec\.storage: Invalid value: "1Gi": can't shrink existing storage from 2Gi to 1Gi/ } },
  { name: 'a database that takes more room', source: 'cloudnative-pg, validateStorageChange', files: database('1Gi'), then: database('2Gi'), status: 'Running', application: healthy },
];

const config = (data: string) => but('deploiement/configmap.yaml', 'data: { GUICHET_PORT: "8080" }', `immutable: true\ndata: { ${data} }`);
const secret = (type: string) => ({ ...guichet, 'deploiement/acces.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: acces }\ntype: ${type}\nstringData: { username: lecteur, password: ${'x'.repeat(8)} }\n` });
const lone = (more: string) => ({ ...guichet, 'deploiement/seul.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: seul, ${labels} }\nspec: { imagePullSecrets: [{ name: registry-pull-secret }], containers: [{ name: seul, image: "${image}", ${more} ${resources} }] }\n` });
const refused = (message: RegExp, health = 'Healthy') => ({ sync: 'OutOfSync', health, message });
const lasting: readonly FailureMode[] = [
  { name: 'a ConfigMap that was said never to change', source: 'Kubernetes, validation', files: config('GUICHET_PORT: "8080"'), then: config('GUICHET_PORT: "8081"'), status: 'Running', application: refused(/ConfigMap "guichet" is invalid: data: Forbidden: field is immutable when `immutable` is set/) },
  { name: 'a Secret that becomes of another type', source: 'Kubernetes, validation', files: secret('Opaque'), then: secret('kubernetes.io/basic-auth'), status: 'Running', application: refused(/Secret "acces" is invalid: type: Invalid value: "kubernetes\.io\/basic-auth": field is immutable/) },
  { name: 'a Service that would do without its address', source: 'Kubernetes, validation', files: guichet, then: but('deploiement/service.yaml', 'spec:', 'spec:\n  clusterIP: None'), status: 'Running', application: refused(/Service "guichet" is invalid: spec\.clusterIPs\[0\]: Invalid value: \[\]string\{"None"\}: may not change once set/) },
  { name: 'a pod of its own that changes', source: 'Kubernetes, validation', files: lone(''), then: lone('env: [{ name: NIVEAU, value: debug }],'), status: 'Running', application: refused(/Pod "seul" is invalid: spec: Forbidden: pod updates may not change fields other than `spec\.containers\[\*\]\.image`/) },
  { name: 'a pod of its own that is applied again', source: 'Kubernetes, validation', files: lone(''), then: but('deploiement/configmap.yaml', '8080', '8081', lone('')), status: 'Running', application: healthy },
  { name: 'a priority that no cluster has', source: 'Kubernetes, plugin/pkg/admission/priority', files: inPod('priorityClassName: haute'), event: /^FailedCreate: Error creating: pods "guichet-\S+" is forbidden: no PriorityClass with name haute was found$/, application: { sync: 'Synced', health: 'Progressing' }, why: /no PriorityClass with name haute/ },
  { name: 'a runtime that no cluster has', source: 'Kubernetes, plugin/pkg/admission/runtimeclass', files: inPod('runtimeClassName: gvisor'), event: /^FailedCreate: .* is forbidden: pod rejected: RuntimeClass "gvisor" not found$/ },
];

const restricted = (why: string) => new RegExp(`^FailedCreate: Error creating: pods "guichet-\\S+" is forbidden: unable to validate against any security context constraint: .*provider restricted-v2: ${why}`);
const ofNode: readonly FailureMode[] = [
  { name: 'the network of the node', source: 'openshift/apiserver-library-go, restricted-v2', files: inPod('hostNetwork: true'), event: restricted('\\.spec\\.securityContext\\.hostNetwork: Invalid value: true: Host network is not allowed to be used'), application: { sync: 'Synced', health: 'Progressing' } },
  { name: 'a port of the node', source: 'openshift/apiserver-library-go, restricted-v2', files: but(deployment, 'containerPort: 8080', 'containerPort: 8080, hostPort: 8080'), event: restricted('\\.containers\\[0\\]\\.containers\\[0\\]\\.hostPort: Invalid value: 8080: Host ports are not allowed to be used') },
  { name: 'a volume of a kind that is not lent', source: 'openshift/apiserver-library-go, restricted-v2', files: mounting('nfs: { server: partage.exemple.fr, path: /export }'), event: restricted('\\.spec\\.volumes\\[0\\]: Invalid value: "nfs": nfs volumes are not allowed to be used') },
];

const ingress = (more: string, note = '') => `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: guichet, annotations: { ${note} } }\nspec:\n  ${more}\n  rules: [{ host: guichet.apps.exemple.fr, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: guichet, port: { name: http } } } }] } }]\n`;
const exposed = (more: string, note = '') => ({ ...guichet, 'deploiement/ingress.yaml': ingress(more, note) });
const network: readonly FailureMode[] = [
  { name: 'an Ingress of a class that OpenShift does not serve', source: 'openshift/route-controller-manager, ingressManaged', files: exposed('ingressClassName: nginx'), status: 'Running', application: { sync: 'Synced', health: 'Progressing' }, why: /reste sans adresse\. ← Aucun contrôleur du cluster ne sert la classe « nginx »/ },
  { name: 'an old annotation of class, which OpenShift does not read', source: 'openshift/route-controller-manager, ingressManaged', files: exposed('', 'kubernetes.io/ingress.class: nginx'), status: 'Running', application: healthy },
  { name: 'an Ingress of OpenShift’s class where ingress-nginx is', source: 'ingress-nginx, --ingress-class', cluster: 'pax', files: exposed('ingressClassName: openshift-default'), application: { sync: 'Synced', health: 'Progressing' }, why: /ne sert la classe « openshift-default » : .* ou écrivez « nginx »/, event: /violates PodSecurity/ },
  { name: 'an Ingress whose TLS Secret does not exist, where ingress-nginx shows its own certificate', source: 'ingress-nginx, default SSL certificate', cluster: 'pax', files: exposed('tls: [{ hosts: [guichet.apps.exemple.fr], secretName: certificat }]'), event: /violates PodSecurity/, why: /Kubernetes Ingress Controller Fake Certificate\) .* ← Le Secret TLS « certificat » n’existe pas/ },
  { name: 'a Service that aims at a port by a name that its pods do not use', source: 'Kubernetes, FindPort', files: but('deploiement/service.yaml', 'targetPort: http', 'targetPort: web'), status: 'Running', application: healthy, why: /« guichet » ne mène à aucun pod.* ← Ses pods n’ont aucun port nommé « web » \(targetPort\) : les leurs sont « http »/ },
  { name: 'a Service that waits for a load balancer', source: 'argoproj/gitops-engine, health_service.go', files: but('deploiement/service.yaml', 'spec:', 'spec:\n  type: LoadBalancer'), status: 'Running', application: { sync: 'Synced', health: 'Progressing' } },
];

const rabbit = { ...guichet, 'deploiement/file.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: file, ${labels} }\nspec:\n  selector: { matchLabels: { app: reprise } }\n  template:\n    metadata: { ${labels} }\n    spec: { containers: [{ name: file, image: "docker.io/library/rabbitmq:4.1.0", ports: [{ name: amqp, containerPort: 5672 }], readinessProbe: { tcpSocket: { port: amqp } }, ${resources} }] }\n` };
const published: readonly FailureMode[] = [
  { name: 'a published image of which nothing is known listens where its manifest says', source: 'ours: stated default', files: rabbit, status: 'Running', application: healthy },
];

const hpa = (metric: string) => ({ ...guichet, 'deploiement/hpa.yaml': `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: guichet }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: guichet }, minReplicas: 2, maxReplicas: 3, metrics: [${metric}] }\n` });
const autoscaling: readonly FailureMode[] = [
  { name: 'an autoscaler on a measure of the application, which no cluster gathers', source: 'Kubernetes, FailedGetPodsMetric', files: hpa('{ type: Pods, pods: { metric: { name: demandes }, target: { type: AverageValue, averageValue: "10" } } }'), status: 'Running', event: /^FailedGetPodsMetric: unable to get metric demandes: unable to fetch metrics from custom metrics API: no custom metrics API registered$/, application: healthy, why: /FailedGetPodsMetric/ },
  { name: 'an autoscaler on a measure from elsewhere', source: 'Kubernetes, FailedGetExternalMetric', files: hpa('{ type: External, external: { metric: { name: file }, target: { type: Value, value: "10" } } }'), status: 'Running', event: /^FailedGetExternalMetric: unable to get external metric \S+\/file\/nil: unable to fetch metrics from external metrics API: the server could not find the requested resource \(get file\.external\.metrics\.k8s\.io\)$/ },
  { name: 'an autoscaler on one container of its pods', source: 'Kubernetes, ContainerResource', files: hpa('{ type: ContainerResource, containerResource: { name: cpu, container: guichet, target: { type: Utilization, averageUtilization: 50 } } }'), behaviour: { cpuMillis: 400 }, status: 'Running', event: /^SuccessfulRescale: New size: 3; reason: cpu container resource utilization \(percentage of request\) above target$/ },
];

/** Failures of the cluster that concern where pods go, what they are given and how they start. */
export const clusterFailureModes: readonly FailureMode[] = [...scheduling, ...volumes, ...starting, ...jobs, ...databases, ...lasting, ...ofNode, ...network, ...published, ...autoscaling];
