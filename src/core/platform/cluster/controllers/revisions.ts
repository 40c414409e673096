import { controllerOf, type KubeObject, type PodTemplate } from '../object';
import type { Work } from '../work';
import { newMetadata, ownedBy, templateHash } from './names';
import type { StatefulSet } from './statefulset';

/** A version of a template that a StatefulSet has had. */
export interface ControllerRevision extends KubeObject {
  readonly revision: number;
  readonly data: { readonly spec: { readonly template: PodTemplate } };
}

/** The revision that a set's pods had, and the one they are to have. A template that comes back takes the next number (k8s.io/kubernetes, `getStatefulSetRevisions`). */
export function revisionsOf(work: Work, set: StatefulSet): { readonly current: ControllerRevision; readonly update: ControllerRevision } {
  const known = owned(work, set);
  const name = `${set.metadata.name}-${templateHash(set.spec.template)}`;
  const next = (known.at(-1)?.revision ?? 0) + 1;
  const same = known.find(({ metadata }) => metadata.name === name);
  const update = !same ? create(work, set, name, next) : same === known.at(-1) ? same : work.put<ControllerRevision>({ ...same, revision: next });
  return { current: known.find(({ metadata }) => metadata.name === set.status.currentRevision) ?? update, update };
}

function owned(work: Work, { metadata: { namespace = '', uid } }: StatefulSet): ControllerRevision[] {
  return work.draft.list<ControllerRevision>('apps', 'ControllerRevision', namespace).filter(one => controllerOf(one)?.uid === uid).sort((a, b) => a.revision - b.revision);
}

function create(work: Work, set: StatefulSet, name: string, revision: number): ControllerRevision {
  const labels = set.spec.selector.matchLabels;
  return work.put<ControllerRevision>({ apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: newMetadata(work, name, set.metadata.namespace, { ...(labels ? { labels } : {}), ownerReferences: [ownedBy(set)] }), revision, data: { spec: { template: set.spec.template } } });
}

/** Revisions that no pod has, beyond `revisionHistoryLimit`, go. */
export function tidyRevisions(work: Work, set: StatefulSet, live: ReadonlySet<string>): void {
  const idle = owned(work, set).filter(({ metadata }) => !live.has(metadata.name));
  for (const one of idle.slice(0, Math.max(0, idle.length - (set.spec.revisionHistoryLimit ?? 10)))) work.remove(one);
}
