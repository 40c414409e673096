import type { Autoscaler } from '../controllers/autoscaler';
import type { StatefulSet } from '../controllers/statefulset';
import type { Fault } from './decode';
import type { DisruptionBudget } from '../controllers/disruption-budget';
import { claim, configMap, secret } from './validation/data';
import { disruptionBudget } from './validation/disruption-budget';
import { annotations, dnsLabel, label, labels, subdomain, wellFormed, type Report } from './validation/formats';
import { ingress, networkPolicy } from './validation/network';
import { podSpec } from './validation/pod';
import { service } from './validation/service';
import { autoscaler, cronJob, job, statefulSet, workload } from './validation/workloads';
import { vaultStaticSecret } from './vault-static-secret';
import { groupOf, type Deployment, type KubeObject, type PodSpec, type Service } from '../object';

/** What is wrong with an object that decodes, in the words of the API server (k8s.io/kubernetes 1.33, `validation.go` of each group), in its order. */
export function validationFaults(object: KubeObject): Fault[] {
  const faults: Fault[] = [];
  const report: Report = (path, fault) => faults.push({ path, fault });
  metadata(object, report);
  switch (object.kind) {
    case 'Pod': pod(object['spec'] as PodSpec | undefined, report); break;
    case 'Deployment': case 'ReplicaSet': workload(object as Deployment, report); break;
    case 'StatefulSet': statefulSet(object as StatefulSet, report); break;
    case 'Job': job(object['spec'] as object | undefined, 'spec', report); break;
    case 'CronJob': cronJob(object, report); break;
    case 'HorizontalPodAutoscaler': autoscaler(object as Autoscaler, report); break;
    case 'PodDisruptionBudget': disruptionBudget(object as DisruptionBudget, report); break;
    case 'Service': service(object as Service, report); break;
    case 'ConfigMap': configMap(object, report); break;
    case 'Secret': secret(object, report); break;
    case 'PersistentVolumeClaim': claim(object['spec'] as object | undefined, 'spec', report); break;
    case 'Ingress': ingress(object, report); break;
    case 'NetworkPolicy': networkPolicy(object, report); break;
    case 'VaultStaticSecret': vaultStaticSecret(object, report); break;
    default:
  }
  return faults;
}

/** A refusal as the API server words it. */
export function invalid(object: KubeObject, faults: readonly Fault[]): string {
  const group = groupOf(object.apiVersion);
  const texts = faults.map(({ path, fault }) => `${path}: ${fault}`);
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return `${object.kind}${group ? `.${group}` : ''} "${object.metadata.name ?? ''}" is invalid: ${list}`;
}

/** Containers for debugging are added to a pod that runs. */
function pod(spec: PodSpec | undefined, report: Report): void {
  podSpec(spec, 'spec', report);
  if ((spec as { ephemeralContainers?: readonly object[] } | undefined)?.ephemeralContainers?.length) report('spec.ephemeralContainers', 'Forbidden: cannot be set on create');
}

function metadata({ kind, metadata: { name, labels: own, annotations: notes } }: KubeObject, report: Report): void {
  if (!name) report('metadata.name', 'Required value: name or generateName is required');
  else wellFormed(name, kind === 'Service' ? dnsLabel : kind === 'Namespace' ? label : subdomain, 'metadata.name', report);
  labels(own, 'metadata.labels', report);
  annotations(notes, 'metadata.annotations', report);
}
