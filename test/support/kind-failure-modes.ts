import type { FailureMode } from './failure-modes';
import { but, guichet, image } from './guichet';

const deployment = 'deploiement/deployment.yaml';
const labels = '{ app: base, env: dev, tier: database }';

/** A database as a StatefulSet, with its governing service. */
const set = (spec = '', { claims = 'accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }', replicas = 2, container = '', service = 'base' } = {}) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: base, labels: ${labels} }
spec:
  serviceName: ${service}
  replicas: ${replicas}
  ${spec}
  selector: { matchLabels: { app: base } }
  template:
    metadata: { labels: ${labels} }
    spec:
      imagePullSecrets: [{ name: registry-pull-secret }]
      containers:
        - name: base
          image: ${image}
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /health, port: http } }
          volumeMounts: [{ name: donnees, mountPath: /donnees }]
          resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } }
          ${container}
  volumeClaimTemplates:
    - metadata: { name: donnees }
      spec: { ${claims} }
`;
const headless = `apiVersion: v1\nkind: Service\nmetadata: { name: base, labels: ${labels} }\nspec: { clusterIP: None, selector: { app: base }, ports: [{ name: http, port: 8080 }] }\n`;
const database = (...given: Parameters<typeof set>) => ({ ...guichet, 'deploiement/base.yaml': set(...given), 'deploiement/base-service.yaml': headless });

const claim = (spec: string) => `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: pieces, labels: { app: guichet, env: dev, tier: backend } }\nspec: { ${spec} }\n`;
const once = 'accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }';
const mounting = but(deployment, '      containers:', '      volumes: [{ name: pieces, persistentVolumeClaim: { claimName: pieces } }]\n      containers:');
const withClaim = (spec: string, files = mounting) => ({ ...files, 'deploiement/pieces.yaml': claim(spec) });
const single = but(deployment, 'replicas: 2', 'replicas: 1', mounting);

const storage: readonly FailureMode[] = [
  { name: 'a claim is bound once a pod that asks for it has a node', source: 'Kubernetes, WaitForFirstConsumer', files: withClaim(once, single), status: 'Running', event: /^ProvisioningSucceeded: Successfully provisioned volume pvc-[0-9a-f-]{36}$/, application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'a claim that no pod asks for waits, and what comes in a later wave with it', source: 'Kubernetes, WaitForFirstConsumer; Argo CD, waves', files: { ...guichet, 'deploiement/pieces.yaml': claim(once).replace('metadata: {', 'metadata: { annotations: { argocd.argoproj.io/sync-wave: "-1" },') }, event: /^WaitForFirstConsumer: waiting for first consumer to be created before binding$/, application: { sync: 'OutOfSync', health: 'Missing', message: /^waiting for healthy state of \/PersistentVolumeClaim\/pieces$/ }, why: /« pieces » attend le premier pod qui le monte/ },
  { name: 'a pod whose claim does not exist', source: 'Kubernetes, FailedScheduling', files: mounting, status: 'Pending', event: /^FailedScheduling: 0\/6 nodes are available: persistentvolumeclaim "pieces" not found\. preemption: 0\/6 nodes are available: 6 Preemption is not helpful for scheduling\.$/, why: /PersistentVolumeClaim « pieces » n’existe pas/ },
  { name: 'a storage class that does not exist', source: 'Kubernetes, ProvisioningFailed', files: withClaim(`storageClassName: rapide, ${once}`), status: 'Pending', event: /^ProvisioningFailed: storageclass\.storage\.k8s\.io "rapide" not found$/, application: { sync: 'Synced', health: 'Progressing' }, why: /storageclass\.storage\.k8s\.io "rapide" not found : classes du cluster : standard/ },
  { name: 'no storage class at all', source: 'Kubernetes, FailedBinding', files: withClaim(`storageClassName: "", ${once}`), status: 'Pending', event: /^FailedBinding: no persistent volumes available for this claim and no storage class is set$/, why: /no storage class is set/ },
  { name: 'a volume for many nodes, which block storage does not give', source: 'CSI, capabilities', files: withClaim(once.replace('ReadWriteOnce', 'ReadWriteMany')), status: 'Pending', event: /^ProvisioningFailed: failed to provision volume with StorageClass "standard": rpc error: code = InvalidArgument desc = Volume capabilities MULTI_NODE_MULTI_WRITER not supported\. Only AccessModes\[ReadWriteOnce\] supported\.$/, why: /MULTI_NODE_MULTI_WRITER/ },
  { name: 'a volume of one node asked for on two', source: 'Kubernetes, Multi-Attach error', files: withClaim(once), status: 'ContainerCreating', event: /^FailedAttachVolume: Multi-Attach error for volume "pvc-[0-9a-f-]{36}" Volume is already used by pod\(s\) guichet-\w+-\w{5}$/, application: { sync: 'Synced', health: 'Progressing' }, why: /un seul nœud à la fois/ },
  { name: 'a rolling update that waits for the volume its old pod holds', source: 'Kubernetes, Multi-Attach error', files: withClaim(once, single), then: withClaim(once, but(deployment, 'cpu: 100m', 'cpu: 150m', single)), status: 'ContainerCreating', event: /^FailedAttachVolume: Multi-Attach error/, why: /strategy: \{ type: Recreate \}/ },
  { name: 'a claim that grows smaller', source: 'Kubernetes, validation', files: withClaim(once.replace('1Gi', '2Gi'), single), then: withClaim(once, single), application: { sync: 'OutOfSync', health: 'Healthy', message: /PersistentVolumeClaim "pieces" is invalid: spec\.resources\.requests\.storage: Forbidden: field can not be less than status\.capacity/ } },
  { name: 'a claim whose class changes', source: 'Kubernetes, validation', files: withClaim(once, single), then: withClaim(`storageClassName: rapide, ${once}`, single), application: { sync: 'OutOfSync', health: 'Healthy', message: /spec: Forbidden: spec is immutable after creation except resources\.requests/ } },
  { name: 'a claim above what the platform allows is refused in production', source: '02 §2', stage: 'prod', files: { ...guichet, 'deploiement/pieces.yaml': claim(once.replace('1Gi', '2Ti')) }, application: { sync: 'OutOfSync', health: 'Missing', message: /resource PersistentVolumeClaim\/[\s\S]+limit-size-pvc:/ } },
];

const statefulSets: readonly FailureMode[] = [
  { name: 'a StatefulSet makes its pods one after the other, each with its claim', source: 'Kubernetes, StatefulSet', files: database(), status: 'Running', event: /^SuccessfulCreate: create Claim donnees-base-1 Pod base-1 in StatefulSet base success$/, application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'a first pod that is not ready holds up the others', source: 'Kubernetes, OrderedReady', files: but('deploiement/base.yaml', '/health', '/sante', database()), status: 'Running', event: /^Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404$/, application: { sync: 'Synced', health: 'Progressing' }, why: /1 pod sur 2 : base-1 n’est créé qu’une fois base-0 prêt/ },
  { name: 'a broken revision is not replaced by the one that mends it', source: 'Kubernetes, StatefulSet, forced rollback', files: but('deploiement/base.yaml', 'api:main', 'api:jamais', database()), then: database(), status: 'ImagePullBackOff', application: { sync: 'Synced', health: 'Progressing' }, why: /supprimez le pod base-0/ },
  { name: 'claims of a StatefulSet that change', source: 'Kubernetes, validation', files: database(), then: database('', { claims: 'accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } }' }), application: { sync: 'OutOfSync', health: 'Healthy', message: /StatefulSet\.apps "base" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden/ } },
  { name: 'a StatefulSet beyond the quota', source: '02 §5', cpu: 1, files: but('deploiement/base.yaml', 'limits: { cpu: 200m', 'limits: { cpu: 900m', database()), event: /^FailedCreate: create Pod base-1 in StatefulSet base failed error: pods "base-1" is forbidden: exceeded quota: dso-quota, requested: limits\.cpu=900m, used: limits\.cpu=900m, limited: limits\.cpu=1$/, status: 'Running', why: /exceeded quota: dso-quota/ },
  { name: 'a volume that a StatefulSet does not have', source: 'Kubernetes, validation', files: but('deploiement/base.yaml', 'name: donnees, mountPath', 'name: data, mountPath', database()), application: { sync: 'OutOfSync', health: 'Missing', message: /StatefulSet\.apps "base" is invalid: spec\.template\.spec\.containers\[0\]\.volumeMounts\[0\]\.name: Not found: "data"/ } },
];

/** What goes wrong with the other kinds. */
export const kindFailureModes: readonly FailureMode[] = [...storage, ...statefulSets];

/** An application with one sound object of every kind. */
export const everyKind: Readonly<Record<string, string>> = { ...database() };
