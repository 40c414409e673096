import { but, guichet, withShell } from './guichet';
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

/** Failures of the cluster that concern where pods go, what they are given and how they start. */
export const clusterFailureModes: readonly FailureMode[] = [...scheduling, ...volumes, ...starting];
