import { syncAutoscaler } from './controllers/autoscaler';
import { syncDatabase } from './controllers/cnpg';
import { syncCronJob, tick } from './controllers/cronjob';
import { syncDeployment } from './controllers/deployment';
import { syncBudget } from './controllers/disruption-budget';
import { syncIngress } from './controllers/ingress';
import { syncJob } from './controllers/job';
import { syncNamespace } from './controllers/namespace';
import { syncReport } from './controllers/policy-report';
import { syncQuota } from './controllers/quota';
import { syncReplicaSet } from './controllers/replicaset';
import { syncService } from './controllers/service';
import { syncStatefulSet } from './controllers/statefulset';
import { bindClaim, syncClaim } from './controllers/volume-claim';
import { liveContainer, remount, reschedule, syncPod } from './kubelet/kubelet';
import { removal } from './kubelet/stop';
import { collect } from './deletion';
import { syncSopsSecret } from '../secrets/sops';
import { syncVaultAccess } from '../secrets/vault-access';
import { refreshVaultSecret, syncVaultSecret } from '../secrets/vault-static';
import { noObjects } from './store';
import type { ClusterState, ClusterWorld, Task, Work } from './work';

/** A cluster without any object. */
export function emptyCluster(seed: number): ClusterState {
  return { seed, serial: 0, objects: noObjects, runs: new Map(), present: new Map() };
}

/** More tasks than this in one step would be controllers that answer each other for ever. */
const maxTasks = 100_000;

/** Does what is to be done now, and what that calls for, until the controllers are at rest. */
export function settle(work: Work): void {
  for (let count = 0; count < maxTasks; count++) {
    const task = work.next();
    if (!task) return;
    perform(work, task);
  }
  throw new Error('the controllers of the simulated cluster do not come to rest');
}

function perform(work: Work, task: Task): void {
  const { namespace, name } = task;
  switch (task.kind) {
    case 'deployment': return syncDeployment(work, namespace, name);
    case 'replicaset': return syncReplicaSet(work, namespace, name);
    case 'statefulset': return syncStatefulSet(work, namespace, name);
    case 'claim': return syncClaim(work, namespace, name);
    case 'volume': return bindClaim(work, namespace, name, task.uid);
    case 'schedule': return reschedule(work, namespace, name);
    case 'ingress': return syncIngress(work, namespace, name);
    case 'job': return syncJob(work, namespace, name);
    case 'service': return syncService(work, namespace, name);
    case 'quota': return syncQuota(work, namespace, name);
    case 'pod': return syncPod(work, namespace, name);
    case 'namespace': return syncNamespace(work, name);
    case 'cronjob': return syncCronJob(work, namespace, name);
    case 'tick': return tick(work, namespace, name, task.uid, task.generation);
    case 'budget': return syncBudget(work, namespace, name);
    case 'autoscaler': return syncAutoscaler(work, namespace, name);
    case 'database': return syncDatabase(work, namespace, name);
    case 'sopssecret': return syncSopsSecret(work, namespace, name);
    case 'vaultstaticsecret': return syncVaultSecret(work, namespace, name);
    case 'vaultauth': return syncVaultAccess(work, 'VaultAuth', namespace, name);
    case 'vaultconnection': return syncVaultAccess(work, 'VaultConnection', namespace, name);
    case 'vault-refresh': return refreshVaultSecret(work, namespace, name, task.uid, task.generation, task.failures);
    case 'container': return liveContainer(work, task);
    case 'remount': return remount(work, namespace, name, task.uid);
    case 'report': return syncReport(work, task);
    case 'removal': return removal(work, namespace, name, task.uid);
    case 'collect': return collect(work, task);
  }
}

export type { ClusterState, ClusterWorld };
