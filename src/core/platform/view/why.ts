import type { Path } from '../../analysis/yaml/nodes';
import { unknownField } from '../cluster/admission/decode';
import { list } from '../cluster/store';
import { isTrue } from '../cluster/conditions';
import { probeKill } from '../cluster/kubelet/end';
import type { ContainerRun } from '../cluster/kubelet/run';
import { controllerOf, isSidecar, type ContainerStatus, type Pod, type ReplicaSet } from '../cluster/object';
import { namespaceOf } from '../console/console';
import type { PlatformState } from '../state';
import { minute } from '../time';
import { lastPipelines } from './last-pipelines';
import { originOf, Places, type Place } from './place';
import { budgetFaults } from './why-budget';
import { podWords as words } from './words/pods';
import type { Language } from './words/language';
import { said } from './words/said';
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
  readonly language: Language;
  readonly places: Places;
  readonly project: string;
  readonly environment: string;
}

/** Everything that is wrong on the platform, each with why: *image introuvable ← tag jamais poussé ← pipeline en échec à la ligne 12*. Empty when all is well. What Kubernetes, Argo CD and GitLab say stays in their words; the rest is in `language`. */
export function explain(state: PlatformState, language: Language = 'fr'): Explanation[] {
  const places = new Places(state);
  return state.console.projects.flatMap(({ slug, environments, repositories }) => [
    ...repositories.flatMap(({ name }) => syncFailure(state, language, slug, name)),
    ...pipelineFailures(state, language, places, slug),
    ...environments.flatMap(({ name }) => {
      const scope: Scope = { state, language, places, project: slug, environment: name };
      return [...applicationFaults(scope), ...[...secretFaults(scope), ...vaultFaults(scope)].map((chain): Explanation => ({ project: slug, environment: name, about: [], chain })), ...waitedClaims(scope), ...setFaults(scope), ...statefulFaults(scope), ...networkFaults(scope), ...jobFaults(scope), ...budgetFaults(scope), ...podFaults(scope), ...deletionFaults(scope), ...sharedFaults(scope)];
    }),
  ]);
}

function syncFailure(state: PlatformState, language: Language, project: string, repository: string): Explanation[] {
  const last = state.forge.syncs.findLast(sync => sync.repository === `${project}/${repository}`);
  const at = { kind: 'repository', name: repository } as const;
  return last?.status === 'failed' ? [{ project, about: [at], chain: [{ what: words[language].syncFailed(repository), at }, { what: said(language, last.failure ?? '') }] }] : [];
}

/** The last pipeline of each repository and what it started, when they failed; what they should have brought is told with what lacks it. */
function pipelineFailures(state: PlatformState, language: Language, places: Places, project: string): Explanation[] {
  const last = lastPipelines(state, project);
  // One that a failed job waited for is told with that job.
  const told = new Set(last.flatMap(({ jobs }) => jobs.flatMap(({ status, downstream }) => (status === 'failed' && downstream !== undefined ? [downstream] : []))));
  return last.filter(pipeline => !told.has(pipeline.id) && (['failed', 'manual', 'scheduled'].includes(pipeline.status) || (pipeline.status === 'skipped' && pipeline.errors.length > 0))).map(pipeline => {
    const chain = pipeline.status === 'manual' || pipeline.status === 'scheduled' ? heldCauses(language, pipeline) : pipelineCauses(language, pipeline, places, state.pipelines.pipelines);
    return { project, about: chain.flatMap(({ at }) => at ?? []), chain };
  });
}

function applicationFaults({ state, language, places, project, environment }: Scope): Explanation[] {
  const t = words[language];
  return state.gitops.applications.filter(one => one.project === project && one.environment === environment).flatMap(({ name, comparisonError, operation }): Explanation[] => {
    const at = { kind: 'application', name } as const;
    const base = { project, environment, about: [at] };
    if (comparisonError !== undefined) return [{ ...base, chain: [{ what: t.notCompared(name), at }, { what: said(language, comparisonError) }] }];
    if (operation?.phase === 'Succeeded') return operation.results.flatMap(object => (object.dropped ?? []).map((path): Explanation => ({ ...base, chain: [{ what: t.neverAsAsked(name, object.kind, object.name), at }, placed({ what: t.dropped(unknownField(path)) }, places.of(project, environment, object, path))] })));
    const failed = operation?.results.filter(({ status, hook }) => status === 'SyncFailed' || hook === 'Failed') ?? [];
    return failed.map(object => {
      const { kind, name: called, status, phase, message } = object;
      const what = status === 'SyncFailed' ? t.refused(kind, called, message) : t.hookFailed(kind, called, phase, message);
      return { ...base, chain: [{ what: t.applicationFailed(name), at }, placed({ what }, places.of(project, environment, object, ['metadata', 'name']))] };
    });
  });
}

/** Workloads whose pods are refused; those that are for the same reason are told once. */
function setFaults(scope: Scope): Explanation[] {
  const { state, language, places, project, environment } = scope;
  const faults = (list(state.cluster.objects, 'apps', 'ReplicaSet', namespaceOf(project, environment)) as ReplicaSet[]).flatMap(set => {
    const failure = set.status.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
    return failure ? [{ set, origin: originOf(state, set), message: failure.message ?? '' }] : [];
  });
  const alike = new Map<string, typeof faults>();
  for (const fault of faults) {
    const key = fault.message.replace(/^pods "[^"]*"/, '');
    alike.set(key, [...(alike.get(key) ?? []), fault]);
  }
  return [...alike.values()].flatMap(([first, ...others]): Explanation[] => {
    if (!first) return [];
    const { set, origin, message } = first;
    const about = [first, ...others].map(fault => ({ kind: 'workload', name: fault.origin.name }) as const);
    const what = words[language].podsRefused(origin.name, others.map(fault => fault.origin.name));
    return [{ project, environment, about, chain: [{ what, at: { kind: 'workload', name: origin.name } }, placed({ what: message }, places.of(project, environment, origin, ['spec'], { ofPod: true })), ...quotaAdvice(scope, set.spec.template)] }];
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
  const { state, language, places, project, environment } = scope;
  const t = words[language];
  const { name } = pod.metadata;
  const at = { kind: 'pod', name } as const;
  const origin = originOf(state, pod);
  const unscheduled = pod.status.conditions?.find(({ reason }) => reason === 'Unschedulable');
  if (unscheduled) return [{ what: t.waitsForNode(name), at }, placed({ what: unscheduled.message ?? '' }, places.of(project, environment, origin, ['spec'], { ofPod: true })), ...claimCauses(scope, pod)];
  const { nodeName, schedulerName = 'default-scheduler' } = pod.spec;
  if (nodeName === undefined && schedulerName !== 'default-scheduler') return [{ what: t.waitsForNode(name), at }, placed({ what: t.noScheduler(schedulerName) }, places.of(project, environment, origin, ['spec', 'schedulerName'], { ofPod: true }))];
  if (preparing(pod)) return initCauses(scope, pod);
  const fault = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].find(one => !one.ready && one.state.terminated?.exitCode !== 0 && one.state.waiting?.reason !== 'PodInitializing');
  const goesOn = fault ? undefined : companions(pod);
  if (goesOn) return [{ what: t.notOver(name), at }, placed({ what: t.companion(goesOn.over, goesOn.running) }, places.of(project, environment, origin, [], { container: goesOn.running[0] ?? '' }))];
  if (!fault) return [{ what: t.starts(name), at }, ...claimCauses(scope, pod)];
  const written = (...path: Path) => places.of(project, environment, origin, path, { container: fault.name });
  const { waiting, terminated } = fault.state;
  if (waiting && imageReasons.has(waiting.reason)) return [placed({ what: t.noImage(name, waiting.reason), at }, written('image')), ...imageCauses(scope, fault.image, waiting, runOf(state, pod, fault.name)?.pullFault)];
  if (waiting?.reason === 'CreateContainerConfigError') return [{ what: t.notMade(fault.name, name), at }, placed({ what: waiting.message ?? '' }, written('envFrom') ?? written())];
  if (waiting?.reason === 'CrashLoopBackOff' || terminated) return crash(scope, pod, fault, written);
  const { mountFault } = state.cluster.runs.get(pod.metadata.uid) ?? {};
  if (mountFault) return [{ what: t.waitsForVolume(name), at }, ...(mountFault.reason === 'FailedAttachVolume' ? attachCauses(scope, pod, mountFault.message) : [placed({ what: mountFault.message }, places.of(project, environment, origin, ['spec', 'volumes'], { ofPod: true }))])];
  const { probeFault } = runOf(state, pod, fault.name) ?? {};
  return [placed({ what: t.notReady(name), at }, written(probeFault?.probe === 'Startup' ? 'startupProbe' : 'readinessProbe')), ...(probeFault ? [{ what: probeFault.message }] : [])];
}

/** Of a pod that is to end, the containers that have done so and those that keep it from ending. */
function companions({ spec, status }: Pod): { readonly over: readonly string[]; readonly running: readonly string[] } | undefined {
  const all = status.containerStatuses ?? [];
  const [over, running] = [all.filter(({ state }) => state.terminated?.exitCode === 0), all.filter(({ state }) => state.running)].map(some => some.map(({ name }) => name)) as [string[], string[]];
  return (spec.restartPolicy ?? 'Always') !== 'Always' && over.length > 0 && running.length > 0 ? { over, running } : undefined;
}

/** The reasons for which a container waits for its image. */
const imageReasons = new Set(['ErrImagePull', 'ImagePullBackOff', 'ErrImageNeverPull', 'InvalidImageName']);

/** The init container that runs now, if one does; those that go on beside the others prepare nothing. */
function preparing({ spec, status }: Pod): ContainerStatus | undefined {
  return status.initContainerStatuses?.find(({ name, state }) => state.running && !spec.initContainers?.some(one => one.name === name && isSidecar(one)));
}

/** A pod that one of its init containers keeps from starting: the others wait for it to end. */
function initCauses({ state, language, places, project, environment }: Scope, pod: Pod): Cause[] {
  const at = { kind: 'pod', name: pod.metadata.name } as const;
  const { name = '', state: { running } = {} } = preparing(pod) ?? {};
  const since = running ? state.now - running.startedAt : 0;
  if (since <= minute) return [{ what: words[language].starts(pod.metadata.name), at }];
  const place = places.of(project, environment, originOf(state, pod), [], { container: name });
  return [{ what: words[language].prepares(pod.metadata.name, podPhase(name, pod)), at }, placed({ what: words[language].initRuns(name, Math.floor(since / minute)) }, place)];
}

const podPhase = (container: string, { status }: Pod) => `Init:${(status.initContainerStatuses ?? []).findIndex(({ name }) => name === container)}/${status.initContainerStatuses?.length ?? 0}`;

function crash({ state, language }: Scope, pod: Pod, { name, lastState, state: now, restartCount }: ContainerStatus, written: (...path: Path) => Place | undefined): Cause[] {
  const end = now.terminated ?? lastState.terminated;
  const at = { kind: 'pod', name: pod.metadata.name } as const;
  const t = words[language];
  const called = pod.metadata.name;
  const first: Cause = { what: pod.status.phase === 'Failed' ? t.stopped(name, called, end?.reason ?? 'Error', pod.spec.restartPolicy ?? 'Always') : t.restarts(name, called, now.waiting?.reason ?? end?.reason ?? 'Error', restartCount), at };
  if (end?.reason === 'OOMKilled') return [first, placed({ what: t.outOfMemory }, written('resources', 'limits', 'memory'))];
  if (end?.reason === 'StartError') return [first, placed({ what: end.message ?? '' }, written('command'))];
  const run = runOf(state, pod, name);
  const lines = (run?.state.running ? run.previousLogs : run?.logs)?.filter(({ at: when }) => when <= state.now) ?? [];
  const line = lines.at(-1)?.text;
  const edited = lines.find(({ text }) => /^sed: .*(Permission denied|Read-only file system)$/.test(text));
  if (run?.hookFailed) return [first, placed({ what: t.hookEndsIt }, written('lifecycle', 'postStart'))];
  if (run?.killedBy) return [first, placed({ what: probeKill(name, run.killedBy) }, written(run.killedBy === 'Startup' ? 'startupProbe' : 'livenessProbe')), ...(run.probeFault ? [{ what: run.probeFault.message }] : [])];
  return [first, placed({ what: t.ends(String(end?.exitCode ?? '?')) }, written()), ...(edited ? [{ what: t.editsItself(edited.text) }] : []), ...(line ? [{ what: t.lastLine(line) }, ...connectionCauses(state, language, pod, line)] : [])];
}

function placed(cause: Cause, place: Place | undefined): Cause {
  return place ? { ...cause, place } : cause;
}

/** What the kubelet knows of a container beside what it writes in its pod. */
function runOf({ cluster }: PlatformState, pod: Pod, container: string): ContainerRun | undefined {
  return cluster.runs.get(pod.metadata.uid)?.containers.find(({ name }) => name === container);
}
