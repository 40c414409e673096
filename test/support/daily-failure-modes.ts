import type { FailureMode } from './failure-modes';
import { but, guichet, image, withShell } from './guichet';

const deployment = 'deploiement/deployment.yaml';
const resources = 'resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 100m, memory: 128Mi } }';
const job = (spec: string, script: string) => ({ ...guichet, 'deploiement/reprise.yaml': `apiVersion: batch/v1
kind: Job
metadata: { name: reprise, labels: { app: reprise, env: dev, tier: backend } }
spec:
  ${spec}
  template:
    metadata: { labels: { app: reprise, env: dev, tier: backend } }
    spec:
      restartPolicy: Never
      imagePullSecrets: [{ name: registry-pull-secret }]
      containers: [{ name: reprise, image: "${image}", command: [sh, -c, "${script}"], ${resources} }]
` });
const before = (script: string) => but(deployment, '      containers:', `      initContainers: [{ name: preparer, image: "${image}", command: [sh, -c, "${script}"], ${resources} }]\n      containers:`);

/** What goes wrong day after day, and that no exercise names. */
export const dailyFailureModes: readonly FailureMode[] = [
  { name: 'a ConfigMap that changes starts nothing again: pods keep what they were given', source: 'Kubernetes, ConfigMaps as environment variables', files: guichet, then: but('deploiement/configmap.yaml', '8080', '8081'), status: 'Running', application: { sync: 'Synced', health: 'Healthy', message: /^configmap\/guichet configured$/ } },
  { name: 'an init container that fails starts again before all the others', source: 'Kubernetes, Init Containers', files: withShell(before('echo base absente >&2; exit 1')), status: 'Init:CrashLoopBackOff', event: /^BackOff: Back-off restarting failed container preparer in pod guichet-/, why: /« preparer » .* ← Il se termine avec le code 1\. ← Sa dernière ligne : base absente$/ },
  { name: 'an init container that never ends', source: 'Kubernetes, Init Containers', files: withShell(before('sleep 86400')), status: 'Init:0/1', application: { sync: 'Synced', health: 'Progressing' }, why: /\(Init:0\/1\)\. ← Son conteneur d’initialisation « preparer » n’a pas fini depuis \d+ min/ },
  { name: 'a Job beyond its deadline', source: 'Kubernetes, activeDeadlineSeconds', files: job('activeDeadlineSeconds: 30', 'sleep 3600'), event: /^DeadlineExceeded: Job was active longer than specified deadline$/, application: { sync: 'Synced', health: 'Degraded' }, why: /\(DeadlineExceeded\).* ← Il avait 30 s pour finir/, status: 'Running' },
  { name: 'a Job that fails too often', source: 'Kubernetes, backoffLimit', files: withShell(job('backoffLimit: 1', 'exit 2')), event: /^BackoffLimitExceeded: Job has reached the specified backoff limit$/, application: { sync: 'Synced', health: 'Degraded' }, why: /\(BackoffLimitExceeded\).* ← .* s’est terminé avec le code 2\.$/, status: 'Error' },
  { name: 'a rollout that the quota leaves no room for keeps the pods before it', source: '02 §5', cpu: 1, files: guichet, then: but(deployment, 'cpu: 100m', 'cpu: 150m'), status: 'Running', event: /^FailedCreate: Error creating: pods "guichet-.*" is forbidden: exceeded quota: dso-quota, requested: limits\.cpu=500m, used: limits\.cpu=1, limited: limits\.cpu=1$/, why: /n’a pas tous ses pods.* ← .*exceeded quota/ },
];
