import { shortId } from '../chance';
import { find } from '../cluster/store';
import { applyManifest, deleteObject, type Manifest } from '../cluster/operations';
import { groupOf } from '../cluster/object';
import type { Work } from '../cluster/work';
import { knownKind } from '../api/resources';
import { trackingId, trackingKey, type Application, type Applied, type Operation } from './application';
import { inSyncOrder, waveOf } from './order';
import { orphans } from './status';

/** Applies what Git asks and prunes what it no longer asks, as an automated synchronisation does; stops at the wave where something is refused. */
export function synchronise(work: Work, application: Application, attempts: number): Operation {
  const results: Applied[] = [];
  let failed: number | undefined;
  for (const target of inSyncOrder(application.targets)) {
    if (failed !== undefined && waveOf(target) > failed) break;
    const result = applyOne(work, application, target);
    results.push(result);
    if (result.status === 'SyncFailed') failed ??= waveOf(target);
  }
  if (failed === undefined) results.push(...prune(work, application));
  const reasons = results.filter(({ status }) => status === 'SyncFailed').map(({ message }) => message);
  const base = { revision: application.revision ?? '', attempts, startedAt: work.now, finishedAt: work.now, results };
  return reasons.length === 0 ? { ...base, phase: 'Succeeded', message: 'successfully synced (all tasks run)' } : { ...base, phase: 'Failed', message: `one or more objects failed to apply, reason: ${reasons.join(', ')}${attempts > 1 ? ` (retried ${attempts - 1} times).` : ''}` };
}

function applyOne(work: Work, application: Application, target: Manifest): Applied {
  const { kind, apiVersion, metadata } = target;
  const { namespace } = application;
  const base = { kind, name: metadata.name };
  const refusal = projectRefusal(application, target);
  if (refusal !== undefined) return { ...base, status: 'SyncFailed', message: refusal };
  const tracked = { ...target, metadata: { ...withoutNamespace(metadata), annotations: { ...(metadata['annotations'] as object | undefined), [trackingKey]: trackingId(application, groupOf(apiVersion), kind, metadata.name) } } } as Manifest;
  const verdict = applyManifest(work, namespace, withNamespace(tracked, namespace));
  if (!verdict.ok) return { ...base, status: 'SyncFailed', message: verdict.message };
  return { ...base, status: 'Synced', message: `${kind.toLowerCase()}${groupOf(apiVersion) ? `.${groupOf(apiVersion)}` : ''}/${metadata.name} ${verdict.change ?? 'configured'}` };
}

function withoutNamespace(metadata: Manifest['metadata']): Manifest['metadata'] {
  const { namespace: _, ...rest } = metadata as Manifest['metadata'] & { namespace?: unknown };
  return rest;
}

function withNamespace(manifest: Manifest, namespace: string): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

/** What the AppProject of an environment does not let in: other namespaces, cluster-wide objects, quotas, and kinds the cluster does not know (sheet 04 §2). */
function projectRefusal(application: Application, { apiVersion, kind, metadata }: Manifest): string | undefined {
  const group = groupOf(apiVersion);
  const project = `${application.project}-${application.environment}-${shortId(application.environment)}-app`;
  const resource = knownKind(apiVersion, kind);
  if (!resource) return `The Kubernetes API could not find ${group ? `${group}/` : ''}${kind} for requested resource ${application.namespace}/${metadata.name}. Make sure the "${kind}" CRD is installed on the destination cluster.`;
  if (!resource.namespaced || kind === 'ResourceQuota') return `resource ${group}:${kind} is not permitted in project ${project}`;
  const written = metadata['namespace'];
  return typeof written === 'string' && written !== application.namespace ? `namespace ${written} is not permitted in project '${project}'` : undefined;
}

function prune(work: Work, application: Application): Applied[] {
  const { namespace } = application;
  return orphans(application, work.draft.result()).map(({ group, kind, name }) => {
    if (find(work.draft.result(), { group, kind, namespace, name })) deleteObject(work, { group, kind, namespace, name });
    return { kind, name, status: 'Pruned', message: 'pruned' };
  });
}
