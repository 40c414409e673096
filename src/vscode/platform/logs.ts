import * as vscode from 'vscode';
import { format } from '../../protocol/format';
import { pick, type Surface } from './actions';
import { clusterNodeIn } from './cluster-nodes';
import { clusterObject } from './cluster-objects';
import type { PlatformDocuments } from './documents';
import { nodeIn, type PlatformNode } from './nodes';
import type { PlatformSession } from './session';
import { originOf, type Origin } from './shown';

interface PodObject {
  readonly spec: { readonly containers: readonly { readonly name: string }[]; readonly initContainers?: readonly { readonly name: string }[] };
  readonly status: { readonly containerStatuses?: readonly { readonly name: string; readonly restartCount: number }[] };
}

/** *Voir le journal*: of the job or the pod of a line, else of the one chosen now. */
export async function logCommand(surface: Surface, documents: PlatformDocuments, argument: unknown): Promise<void> {
  const real = clusterNodeIn(argument);
  if (real?.kind === 'clusterPod') return podLog(surface, documents, documents.cluster, real.namespace, real.pod.name);
  const given = nodeIn(argument);
  if (given?.kind === 'job') return jobLog(documents, given.session, given.job);
  if (given?.kind === 'pod') return podLog(surface, documents, originOf(given.session), given.environment.namespace, given.pod.name);
  const session = await pick(surface, argument, true);
  const chosen = session && (await vscode.window.showQuickPick(logsOf(surface, session), { placeHolder: surface.coach.strings().platformView.pickLog, matchOnDescription: true }));
  if (!session || !chosen) return;
  if ('job' in chosen) return jobLog(documents, session, chosen.job);
  await podLog(surface, documents, originOf(session), chosen.namespace, chosen.label);
}

/** What has a log, the latest pipelines first, then the pods. */
function logsOf({ coach }: Surface, { view }: PlatformSession) {
  const t = coach.strings().platformView;
  return (view?.status.projects ?? []).flatMap(({ pipelines, environments }) => [
    ...environments.flatMap(({ name, namespace, workloads }) => workloads.flatMap(({ pods }) => pods.map(pod => ({ label: pod.name, description: `${pod.status} · ${name}`, namespace })))),
    ...pipelines.flatMap(({ id, jobs }) => jobs.filter(({ status }) => status !== 'created' && status !== 'skipped').map(job => ({ label: job.name, description: format(t.pipeline, { id }), job }))),
  ]);
}

export function jobLog(documents: PlatformDocuments, session: PlatformSession, { id, name }: { readonly id: number; readonly name: string }): Promise<void> {
  return documents.open(originOf(session), { kind: 'job', id }, `${name}-${id}.log`);
}

/** The log of a pod's container: the only one, or the one chosen now, with its life before if it has restarted. */
export async function podLog({ coach }: Surface, documents: PlatformDocuments, origin: Origin, namespace: string, pod: string): Promise<void> {
  const t = coach.strings().platformView;
  const { spec, status } = JSON.parse(await (await origin.api()).read(`/api/v1/namespaces/${namespace}/pods/${pod}`)) as PodObject;
  const restarted = (name: string) => status.containerStatuses?.some(one => one.name === name && one.restartCount > 0) === true;
  const choices = [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ name }) => [{ label: name, previous: false }, ...(restarted(name) ? [{ label: name, description: t.previous, previous: true }] : [])]);
  const chosen = choices.length === 1 ? choices[0] : await vscode.window.showQuickPick(choices, { placeHolder: t.pickContainer });
  if (chosen) await documents.open(origin, { kind: 'pod', namespace, pod, container: chosen.label, previous: chosen.previous }, `${pod}-${chosen.label}${chosen.previous ? '-1' : ''}.log`);
}

/** *Voir en YAML*: the object of a line, else one of an environment chosen now. */
export async function objectCommand(surface: Surface, documents: PlatformDocuments, argument: unknown): Promise<void> {
  const real = clusterNodeIn(argument);
  if (real) return clusterObject(documents, real, surface.coach.strings().cluster);
  const { objectsIn } = await import('../../node/platform/objects');
  const t = surface.coach.strings().platformView;
  const given = nodeIn(argument);
  const session = given?.session ?? (await pick(surface, argument, true));
  const namespace = session && (await namespaceOf(surface, session, given));
  if (!session || namespace === undefined) return;
  const objects = await objectsIn(await originOf(session).api(), namespace);
  const wanted = given?.kind === 'pod' ? { kind: 'Pod', name: given.pod.name } : given?.kind === 'workload' ? given.workload : given?.kind === 'resource' ? given.resource : undefined;
  const found = wanted ? objects.find(({ kind, name }) => kind === wanted.kind && name === wanted.name) : await chosenOf(objects, t.pickObject);
  if (found) await documents.open(originOf(session), { kind: 'object', path: found.path }, `${found.kind}-${found.name}.yaml`);
}

async function chosenOf<T extends { readonly kind: string; readonly name: string }>(objects: readonly T[], placeHolder: string): Promise<T | undefined> {
  return (await vscode.window.showQuickPick(objects.map(object => ({ label: object.name, description: object.kind, object })), { placeHolder, matchOnDescription: true }))?.object;
}

async function namespaceOf({ coach }: Surface, { view }: PlatformSession, node: PlatformNode | undefined): Promise<string | undefined> {
  if (node && 'environment' in node) return node.environment.namespace;
  const environments = (view?.status.projects ?? []).flatMap(({ slug, environments: own }) => own.map(({ name, namespace }) => ({ label: name, description: slug, namespace })));
  return environments.length === 1 ? environments[0]?.namespace : (await vscode.window.showQuickPick(environments, { placeHolder: coach.strings().platformView.pickEnvironment }))?.namespace;
}
