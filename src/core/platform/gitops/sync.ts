import { shortId } from '../chance';
import { knownKind } from '../api/resources';
import { groupOf, type KubeObject } from '../cluster/object';
import { applyManifest, deleteObject, type Manifest } from '../cluster/operations';
import type { Work } from '../cluster/work';
import { keyOf, trackingId, trackingKey, type Application, type Applied, type Operation } from './application';
import { deletedWhen, hookState, phases, tasksOf, type SyncTask } from './hooks';
import { inSyncOrder } from './order';
import { healthOf, orphans } from './status';

/** Moves a synchronisation on as far as it goes now: wave after wave, each once the one before is healthy, hooks once they have ended (argoproj/gitops-engine, `pkg/sync`). */
export function advance(work: Work, application: Application, operation: Operation): Operation {
  return new Synchronisation(work, application, operation).run();
}

class Synchronisation {
  private readonly tasks: readonly SyncTask[];
  private readonly results: Map<string, Applied>;
  /** Waves wait for each other only where there are several. */
  private readonly steps: boolean;

  constructor(private readonly work: Work, private readonly application: Application, private readonly operation: Operation) {
    const { targets = [], only, revision, startedAt } = operation;
    const chosen = only ? targets.filter(target => only.includes(keyOf(target))) : targets;
    this.tasks = inSyncOrder(chosen).flatMap(target => tasksOf(target, revision, startedAt)).filter(({ isHook }) => !only || !isHook);
    this.results = new Map(operation.results.map(result => [`${result.phase} ${result.group}/${result.kind}/${result.name}`, result]));
    this.steps = new Set(this.tasks.filter(({ phase }) => phase !== 'SyncFail').map(({ phase, wave }) => `${phase} ${wave}`)).size > 1;
  }

  run(): Operation {
    for (;;) {
      const running = this.look();
      const [first, ...others] = running;
      if (first) return this.waits(first, others.length);
      const broken = this.tasks.filter(task => this.resultOf(task)?.hook === 'Failed' && task.phase !== 'SyncFail');
      if (broken.length > 0) return this.fails('one or more synchronization tasks completed unsuccessfully', broken);
      const next = this.nextStep();
      if (next.length === 0) return this.succeeds('successfully synced (no more tasks)');
      const refused = this.apply(next);
      if (refused.length > 0) return this.fails('one or more objects failed to apply', refused);
      if (!next.some(({ isHook }) => isHook) && this.nextStep().length === 0) return this.succeeds('successfully synced (all tasks run)');
    }
  }

  /** What is under way; what has ended since the last look is noted. */
  private look(): SyncTask[] {
    return this.tasks.filter(task => {
      const result = this.resultOf(task);
      if (!result || result.status !== 'Synced') return false;
      const live = this.liveOf(task);
      if (!task.isHook) {
        const health = this.steps && live ? healthOf(live) : undefined;
        if (health?.status === 'Degraded') this.note({ ...result, hook: 'Failed', message: health.message ?? '' });
        return health?.status === 'Progressing';
      }
      if (result.hook !== 'Running') return false;
      const { state, message } = hookState(live);
      if (state !== 'Running') this.note({ ...result, hook: state, ...(message ? { message } : {}) });
      return state === 'Running';
    });
  }

  /** The objects of the first phase and wave where something is still to be applied. */
  private nextStep(): SyncTask[] {
    const waiting = this.tasks.filter(task => phases.includes(task.phase) && !this.resultOf(task));
    const rank = ({ phase, wave }: SyncTask) => phases.indexOf(phase) * 1_000_000 + wave;
    const first = Math.min(...waiting.map(rank));
    return waiting.filter(task => rank(task) === first);
  }

  private apply(step: readonly SyncTask[]): SyncTask[] {
    for (const task of step) this.note(applyOne(this.work, this.application, task));
    return step.filter(task => this.resultOf(task)?.status === 'SyncFailed');
  }

  private waits(first: SyncTask, more: number): Operation {
    const { kind, apiVersion, metadata } = first.target;
    const others = more === 0 ? '' : ` and ${more} more ${first.isHook ? 'hooks' : 'resources'}`;
    return this.now({ phase: 'Running', message: `waiting for ${first.isHook ? 'completion of hook' : 'healthy state of'} ${groupOf(apiVersion)}/${kind}/${metadata.name}${others}` });
  }

  private fails(why: string, tasks: readonly SyncTask[]): Operation {
    // What is made for failures is made once.
    for (const task of this.tasks) if (task.phase === 'SyncFail' && !this.resultOf(task)) this.note(applyOne(this.work, this.application, task));
    this.deleteHooks('HookFailed', 'Failed');
    const reasons = tasks.flatMap(task => this.resultOf(task)?.message || []);
    return this.now({ phase: 'Failed', message: reasons.length > 0 ? `${why}, reason: ${reasons.join(', ')}` : why, finishedAt: this.work.now });
  }

  private succeeds(message: string): Operation {
    if (this.operation.prune) for (const result of prune(this.work, this.application, this.operation.targets ?? [])) this.note(result);
    this.deleteHooks('HookSucceeded', 'Succeeded');
    return this.now({ phase: 'Succeeded', message, finishedAt: this.work.now });
  }

  private deleteHooks(policy: string, state: Applied['hook']): void {
    for (const task of this.tasks) {
      const live = this.liveOf(task);
      if (task.isHook && live && this.resultOf(task)?.hook === state && deletedWhen(live).includes(policy)) remove(this.work, live);
    }
  }

  private now(change: Partial<Operation>): Operation {
    return { ...this.operation, ...change, results: [...this.results.values()] };
  }

  private liveOf({ target }: SyncTask): KubeObject | undefined {
    return this.work.find<KubeObject>({ group: groupOf(target.apiVersion), kind: target.kind, namespace: this.application.namespace, name: target.metadata.name });
  }

  private resultOf({ phase, target }: SyncTask): Applied | undefined {
    return this.results.get(`${phase} ${keyOf(target)}`);
  }

  private note(result: Applied): void {
    this.results.set(`${result.phase} ${result.group}/${result.kind}/${result.name}`, result);
  }
}

function applyOne(work: Work, application: Application, { target, phase, wave, isHook }: SyncTask): Applied {
  const { kind, apiVersion, metadata } = target;
  const { namespace } = application;
  const group = groupOf(apiVersion);
  const base = { group, kind, name: metadata.name, phase, wave };
  const refusal = projectRefusal(application, target);
  if (refusal !== undefined) return { ...base, status: 'SyncFailed', message: refusal };
  const before = work.find<KubeObject>({ group, kind, namespace, name: metadata.name });
  if (isHook && before && deletedWhen(target).includes('BeforeHookCreation')) remove(work, before);
  const tracked = { ...target, metadata: { ...metadata, namespace, annotations: { ...(metadata['annotations'] as object | undefined), [trackingKey]: trackingId(application, group, kind, metadata.name) } } } as Manifest;
  const verdict = applyManifest(work, namespace, tracked);
  if (!verdict.ok) return { ...base, status: 'SyncFailed', message: verdict.message };
  return { ...base, status: 'Synced', message: `${kind.toLowerCase()}${group ? `.${group}` : ''}/${metadata.name} ${verdict.change ?? 'configured'}`, ...(isHook ? { hook: 'Running' as const } : {}) };
}

function remove(work: Work, { apiVersion, kind, metadata }: KubeObject): void {
  deleteObject(work, { group: groupOf(apiVersion), kind, namespace: metadata.namespace ?? '', name: metadata.name });
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

function prune(work: Work, application: Application, targets: readonly Manifest[]): Applied[] {
  const { namespace } = application;
  return orphans({ ...application, targets }, work.draft.result()).map(({ group, kind, name }) => {
    deleteObject(work, { group, kind, namespace, name });
    return { group, kind, name, status: 'Pruned', message: 'pruned', phase: 'Sync', wave: 0 };
  });
}
