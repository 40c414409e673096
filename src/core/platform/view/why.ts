import { list } from '../cluster/store';
import { isTrue } from '../cluster/conditions';
import type { KubeEvent } from '../cluster/events';
import { controllerOf, type ContainerStatus, type Pod, type ReplicaSet } from '../cluster/object';
import { namespaceOf } from '../console/console';
import type { PlatformState } from '../state';
import { imageCauses, pipelineCauses } from './why-image';

/** One step of an explanation: what is seen, and where. Steps go from the symptom to its cause. */
export interface Cause {
  readonly what: string;
  /** What can be opened: a pod, a job, an application. */
  readonly at?: { readonly kind: 'pod' | 'job' | 'application' | 'pipeline'; readonly name: string };
}

/** Something that is not as it should be, and the chain of its causes. */
export interface Explanation {
  readonly project: string;
  readonly environment?: string;
  readonly chain: readonly Cause[];
}

/** Everything that is wrong on the platform, each with why: *image introuvable ← tag jamais poussé ← pipeline en échec à la ligne 12*. Empty when all is well. */
export function explain(state: PlatformState): Explanation[] {
  return state.console.projects.flatMap(({ slug, environments, repositories }) => [
    ...repositories.flatMap(({ name }) => syncFailure(state, slug, name)),
    ...pipelineFailures(state, slug),
    ...environments.flatMap(({ name }) => [...applicationFaults(state, slug, name), ...clusterFaults(state, slug, name)]),
  ]);
}

function syncFailure(state: PlatformState, project: string, repository: string): Explanation[] {
  const last = state.forge.syncs.findLast(sync => sync.repository === `${project}/${repository}`);
  return last?.status === 'failed' ? [{ project, chain: [{ what: `La synchronisation du dépôt « ${repository} » a échoué.` }, { what: last.log.at(-2) ?? '' }] }] : [];
}

/** The last pipeline of each repository, when it failed; what it should have brought is told with what lacks it. */
function pipelineFailures(state: PlatformState, project: string): Explanation[] {
  const last = new Map(state.pipelines.pipelines.filter(one => one.project === project).map(one => [one.repository, one]));
  return [...last.values()].filter(({ status, errors }) => status === 'failed' || (status === 'skipped' && errors.length > 0)).map(pipeline => ({ project, chain: pipelineCauses(pipeline) }));
}

function applicationFaults(state: PlatformState, project: string, environment: string): Explanation[] {
  return state.gitops.applications.filter(one => one.project === project && one.environment === environment).flatMap(({ name, comparisonError, operation }): Explanation[] => {
    const at = { kind: 'application', name } as const;
    if (comparisonError !== undefined) return [{ project, environment, chain: [{ what: `Argo CD ne peut pas comparer l’application « ${name} » (ComparisonError).`, at }, { what: comparisonError }] }];
    if (operation?.phase === 'Succeeded') return [];
    const failed = operation?.results.filter(({ status, hook }) => status === 'SyncFailed' || hook === 'Failed') ?? [];
    return failed.map(({ kind, name: object, status, phase, message }) => ({ project, environment, chain: [{ what: `La synchronisation de « ${name} » a échoué.`, at }, { what: status === 'SyncFailed' ? `${kind} « ${object} » est refusé : ${message}` : `${kind} « ${object} » a échoué pendant la phase ${phase}${message ? ` : ${message}` : ''}. Rien de ce qui suit n’est appliqué ; lisez ses journaux.` }] }));
  });
}

function clusterFaults(state: PlatformState, project: string, environment: string): Explanation[] {
  const namespace = namespaceOf(project, environment);
  const { objects } = state.cluster;
  const sets = (list(objects, 'apps', 'ReplicaSet', namespace) as ReplicaSet[]).flatMap((set): Explanation[] => {
    const failure = set.status.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
    return failure ? [{ project, environment, chain: [{ what: `« ${controllerOf(set)?.name ?? set.metadata.name} » n’a pas tous ses pods : leur création est refusée (FailedCreate).` }, { what: failure.message ?? '' }] }] : [];
  });
  // Pods made from one template fail alike: one speaks for all.
  const said = new Set<string>();
  const pods = (list(objects, '', 'Pod', namespace) as Pod[]).filter(pod => pod.metadata.deletionTimestamp === undefined && pod.status.phase !== 'Succeeded' && !isTrue(pod.status.conditions, 'Ready')).flatMap((pod): Explanation[] => {
    const chain = podCauses(state, project, pod);
    const key = `${controllerOf(pod)?.uid ?? pod.metadata.uid} ${chain.map(({ what }) => what).slice(1).join(' ')}`;
    if (said.has(key)) return [];
    said.add(key);
    return [{ project, environment, chain }];
  });
  return [...sets, ...pods];
}

function podCauses(state: PlatformState, project: string, pod: Pod): Cause[] {
  const { name } = pod.metadata;
  const at = { kind: 'pod', name } as const;
  const unscheduled = pod.status.conditions?.find(({ reason }) => reason === 'Unschedulable');
  if (unscheduled) return [{ what: `Le pod « ${name} » attend un nœud (Pending).`, at }, { what: unscheduled.message ?? '' }];
  const fault = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].find(one => !one.ready && one.state.terminated?.exitCode !== 0 && one.state.waiting?.reason !== 'PodInitializing');
  if (!fault) return [{ what: `Le pod « ${name} » démarre.`, at }];
  const { waiting, terminated } = fault.state;
  if (waiting && /ImagePull|ErrImage|InvalidImageName/.test(waiting.reason)) return [{ what: `Le pod « ${name} » n’obtient pas son image (${waiting.reason}).`, at }, ...imageCauses(state, project, fault.image, waiting.message ?? '')];
  if (waiting?.reason === 'CreateContainerConfigError') return [{ what: `Le conteneur « ${fault.name} » du pod « ${name} » ne peut pas être créé (CreateContainerConfigError).`, at }, { what: waiting.message ?? '' }];
  if (waiting?.reason === 'CrashLoopBackOff' || terminated) return crash(state, pod, fault);
  return [{ what: `Le pod « ${name} » n’est pas prêt.`, at }, ...lastWarning(state, pod)];
}

function crash(state: PlatformState, pod: Pod, { name, lastState, state: now, restartCount }: ContainerStatus): Cause[] {
  const end = now.terminated ?? lastState.terminated;
  const at = { kind: 'pod', name: pod.metadata.name } as const;
  const first: Cause = { what: `Le conteneur « ${name} » du pod « ${pod.metadata.name} » s’arrête et redémarre (${now.waiting?.reason ?? end?.reason ?? 'Error'}, ${restartCount} redémarrage${restartCount > 1 ? 's' : ''}).`, at };
  if (end?.reason === 'OOMKilled') return [first, { what: 'Il dépasse la mémoire de sa limite : le noyau l’arrête (OOMKilled, code 137).' }];
  if (end?.reason === 'StartError') return [first, { what: end.message ?? '' }];
  const run = state.cluster.runs.get(pod.metadata.uid)?.containers.find(one => one.name === name);
  const line = (run?.state.running ? run.previousLogs : run?.logs)?.filter(({ at: when }) => when <= state.now).at(-1)?.text;
  const probe = list(state.cluster.objects, '', 'Event', pod.metadata.namespace).find(event => (event as KubeEvent).reason === 'Killing' && (event as KubeEvent).involvedObject.uid === pod.metadata.uid && (event as KubeEvent).message.includes('failed'));
  if (probe) return [first, { what: (probe as KubeEvent).message }, ...lastWarning(state, pod)];
  return [first, { what: `Il se termine avec le code ${end?.exitCode ?? '?'}.` }, ...(line ? [{ what: `Sa dernière ligne : ${line}` }] : [])];
}

function lastWarning(state: PlatformState, pod: Pod): Cause[] {
  const warnings = (list(state.cluster.objects, '', 'Event', pod.metadata.namespace) as KubeEvent[]).filter(event => event.type === 'Warning' && event.involvedObject.uid === pod.metadata.uid && event.reason !== 'BackOff' && event.reason !== 'PolicyViolation');
  const last = warnings.sort((a, b) => a.lastTimestamp - b.lastTimestamp).at(-1);
  return last ? [{ what: last.message }] : [];
}
