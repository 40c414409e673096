import type { FailureMode } from './failure-modes';
import { but, guichet, image, withShell } from './guichet';

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

const ingress = (rule = '', { host = 'guichet.apps.exemple.fr', tls = '', name = 'guichet' } = {}) => `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: ${name}, labels: { app: guichet, env: dev, tier: backend } }\nspec:\n  ${tls}\n  rules:\n    - host: ${host}\n      http: { paths: [{ path: /, pathType: Prefix, backend: { service: ${rule || '{ name: guichet, port: { name: http } }'} } }] }\n`;
const exposed = (...given: Parameters<typeof ingress>) => ({ ...guichet, 'deploiement/ingress.yaml': ingress(...given) });
const waiting = { sync: 'Synced', health: 'Progressing' } as const;
const onlyIngress = { 'deploiement/ingress.yaml': ingress('', { name: 'vitrine' }) };

const ingresses: readonly FailureMode[] = [
  { name: 'an Ingress that leads to its Service has an address', source: 'openshift/route-controller-manager', files: exposed(), status: 'Running', application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'the host of another project stays the other’s', source: '11 §1.3 n° 8, 04 §5', files: exposed(), other: onlyIngress, status: 'Running', application: waiting, why: /HostAlreadyClaimed/ },
  { name: 'the host of another project is refused where ingress-nginx is', source: '11 §1.3 n° 8, ingress-nginx', cluster: 'pax', files: exposed(), other: { 'deploiement/ingress.yaml': ingress('', { name: 'vitrine' }), 'deploiement/service.yaml': guichet['deploiement/service.yaml'] ?? '' }, application: { sync: 'OutOfSync', health: 'Missing', message: /admission webhook "validate\.nginx\.ingress\.kubernetes\.io" denied the request: host "guichet\.apps\.exemple\.fr" and path "\/" is already defined in ingress \S+--\S+\/vitrine/ }, why: /is already defined in ingress/ },
  { name: 'a host of the platform’s own', source: '04 §5', files: exposed('', { host: 'harbor.apps.dso.numerique-interieur.com' }), status: 'Running', application: waiting, why: /est déjà pris/ },
  { name: 'an Ingress to a Service that does not exist', source: 'openshift/route-controller-manager', files: exposed('{ name: guichet-web, port: { name: http } }'), status: 'Running', application: waiting, why: /Application is not available \(503\)\. ← Le Service « guichet-web » n’existe pas/ },
  { name: 'an Ingress to a port its Service does not have', source: 'openshift/route-controller-manager', files: exposed('{ name: guichet, port: { number: 80 } }'), status: 'Running', application: waiting, why: /n’a pas de port « 80 » : ses ports sont http \(8080\)/ },
  { name: 'an Ingress whose TLS Secret does not exist', source: 'openshift/route-controller-manager', files: exposed('', { tls: 'tls: [{ hosts: [guichet.apps.exemple.fr], secretName: certificat }]' }), status: 'Running', application: waiting, why: /Le Secret TLS « certificat » n’existe pas/ },
  { name: 'a path that is not absolute', source: 'Kubernetes, validation', files: but('deploiement/ingress.yaml', 'path: /,', 'path: api,', exposed()), application: { sync: 'OutOfSync', health: 'Missing', message: /Ingress\.networking\.k8s\.io "guichet" is invalid: spec\.rules\[0\]\.http\.paths\[0\]\.path: Invalid value: "api": must be an absolute path/ } },
  { name: 'a path without its type', source: 'Kubernetes, validation', files: but('deploiement/ingress.yaml', ' pathType: Prefix,', '', exposed()), application: { sync: 'OutOfSync', health: 'Missing', message: /pathType: Required value: pathType must be specified/ } },
];

const front = (guichet[deployment] ?? '').replaceAll('name: guichet\n', 'name: vitrine\n').replace(image, 'docker.io/nginxinc/nginx-unprivileged:1.27.1').replace('matchLabels: { app: guichet }', 'matchLabels: { app: guichet, role: vitrine }').replace('labels: { app: guichet, env: dev, tier: backend }\n    spec', 'labels: { app: guichet, role: vitrine, env: dev, tier: backend }\n    spec').replace('path: /health', 'path: /').replace('- name: guichet', '- name: vitrine').replace('replicas: 2', 'replicas: 1');
const calls = (address: string) => but(deployment, '          ports:', `          env: [{ name: BASE, value: "${address}" }]\n          ports:`, database('', { replicas: 1 }));
const connects = { connects: [{ variable: 'BASE' }] };
const netpol = (spec: string) => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: sortie }\nspec: { podSelector: { matchLabels: { app: guichet } }, policyTypes: [Egress], ${spec} }\n`;
const toDns = '{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: openshift-dns } } }], ports: [{ port: 53, protocol: UDP }, { port: 5353, protocol: UDP }] }';
const filtered = (spec: string) => ({ ...calls('http://base:8080'), 'deploiement/sortie.yaml': netpol(spec) });

const network: readonly FailureMode[] = [
  { name: 'a selector common to two Deployments leads to the pods of both', source: '11 §1.3 n° 11', files: { ...guichet, 'deploiement/vitrine.yaml': front }, status: 'Running', application: { sync: 'Synced', health: 'Healthy' }, why: /Le Service « guichet » mène à des pods de 2 applications : guichet, vitrine\. ← Son sélecteur \(app=guichet\) leur est commun/ },
  { name: 'a selector that fits no pod', source: 'Kubernetes, Endpoints', files: but('deploiement/service.yaml', 'selector: { app: guichet }', 'selector: { app: autre }'), status: 'Running', why: /ne mène à aucun pod : ses Endpoints sont vides\. ← .*\(app=autre\)/ },
  { name: 'a start that rewrites a file, runs a jar of a wrong name and would aim at nothing', source: '11 §1.3 n° 13', files: guichet, behaviour: { edits: ['/app/application.properties'], fault: { line: 'Error: Unable to access jarfile demo.jar', code: 1 }, connects: [{ address: 'postgres-absent:5432' }] }, status: 'CrashLoopBackOff', event: /^BackOff: Back-off restarting failed container guichet in pod guichet-/, application: { sync: 'Synced', health: 'Progressing' }, why: /sed: couldn't open temporary file \/app\/sed\w+: Permission denied : son démarrage réécrit un fichier de son image.* ← Sa dernière ligne : Error: Unable to access jarfile demo\.jar/ },
  { name: 'a service that does not exist', source: '11 §1.3 n° 13', files: calls('jdbc:postgresql://base-absente:5432/guichet'), behaviour: connects, status: 'CrashLoopBackOff', why: /getaddrinfo ENOTFOUND base-absente ← Aucun Service ne répond au nom « base-absente »/ },
  { name: 'a port that its Service does not have', source: 'kube-proxy', files: calls('guichet:9999'), behaviour: connects, status: 'CrashLoopBackOff', why: /connect ETIMEDOUT guichet:9999 ← Le Service « guichet » n’a pas de port 9999/ },
  { name: 'an application that waits for its database starts once it is there', source: 'Kubernetes, DNS', files: calls('http://base:8080/'), behaviour: connects, status: 'Running', application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'a policy that lets nothing out, not even to the name server', source: 'Kubernetes, Network Policies', files: filtered('egress: [{ to: [{ podSelector: { matchLabels: { app: base } } }] }]'), behaviour: connects, status: 'CrashLoopBackOff', why: /getaddrinfo EAI_AGAIN base ← .*NetworkPolicy « sortie » ne laisse pas sortir vers le DNS/ },
  { name: 'a policy that lets out to other pods than the database', source: 'Kubernetes, Network Policies', files: filtered(`egress: [{ to: [{ podSelector: { matchLabels: { app: autre } } }] }, ${toDns}]`), behaviour: connects, status: 'CrashLoopBackOff', why: /connect ETIMEDOUT base:8080 ← NetworkPolicy « sortie » ne laisse pas passer/ },
  { name: 'a policy that lets out to the database and to the name server', source: 'Kubernetes, Network Policies', files: filtered(`egress: [{ to: [{ podSelector: { matchLabels: { app: base } } }], ports: [{ port: http }] }, ${toDns}]`), behaviour: connects, status: 'Running', application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'the pod of a StatefulSet by its own name, without a governing service', source: 'Kubernetes, StatefulSet', files: but(deployment, '          ports:', '          env: [{ name: BASE, value: "base-0.base:8080" }]\n          ports:', { ...guichet, 'deploiement/base.yaml': set() }), behaviour: connects, status: 'CrashLoopBackOff', why: /ENOTFOUND base-0\.base/ },
];

const cron = (spec: string, command = '') => ({ ...guichet, 'deploiement/relance.yaml': `apiVersion: batch/v1
kind: CronJob
metadata: { name: relance, labels: { app: relance, env: dev, tier: backend } }
spec:
  ${spec.replaceAll('; ', '\n  ')}
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        metadata: { labels: { app: relance, env: dev, tier: backend } }
        spec:
          restartPolicy: Never
          imagePullSecrets: [{ name: registry-pull-secret }]
          containers:
            - name: relance
              image: ${image}
              ${command}
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 100m, memory: 128Mi } }
` });
const refusedCron = (fault: RegExp) => ({ sync: 'OutOfSync', health: 'Missing', message: new RegExp(`CronJob\\.batch "relance" is invalid: ${fault.source}`) });
const everyMinute = 'schedule: "*/1 * * * *"';
const slow = { endsAfter: 200_000 };

const cronJobs: readonly FailureMode[] = [
  { name: 'a CronJob starts a Job at its hours', source: 'Kubernetes, CronJob', files: cron(everyMinute), event: /^SawCompletedJob: Saw completed job: relance-\d+, condition: Complete$/, status: 'Completed' },
  { name: 'a schedule of the seventh day', source: 'robfig/cron', files: cron('schedule: "0 3 * * 7"'), application: refusedCron(/spec\.schedule: Invalid value: "0 3 \* \* 7": end of range \(7\) above maximum \(6\): 7/) },
  { name: 'a schedule of six fields', source: 'robfig/cron; 06, ScheduledBackup', files: cron('schedule: "0 0 3 * * *"'), application: refusedCron(/spec\.schedule: Invalid value: "0 0 3 \* \* \*": expected exactly 5 fields, found 6: \[0 0 3 \* \* \*\]/) },
  { name: 'a time zone that does not exist', source: 'Kubernetes, validation', files: cron(`${everyMinute}; timeZone: Paris`), application: refusedCron(/spec\.timeZone: Invalid value: "Paris": unknown time zone Paris/) },
  { name: 'a Job that is not over when its next hour comes', source: 'Kubernetes, CronJob, concurrencyPolicy', files: cron(`${everyMinute}; concurrencyPolicy: Forbid`), behaviour: slow, status: 'Running', event: /^JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid$/, why: /« relance » saute ses heures/ },
  { name: 'a Job that is replaced when its next hour comes', source: 'Kubernetes, CronJob, concurrencyPolicy', files: cron(`${everyMinute}; concurrencyPolicy: Replace`), behaviour: slow, status: 'Running', event: /^SuccessfulDelete: Deleted job relance-\d+$/ },
  { name: 'a Job that fails each time', source: 'Kubernetes, Job', files: withShell(cron(everyMinute, 'command: [sh, -c, "exit 3"]')), status: 'Error', event: /^BackoffLimitExceeded: Job has reached the specified backoff limit$/, why: /Le Job « relance-\d+ » a échoué \(BackoffLimitExceeded\).* ← C’est « relance » \(CronJob\)/ },
];

const cluster = (spec = '', { size = '1Gi', resources = 'resources: { requests: { cpu: 200m, memory: 256Mi }, limits: { cpu: 200m, memory: 256Mi } }', instances = 2 } = {}) => ({ ...guichet, 'deploiement/base.yaml': `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: donnees, labels: { app: donnees, env: dev, tier: database } }
spec:
  instances: ${instances}
  storage: { size: ${size} }
  ${resources}
  ${spec}
` });
const asking = (key: string) => but(deployment, '          ports:', `          env: [{ name: BASE, valueFrom: { secretKeyRef: { name: ${key}, key: uri } } }]\n          ports:`);

const databases: readonly FailureMode[] = [
  { name: 'a database comes with its instances, Services and Secret', source: 'cloudnative-pg', files: { ...cluster(), ...{ 'deploiement/deployment.yaml': asking('donnees-app')['deploiement/deployment.yaml'] ?? '' } }, behaviour: { connects: [{ variable: 'BASE' }] }, status: 'Running', event: /^CreatingInstance: Creating instance donnees-2$/, application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'the Secret of the superuser, which a database does not give', source: 'cloudnative-pg, enableSuperuserAccess', files: { ...cluster(), ...{ 'deploiement/deployment.yaml': asking('donnees-superuser')['deploiement/deployment.yaml'] ?? '' } }, status: 'CreateContainerConfigError', event: /^Failed: Error: secret "donnees-superuser" not found$/, why: /secret "donnees-superuser" not found/ },
  { name: 'a database without resources, which the quota refuses', source: '02 §5', files: cluster('', { resources: '' }), status: 'Running', event: /^FailedCreate: Error creating: pods "donnees-1-initdb-\w{5}" is forbidden: failed quota: dso-quota: must specify limits\.cpu for: initdb,bootstrap-controller; /, application: { sync: 'Synced', health: 'Progressing' }, why: /must specify limits\.cpu/ },
  { name: 'an image of a database that is gone', source: '04 §9', files: cluster('imageName: docker.io/bitnami/postgresql:15'), status: 'ImagePullBackOff', application: { sync: 'Synced', health: 'Progressing' }, why: /La base « donnees » n’est pas prête : Setting up primary\. ← Creating primary instance donnees-1/ },
  { name: 'spec.postgres in place of spec.postgresql', source: '04 §9', files: cluster('postgres: { parameters: { max_connections: "100" } }'), application: { sync: 'OutOfSync', health: 'Healthy', message: /^successfully synced/ }, why: /unknown field "spec\.postgres"/ },
  { name: 'a database whose storage is above what the platform allows in production', source: '02 §2', stage: 'prod', files: Object.fromEntries(Object.entries(cluster('', { size: '2Ti' })).map(([file, text]) => [file, text.replaceAll('env: dev', 'env: prod')])), status: 'Running', application: { sync: 'Synced', health: 'Degraded' }, why: /Unable to create required cluster objects\. ← cannot create Cluster auxiliary objects: unable to create a PVC: admission webhook[\s\S]+limit-size-pvc/ },
];

const hpa = (target = 'guichet', { most = 4, percent = 50 } = {}) => `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: guichet }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }\n  minReplicas: 2\n  maxReplicas: ${most}\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: ${percent} } } }]\n`;
const scaled = (files: Readonly<Record<string, string>>, ...given: Parameters<typeof hpa>) => ({ ...files, 'deploiement/hpa.yaml': hpa(...given) });
const unsized = but(deployment, '  replicas: 2\n', '');
const busy = { cpuMillis: 90 };

const autoscalers: readonly FailureMode[] = [
  { name: 'an autoscaler gives what its pods need', source: 'Kubernetes, HorizontalPodAutoscaler', files: scaled(unsized), behaviour: busy, status: 'Running', event: /^SuccessfulRescale: New size: 4; reason: cpu resource utilization \(percentage of request\) above target$/, application: { sync: 'Synced', health: 'Healthy' } },
  { name: 'an autoscaler of what does not exist', source: 'Kubernetes, FailedGetScale', files: scaled(guichet, 'guichet-api'), status: 'Running', event: /^FailedGetScale: deployments\.apps "guichet-api" not found$/, application: { sync: 'Synced', health: 'Degraded' }, why: /ne règle rien \(FailedGetScale\)\. ← the HPA controller was unable to get the target's current scale: deployments\.apps "guichet-api" not found/ },
  { name: 'an autoscaler of pods that do not run', source: 'Kubernetes, FailedGetResourceMetric', files: scaled(but(deployment, 'api:main', 'api:jamais')), status: 'ImagePullBackOff', event: /^FailedGetResourceMetric: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API$/, why: /ne règle rien \(FailedGetResourceMetric\)/ },
  { name: 'an autoscaler and Git that both say how many', source: 'Argo CD, best practices', files: scaled(guichet), behaviour: busy, status: 'Running', event: /^SuccessfulRescale: New size: 4/, why: /se disputent le nombre de répliques/ },
  { name: 'an autoscaler whose least is above its most', source: 'Kubernetes, validation', files: scaled(guichet, 'guichet', { most: 1 }), application: { sync: 'OutOfSync', health: 'Missing', message: /HorizontalPodAutoscaler\.autoscaling "guichet" is invalid: spec\.maxReplicas: Invalid value: 1: must be greater than or equal to `minReplicas`/ } },
];

const budget = (spec = 'minAvailable: 1', selector = 'matchLabels: { app: guichet }') => `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: guichet }\nspec: { ${spec}, selector: { ${selector} } }\n`;
const guarded = (...given: Parameters<typeof budget>) => ({ ...guichet, 'deploiement/budget.yaml': budget(...given) });
const healthy = { sync: 'Synced', health: 'Healthy' } as const;
const guardedJob = `apiVersion: batch/v1\nkind: Job\nmetadata: { name: reprise, labels: { app: guichet, env: dev, tier: backend } }\nspec:\n  template:\n    metadata: { labels: { app: guichet, env: dev, tier: backend } }\n    spec:\n      restartPolicy: Never\n      imagePullSecrets: [{ name: registry-pull-secret }]\n      containers: [{ name: reprise, image: "${image}", envFrom: [{ configMapRef: { name: guichet } }], resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } } }]\n`;

const monitor = (field = 'path') => ({ ...guichet, 'deploiement/supervision.yaml': `apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: guichet }\nspec: { selector: { matchLabels: { app: guichet } }, endpoints: [{ port: http, ${field}: /metrics }] }\n` });

const monitors: readonly FailureMode[] = [
  { name: 'a ServiceMonitor is kept as it is written', source: 'EXI-ARCH-12', files: monitor(), status: 'Running', application: healthy },
  { name: 'a ServiceMonitor with a field of another name', source: 'EXI-ARCH-12; prometheus-operator', files: monitor('chemin'), application: { sync: 'OutOfSync', health: 'Healthy', message: /^successfully synced/ }, why: /ServiceMonitor « .* ← unknown field "spec\.endpoints\[0\]\.chemin"/ },
];

const budgets: readonly FailureMode[] = [
  { name: 'a budget that leaves a pod to disturb', source: 'EXI-ARCH-2; Kubernetes, PodDisruptionBudget', files: guarded('maxUnavailable: 25%'), status: 'Running', application: healthy },
  { name: 'a budget whose selector fits no pod', source: 'Kubernetes, NoPods', files: guarded('minAvailable: 1', 'matchLabels: { app: guichets }'), status: 'Running', event: /^NoPods: No matching pods found$/, application: healthy, why: /ne protège aucun pod \(NoPods\)\. ← .*\(app=guichets\)/ },
  { name: 'a budget that no pod may leave', source: 'Kubernetes, InsufficientPods; argo-cd#20171', files: guarded('minAvailable: 100%'), status: 'Running', application: healthy, why: /n’admet aucune éviction, alors que ses 2 pods sont prêts.* ← minAvailable: 100% ne laisse partir aucun pod/ },
  { name: 'a budget that takes the pods of a Job too', source: 'Kubernetes, CalculateExpectedPodCountFailed', files: { ...guarded('maxUnavailable: 1'), 'deploiement/reprise.yaml': guardedJob }, status: 'Running', event: /^CalculateExpectedPodCountFailed: Failed to calculate the number of expected pods: jobs\.batch does not implement the scale subresource$/, application: { sync: 'Synced', health: 'Degraded' }, why: /\(SyncFailed\)\. ← jobs\.batch does not implement the scale subresource/ },
  { name: 'a budget that says both what stays and what may go', source: 'Kubernetes, validation', files: guarded('minAvailable: 1, maxUnavailable: 1'), application: { sync: 'OutOfSync', health: 'Missing', message: /PodDisruptionBudget\.policy "guichet" is invalid: spec: Invalid value: \{"MinAvailable":1,"Selector":\{"matchLabels":\{"app":"guichet"\}\},"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null\}: minAvailable and maxUnavailable cannot be both set/ } },
  { name: 'a budget of more than all', source: 'Kubernetes, validation', files: guarded('minAvailable: 150%'), application: { sync: 'OutOfSync', health: 'Missing', message: /spec\.minAvailable: Invalid value: "150%": must not be greater than 100%/ } },
];

/** What goes wrong with the other kinds. */
export const kindFailureModes: readonly FailureMode[] = [...storage, ...statefulSets, ...ingresses, ...network, ...cronJobs, ...databases, ...autoscalers, ...budgets, ...monitors];

/** An application with one sound object of every kind. */
export const everyKind: Readonly<Record<string, string>> = { ...cron(everyMinute), ...database(), 'deploiement/hpa.yaml': hpa(), 'deploiement/ingress.yaml': ingress(), 'deploiement/budget.yaml': budget(), 'deploiement/donnees.yaml': cluster()['deploiement/base.yaml'] ?? '' };
