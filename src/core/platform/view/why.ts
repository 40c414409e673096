import type { Path } from '../../analysis/yaml/nodes';
import { unknownField } from '../cluster/admission/decode';
import { list } from '../cluster/store';
import { isTrue } from '../cluster/conditions';
import type { KubeEvent } from '../cluster/events';
import { controllerOf, isSidecar, type ContainerStatus, type Pod, type ReplicaSet } from '../cluster/object';
import { namespaceOf } from '../console/console';
import type { PlatformState } from '../state';
import { isDockerfile } from '../../analysis/names';
import { treeAt } from '../forge/forge';
import { pipelineFile } from '../pipeline/expand';
import type { Pipeline } from '../pipeline/model';
import { minute } from '../time';
import { originOf, Places, type Place } from './place';
import { budgetFaults } from './why-budget';
import { deletionFaults } from './why-deletion';
import { jobFaults, quotaAdvice } from './why-jobs';
import { connectionCauses, networkFaults } from './why-network';
import { sharedFaults } from './why-shared';
import { statefulFaults } from './why-stateful';
import { attachCauses, claimCauses, waitedClaims } from './why-storage';
import { secretFaults, vaultFaults } from './why-secret';
import { heldCauses, imageCauses, pipelineCauses } from './why-image';

/** Something of the platform that can be opened: the number of a job or a pipeline, the name of anything else. */
export interface Subject {
  readonly kind: 'pod' | 'workload' | 'job' | 'application' | 'pipeline' | 'repository';
  readonly name: string;
}

/** One step of an explanation: what is seen, and where. Steps go from the symptom to its cause. */
export interface Cause {
  readonly what: string;
  /** What can be opened. */
  readonly at?: Subject;
  /** Where it is written in a repository. */
  readonly place?: Place;
}

/** Something that is not as it should be, and the chain of its causes. */
export interface Explanation {
  readonly project: string;
  readonly environment?: string;
  /** What it is about, those that fail alike included. */
  readonly about: readonly Subject[];
  readonly chain: readonly Cause[];
}

/** What an explanation of the cluster is made with. */
export interface Scope {
  readonly state: PlatformState;
  readonly places: Places;
  readonly project: string;
  readonly environment: string;
}

/** Everything that is wrong on the platform, each with why: *image introuvable ← tag jamais poussé ← pipeline en échec à la ligne 12*. Empty when all is well. */
export function explain(state: PlatformState): Explanation[] {
  const places = new Places(state);
  return state.console.projects.flatMap(({ slug, environments, repositories }) => [
    ...repositories.flatMap(({ name }) => syncFailure(state, slug, name)),
    ...pipelineFailures(state, places, slug),
    ...environments.flatMap(({ name }) => {
      const scope: Scope = { state, places, project: slug, environment: name };
      return [...applicationFaults(scope), ...[...secretFaults(state, places, slug, name), ...vaultFaults(state, places, slug, name)].map((chain): Explanation => ({ project: slug, environment: name, about: [], chain })), ...waitedClaims(scope), ...setFaults(scope), ...statefulFaults(scope), ...networkFaults(scope), ...jobFaults(scope), ...budgetFaults(scope), ...podFaults(scope), ...deletionFaults(scope), ...sharedFaults(scope)];
    }),
  ]);
}

function syncFailure(state: PlatformState, project: string, repository: string): Explanation[] {
  const last = state.forge.syncs.findLast(sync => sync.repository === `${project}/${repository}`);
  const at = { kind: 'repository', name: repository } as const;
  return last?.status === 'failed' ? [{ project, about: [at], chain: [{ what: `La synchronisation du dépôt « ${repository} » a échoué.`, at }, { what: last.log.at(-2) ?? '' }] }] : [];
}

/** The last pipeline of each repository, when it failed; what it should have brought is told with what lacks it. */
function pipelineFailures(state: PlatformState, places: Places, project: string): Explanation[] {
  const last = new Map(state.pipelines.pipelines.filter(one => one.project === project).map(one => [one.repository, one]));
  return [...last.values()].filter(pipeline => ['failed', 'manual', 'scheduled'].includes(pipeline.status) || (pipeline.status === 'skipped' && pipeline.errors.length > 0 && !onlyDeploys(state, pipeline))).map(pipeline => {
    const chain = pipeline.status === 'manual' || pipeline.status === 'scheduled' ? heldCauses(pipeline) : pipelineCauses(pipeline, places);
    return { project, about: chain.flatMap(({ at }) => at ?? []), chain };
  });
}

/** Whether a repository is deployed and builds nothing: no pipeline is expected of it. */
function onlyDeploys({ console: { projects }, forge }: PlatformState, { project, repository, ref }: Pipeline): boolean {
  const infra = projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository)?.infra === true;
  const files = Object.keys(treeAt(forge, `${project}/${repository}`, ref)?.files ?? {});
  return infra && !files.includes(pipelineFile) && !files.some(isDockerfile);
}

function applicationFaults({ state, places, project, environment }: Scope): Explanation[] {
  return state.gitops.applications.filter(one => one.project === project && one.environment === environment).flatMap(({ name, comparisonError, operation }): Explanation[] => {
    const at = { kind: 'application', name } as const;
    const base = { project, environment, about: [at] };
    if (comparisonError !== undefined) return [{ ...base, chain: [{ what: `Argo CD ne peut pas comparer l’application « ${name} » (ComparisonError).`, at }, { what: comparisonError }] }];
    if (operation?.phase === 'Succeeded') return operation.results.flatMap(object => (object.dropped ?? []).map((path): Explanation => ({ ...base, chain: [{ what: `L’application « ${name} » reste OutOfSync : ${object.kind} « ${object.name} » n’est jamais tel que Git le demande, bien que sa synchronisation réussisse.`, at }, placed({ what: `${unknownField(path)} : ce champ n’existe pas à cet endroit ; le serveur d’API l’a retiré, avec un avertissement qu’Argo CD ne montre pas. Corrigez son nom ou sa place : tant qu’il est écrit ainsi, ce qu’il demande est ignoré.` }, places.of(project, environment, object, path))] })));
    const failed = operation?.results.filter(({ status, hook }) => status === 'SyncFailed' || hook === 'Failed') ?? [];
    return failed.map(object => {
      const { kind, name: called, status, phase, message } = object;
      const what = status === 'SyncFailed' ? `${kind} « ${called} » est refusé : ${message}` : `${kind} « ${called} » a échoué pendant la phase ${phase}${message ? ` : ${message}` : ''}. Rien de ce qui suit n’est appliqué ; lisez ses journaux.`;
      return { ...base, chain: [{ what: `La synchronisation de « ${name} » a échoué.`, at }, placed({ what }, places.of(project, environment, object, ['metadata', 'name']))] };
    });
  });
}

/** Workloads whose pods are refused; those that are for the same reason are told once. */
function setFaults({ state, places, project, environment }: Scope): Explanation[] {
  const faults = (list(state.cluster.objects, 'apps', 'ReplicaSet', namespaceOf(project, environment)) as ReplicaSet[]).flatMap(set => {
    const failure = set.status.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
    return failure ? [{ origin: originOf(state, set), message: failure.message ?? '' }] : [];
  });
  const alike = new Map<string, typeof faults>();
  for (const fault of faults) {
    const key = fault.message.replace(/^pods "[^"]*"/, '');
    alike.set(key, [...(alike.get(key) ?? []), fault]);
  }
  return [...alike.values()].flatMap(([first, ...others]): Explanation[] => {
    if (!first) return [];
    const { origin, message } = first;
    const about = [first, ...others].map(fault => ({ kind: 'workload', name: fault.origin.name }) as const);
    const what = others.length === 0 ? `« ${origin.name} » n’a pas tous ses pods : leur création est refusée (FailedCreate).` : `« ${origin.name} » et ${others.map(fault => `« ${fault.origin.name} »`).join(', ')} n’ont pas tous leurs pods : leur création est refusée (FailedCreate).`;
    return [{ project, environment, about, chain: [{ what, at: { kind: 'workload', name: origin.name } }, placed({ what: message }, places.of(project, environment, origin, ['spec'], { ofPod: true })), ...quotaAdvice(message)] }];
  });
}

function podFaults(scope: Scope): Explanation[] {
  const { state, project, environment } = scope;
  // Pods made from one template fail alike: one speaks for all.
  const said = new Map<string, Subject[]>();
  return (list(state.cluster.objects, '', 'Pod', namespaceOf(project, environment)) as Pod[]).filter(pod => pod.metadata.deletionTimestamp === undefined && pod.status.phase !== 'Succeeded' && !isTrue(pod.status.conditions, 'Ready')).flatMap((pod): Explanation[] => {
    const chain = podCauses(scope, pod);
    const subject = { kind: 'pod', name: pod.metadata.name } as const;
    const key = `${controllerOf(pod)?.uid ?? pod.metadata.uid} ${chain.map(({ what }) => what).slice(1).join(' ')}`;
    const alike = said.get(key);
    if (alike) {
      alike.push(subject);
      return [];
    }
    const about: Subject[] = [{ kind: 'workload', name: originOf(state, pod).name }, subject];
    said.set(key, about);
    return [{ project, environment, about, chain }];
  });
}

function podCauses(scope: Scope, pod: Pod): Cause[] {
  const { state, places, project, environment } = scope;
  const { name } = pod.metadata;
  const at = { kind: 'pod', name } as const;
  const origin = originOf(state, pod);
  const unscheduled = pod.status.conditions?.find(({ reason }) => reason === 'Unschedulable');
  if (unscheduled) return [{ what: `Le pod « ${name} » attend un nœud (Pending).`, at }, placed({ what: unscheduled.message ?? '' }, places.of(project, environment, origin, ['spec'], { ofPod: true })), ...claimCauses(scope, pod)];
  if (preparing(pod)) return initCauses(scope, pod);
  const fault = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].find(one => !one.ready && one.state.terminated?.exitCode !== 0 && one.state.waiting?.reason !== 'PodInitializing');
  if (!fault) return [{ what: `Le pod « ${name} » démarre.`, at }, ...claimCauses(scope, pod)];
  const written = (...path: Path) => places.of(project, environment, origin, path, { container: fault.name });
  const { waiting, terminated } = fault.state;
  if (waiting && /ImagePull|ErrImage|InvalidImageName/.test(waiting.reason)) return [placed({ what: `Le pod « ${name} » n’obtient pas son image (${waiting.reason}).`, at }, written('image')), ...imageCauses(state, places, project, fault.image, waiting.message ?? '')];
  if (waiting?.reason === 'CreateContainerConfigError') return [{ what: `Le conteneur « ${fault.name} » du pod « ${name} » ne peut pas être créé (CreateContainerConfigError).`, at }, placed({ what: waiting.message ?? '' }, written('envFrom') ?? written())];
  if (waiting?.reason === 'CrashLoopBackOff' || terminated) return crash(state, pod, fault, written);
  const [warning] = lastWarning(state, pod);
  if (warning?.what.startsWith('Multi-Attach error')) return [{ what: `Le pod « ${name} » attend un volume (ContainerCreating).`, at }, ...attachCauses(scope, pod, warning.what)];
  return [placed({ what: `Le pod « ${name} » n’est pas prêt.`, at }, written('readinessProbe')), ...(warning ? [warning] : [])];
}

/** The init container that runs now, if one does; those that go on beside the others prepare nothing. */
function preparing({ spec, status }: Pod): ContainerStatus | undefined {
  return status.initContainerStatuses?.find(({ name, state }) => state.running && !spec.initContainers?.some(one => one.name === name && isSidecar(one)));
}

/** A pod that one of its init containers keeps from starting: the others wait for it to end. */
function initCauses({ state, places, project, environment }: Scope, pod: Pod): Cause[] {
  const at = { kind: 'pod', name: pod.metadata.name } as const;
  const { name = '', state: { running } = {} } = preparing(pod) ?? {};
  const since = running ? state.now - running.startedAt : 0;
  if (since <= minute) return [{ what: `Le pod « ${pod.metadata.name} » démarre.`, at }];
  const place = places.of(project, environment, originOf(state, pod), [], { container: name });
  return [{ what: `Le pod « ${pod.metadata.name} » ne démarre pas (${podPhase(name, pod)}).`, at }, placed({ what: `Son conteneur d’initialisation « ${name} » n’a pas fini depuis ${Math.floor(since / minute)} min : les autres attendent qu’il se termine avec le code 0.` }, place)];
}

const podPhase = (container: string, { status }: Pod) => `Init:${(status.initContainerStatuses ?? []).findIndex(({ name }) => name === container)}/${status.initContainerStatuses?.length ?? 0}`;

function crash(state: PlatformState, pod: Pod, { name, lastState, state: now, restartCount }: ContainerStatus, written: (...path: Path) => Place | undefined): Cause[] {
  const end = now.terminated ?? lastState.terminated;
  const at = { kind: 'pod', name: pod.metadata.name } as const;
  const ends = pod.status.phase === 'Failed' ? `s’est arrêté en erreur (${end?.reason ?? 'Error'}) ; restartPolicy: ${pod.spec.restartPolicy ?? 'Always'}, il n’est pas relancé.` : `s’arrête et redémarre (${now.waiting?.reason ?? end?.reason ?? 'Error'}, ${restartCount} redémarrage${restartCount > 1 ? 's' : ''}).`;
  const first: Cause = { what: `Le conteneur « ${name} » du pod « ${pod.metadata.name} » ${ends}`, at };
  if (end?.reason === 'OOMKilled') return [first, placed({ what: 'Il dépasse la mémoire de sa limite : le noyau l’arrête (OOMKilled, code 137).' }, written('resources', 'limits', 'memory'))];
  if (end?.reason === 'StartError') return [first, placed({ what: end.message ?? '' }, written('command'))];
  const run = state.cluster.runs.get(pod.metadata.uid)?.containers.find(one => one.name === name);
  const lines = (run?.state.running ? run.previousLogs : run?.logs)?.filter(({ at: when }) => when <= state.now) ?? [];
  const line = lines.at(-1)?.text;
  const edited = lines.find(({ text }) => /^sed: .*(Permission denied|Read-only file system)$/.test(text));
  const probe = list(state.cluster.objects, '', 'Event', pod.metadata.namespace).find(event => (event as KubeEvent).reason === 'Killing' && (event as KubeEvent).involvedObject.uid === pod.metadata.uid && (event as KubeEvent).message.includes('failed'));
  if (probe) return [first, placed({ what: (probe as KubeEvent).message }, written(/startup/.test((probe as KubeEvent).message) ? 'startupProbe' : 'livenessProbe')), ...lastWarning(state, pod)];
  return [first, placed({ what: `Il se termine avec le code ${end?.exitCode ?? '?'}.` }, written()), ...(edited ? [{ what: `${edited.text} : son démarrage réécrit un fichier de son image, qui ne lui appartient pas et ne doit pas changer. Donnez-lui sa configuration par des variables ou un ConfigMap monté.` }] : []), ...(line ? [{ what: `Sa dernière ligne : ${line}` }, ...connectionCauses(state, pod, line)] : [])];
}

function placed(cause: Cause, place: Place | undefined): Cause {
  return place ? { ...cause, place } : cause;
}

function lastWarning(state: PlatformState, pod: Pod): Cause[] {
  const warnings = (list(state.cluster.objects, '', 'Event', pod.metadata.namespace) as KubeEvent[]).filter(event => event.type === 'Warning' && event.involvedObject.uid === pod.metadata.uid && event.reason !== 'BackOff' && event.reason !== 'PolicyViolation' && !event.message.startsWith('Unable to attach or mount volumes'));
  const last = warnings.sort((a, b) => a.lastTimestamp - b.lastTimestamp).at(-1);
  return last ? [{ what: last.message }] : [];
}
