import { shortId } from '../chance';
import { newMetadata } from '../cluster/controllers/names';
import type { Condition, KubeObject } from '../cluster/object';
import type { Work } from '../cluster/work';
import { internalUrl, type Repository } from '../console/console';
import { said } from '../view/words/said';
import { argoNamespace, type Application, type Operation } from './application';
import { shared, sharedMessage, type ApplicationStatus } from './status';

/** An application as the object `argoproj.io/v1alpha1` that Argo CD keeps of it. */
export function applicationObject(work: Work, application: Application, repository: Repository, automated: boolean, status: ApplicationStatus): KubeObject {
  const { name, project, environment, namespace } = application;
  const known = work.find<KubeObject>({ group: 'argoproj.io', kind: 'Application', namespace: argoNamespace, name });
  const labels = { 'app.kubernetes.io/managed-by': 'dso-console', 'dso/environment': environment, 'dso/project': project, 'dso/repository': repository.name, 'dso/type': 'app' };
  const values = repository.values.map(file => file.replaceAll('<env>', environment));
  const source = { repoURL: internalUrl(project, repository.name), targetRevision: repository.revision, path: repository.path, ...(values.length > 0 ? { helm: { valueFiles: values } } : {}) };
  return {
    apiVersion: 'argoproj.io/v1alpha1', kind: 'Application',
    metadata: { ...(known?.metadata ?? newMetadata(work, name, argoNamespace, { labels, finalizers: [resourcesFinalizer] })), ...marks(application) },
    spec: {
      project: `${project}-${environment}-${shortId(environment)}-app`, source, destination: { name: environment, namespace },
      ...(automated ? { syncPolicy: { automated: { prune: true, selfHeal: true, allowEmpty: true } } } : {}),
    },
    status: {
      sync: { status: status.sync, ...(application.revision ? { revision: application.revision } : {}), comparedTo: { source, destination: { name: environment, namespace } } },
      health: { status: status.health },
      resources: status.resources.map(({ group, kind, name: object, sync, health, requiresPruning }) => ({ ...(group ? { group } : {}), kind, namespace, name: object, status: sync, ...(health ? { health } : {}), ...(requiresPruning ? { requiresPruning } : {}) })),
      history: application.history.map(({ id, revision, deployedAt }) => ({ id, revision, deployedAt, source })),
      ...(application.operation ? { operationState: operationState(application.operation, namespace) } : {}),
      ...conditionsOf(work, application, status, (known?.['status'] as { conditions?: readonly Condition[] } | undefined)?.conditions ?? []),
    },
  };
}

/** It asks that what the application made be deleted before it (dso-env, `application-app.yaml`). */
const resourcesFinalizer = 'resources-finalizer.argocd.argoproj.io';

function marks({ deletion }: Application): Partial<KubeObject['metadata']> {
  return deletion ? { deletionTimestamp: deletion.at, deletionGracePeriodSeconds: 0 } : {};
}

function operationState({ phase, message, startedAt, finishedAt, revision, results, automated, attempts, retrying }: Operation, namespace: string): object {
  return {
    phase, message, startedAt, ...(finishedAt === undefined || retrying ? {} : { finishedAt }), ...(attempts > 1 ? { retryCount: attempts - 1 } : {}),
    operation: { initiatedBy: automated ? { automated: true } : { username: 'apprenant' }, sync: { revision } },
    syncResult: { revision, resources: results.map(({ group, kind, name, status, message: said, phase: syncPhase, hook }) => ({ ...(group ? { group } : {}), kind, namespace, name, status, message: said, syncPhase, ...(hook ? { hookPhase: hook } : {}) })) },
  };
}

/** What Argo CD reports beside the statuses: why it cannot compare, why a synchronisation did not go through. */
function conditionsOf(work: Work, application: Application, { sync }: ApplicationStatus, before: readonly Condition[]): { readonly conditions?: readonly object[] } {
  const { comparisonError, operation } = application;
  const told = [
    ...(comparisonError === undefined ? [] : [{ type: 'ComparisonError', message: said('fr', comparisonError) }]),
    ...Object.entries(application.repeated ?? {}).map(([key, count]) => ({ type: 'RepeatedResourceWarning', message: `Resource ${key.replace(/[^/]+$/, name => `${application.namespace}/${name}`)} appeared ${count} times among application resources.` })),
    ...shared(application, work.draft.result()).map(one => ({ type: 'SharedResourceWarning', message: sharedMessage(application, one) })),
    ...(operation?.phase === 'Failed' && operation.automated && sync === 'OutOfSync' ? [{ type: 'SyncError', message: `Failed last sync attempt to [${operation.revision}]: ${operation.message}` }] : []),
  ];
  const since = ({ type, message }: { type: string; message: string }) => before.find(one => one.type === type && one.message === message)?.lastTransitionTime ?? work.now;
  return told.length === 0 ? {} : { conditions: told.map(one => ({ ...one, lastTransitionTime: since(one) })) };
}
