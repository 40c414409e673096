import { knownKind } from '../api/resources';
import { groupOf, type KubeObject } from '../cluster/object';
import { collect, deleteObject } from '../cluster/deletion';
import { applyManifest, type Manifest } from '../cluster/operations';
import { find } from '../cluster/store';
import type { Work } from '../cluster/work';
import { calledAs, keyOf, trackingId, trackingKey, type Application, type Applied, type Operation } from './application';
import { deletedWhen, heldHook, hookFinalizer, hookState, phases, tasksOf, type SyncTask } from './hooks';
import { inSyncOrder, waveOf } from './order';
import { projectRefusal } from './permitted';
import { healthOf, orphans } from './status';

/** Moves a synchronisation on as far as it goes now: wave after wave, each once the one before is healthy, hooks once they have ended (argoproj/gitops-engine, `pkg/sync`). */
export function advance(work: Work, application: Application, operation: Operation): Operation {
  return new Synchronisation(work, application, operation).run();
}

/** How Argo CD names what a synchronisation waits for (gitops-engine, `Sync`). */
const awaitedAs = { hook: 'completion of hook', health: 'healthy state of', deletion: 'deletion of', confirmation: 'pruning confirmation of' } as const;

class Synchronisation {
  private readonly tasks: readonly SyncTask[];
  private readonly results: Map<string, Applied>;
  /** Waves wait for each other only where there are several. */
  private readonly steps: boolean;

  constructor(private readonly work: Work, private readonly application: Application, private readonly operation: Operation) {
    const { targets = [], only, revision, startedAt } = operation;
    const chosen = only ? targets.filter(target => only.includes(keyOf(target))) : targets;
    const applied = inSyncOrder(chosen).flatMap(target => tasksOf(target, revision, startedAt)).filter(({ isHook }) => !only || !isHook);
    this.tasks = prunedLast([...pruneTasks(work, application, targets).filter(({ target }) => !only || only.includes(keyOf(target))), ...applied]);
    this.results = new Map(operation.results.map(result => [`${result.phase} ${result.group}/${result.kind}/${result.name}`, result]));
    this.steps = new Set(this.tasks.filter(({ phase }) => phase !== 'SyncFail').map(({ phase, wave }) => `${phase} ${wave}`)).size > 1;
  }

  run(): Operation {
    if (this.results.size === 0 && this.refusesSome()) return this.now({ phase: 'Failed', message: 'one or more synchronization tasks are not valid', finishedAt: this.work.now });
    for (;;) {
      const running = this.look();
      if (running.length > 0) return this.waits(running);
      const going = this.tasks.filter(task => task.prunes && this.resultOf(task)?.status === 'Pruned' && this.liveOf(task)?.metadata.deletionTimestamp !== undefined);
      if (going.length > 0) return this.waits(going, 'deletion');
      this.release();
      if (this.tasks.some(task => task.phase !== 'SyncFail' && (this.resultOf(task)?.hook === 'Failed' || this.isRefused(task)))) return this.fails('one or more synchronization tasks completed unsuccessfully');
      const next = this.nextStep();
      if (next.length === 0) return this.succeeds('successfully synced (no more tasks)');
      const unconfirmed = next.filter(task => this.wantsConfirmation(task));
      if (unconfirmed.length > 0) return this.waits(unconfirmed, 'confirmation');
      this.apply(next);
      if (next.some(task => this.isRefused(task))) return this.fails('one or more objects failed to apply');
      if (!next.some(({ isHook }) => isHook) && this.nextStep().length === 0) return this.succeeds('successfully synced (all tasks run)');
    }
  }

  /** What the project does not let in is looked for first, in all there is: nothing is then applied. */
  private refusesSome(): boolean {
    for (const { target, phase, wave, prunes } of this.tasks) {
      const refusal = prunes || isAwaited(target) ? undefined : projectRefusal(this.application, target);
      if (refusal !== undefined) this.note({ group: groupOf(target.apiVersion), kind: target.kind, name: calledAs(target), phase, wave, status: 'SyncFailed', message: refusal });
    }
    return this.results.size > 0;
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
      if (!live) {
        // Held as it is, nobody but a hand that takes its finalizer away makes it go.
        const { kind, apiVersion, metadata } = task.target;
        this.note({ ...result, status: 'SyncFailed', hook: 'Failed', message: `Resource ${groupOf(apiVersion)}/${kind}/${metadata.name} is missing, it might have been deleted` });
        return false;
      }
      const { state, message } = hookState(live);
      if (state !== 'Running') this.note({ ...result, hook: state, ...(message ? { message } : {}) });
      return state === 'Running';
    });
  }

  /** Hooks whose end was seen are held no more: one that was deleted meanwhile goes. */
  private release(): void {
    for (const task of this.tasks) if (task.isHook && this.isOver(task)) letGo(this.work, this.liveOf(task));
  }

  private isOver(task: SyncTask): boolean {
    const state = this.resultOf(task)?.hook;
    return state === 'Succeeded' || state === 'Failed';
  }

  /** The objects of the first phase and wave where something is still to be done. */
  private nextStep(): SyncTask[] {
    const waiting = this.tasks.filter(task => phases.includes(task.phase) && !this.resultOf(task));
    const rank = ({ phase, wave }: SyncTask) => phases.indexOf(phase) * 1_000_000 + wave;
    const first = Math.min(...waiting.map(rank));
    return waiting.filter(task => rank(task) === first);
  }

  /** What is no longer asked for goes before anything comes. */
  private apply(step: readonly SyncTask[]): void {
    for (const task of step) if (task.prunes) this.note(pruneOne(this.work, this.application, task, this.operation.prune));
    for (const task of step) if (!task.prunes) this.note(applyOne(this.work, this.application, task));
  }

  private isRefused(task: SyncTask): boolean {
    return this.resultOf(task)?.status === 'SyncFailed';
  }

  /** `Prune=confirm`: somebody has to say yes once this synchronisation has begun. */
  private wantsConfirmation({ prunes, target }: SyncTask): boolean {
    const { approvedAt = -1 } = this.application;
    return prunes === true && this.operation.prune && syncOptionsOf(target.metadata).includes('Prune=confirm') && approvedAt < this.operation.startedAt;
  }

  private waits(running: readonly SyncTask[], forWhat?: 'deletion' | 'confirmation'): Operation {
    const [hooks, resources] = [running.filter(({ isHook }) => isHook), running.filter(({ isHook }) => !isHook)];
    const [{ target: { kind, apiVersion, metadata } }] = [...hooks, ...resources] as [SyncTask];
    const others = running.length === 1 ? '' : ` and ${running.length - 1} more ${resources.length === 0 ? 'hooks' : 'resources'}`;
    const what = forWhat ?? (hooks.length > 0 ? 'hook' : 'health');
    return this.now({ phase: 'Running', waits: { for: what, objects: running.map(task => keyOf(task.target)) }, message: `waiting for ${awaitedAs[what]} ${groupOf(apiVersion)}/${kind}/${metadata.name}${others}` });
  }

  /** What is made for failures is made once, and waited for. Of what failed, only what was refused says why. */
  private fails(why: string): Operation {
    const [after, own] = [this.tasks.filter(({ phase }) => phase === 'SyncFail'), this.tasks.filter(({ phase }) => phase !== 'SyncFail')];
    const fresh = after.filter(task => !this.resultOf(task));
    for (const task of fresh) this.note(applyOne(this.work, this.application, task));
    // What was applied beside what was refused is waited for by nobody (gitops-engine, `setOperationFailed`).
    const running = this.look().filter(({ phase }) => phase === 'SyncFail');
    if (running.length > 0) return this.waits(running);
    this.release();
    this.deleteHooks('HookFailed');
    const said = [this.reasons(fresh.length > 0 ? 'one or more synchronization tasks completed unsuccessfully' : why, own), ...(after.some(task => this.isRefused(task)) ? [this.reasons('one or more SyncFail hooks failed', after)] : [])];
    return this.now({ phase: 'Failed', message: said.join('\n'), finishedAt: this.work.now });
  }

  private reasons(why: string, tasks: readonly SyncTask[]): string {
    const reasons = tasks.filter(task => this.isRefused(task)).map(task => this.resultOf(task)?.message ?? '');
    return reasons.length > 0 ? `${why}, reason: ${reasons.join(',')}` : why;
  }

  private succeeds(message: string): Operation {
    this.deleteHooks('HookSucceeded');
    return this.now({ phase: 'Succeeded', message, finishedAt: this.work.now });
  }

  /** Of a synchronisation that succeeds or fails, all hooks that ask for it go, whatever became of each (gitops-engine, `deleteOnPhaseSuccessful`, `deleteOnPhaseFailed`). */
  private deleteHooks(policy: 'HookSucceeded' | 'HookFailed'): void {
    for (const task of this.tasks) {
      const live = this.liveOf(task);
      if (task.isHook && live && this.isOver(task) && deletedWhen(live).includes(policy)) remove(this.work, live);
    }
  }

  private now(change: Partial<Operation>): Operation {
    const { waits: _, ...before } = this.operation;
    return { ...before, ...change, results: [...this.results.values()] };
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
  const base = { group, kind, name: calledAs(target), phase, wave };
  if (isAwaited(target)) return { ...base, status: 'SyncFailed', message: `resource mapping not found for name: "${metadata.name}" namespace: "${namespace}" from "/dev/shm/${Math.floor(work.now)}": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first` };
  if ((metadata as { name?: string }).name === undefined) return { ...base, status: 'SyncFailed', message: `from ${base.name}: cannot use generate name with apply` };
  const before = work.find<KubeObject>({ group, kind, namespace, name: metadata.name });
  if (isHook && before) letGo(work, before);
  if (isHook && before && deletedWhen(target).includes('BeforeHookCreation')) remove(work, before);
  const asked = isHook ? heldHook(target) : target;
  const tracked = { ...asked, metadata: { ...asked.metadata, namespace, annotations: { ...(metadata['annotations'] as object | undefined), [trackingKey]: trackingId(application, group, kind, metadata.name) } } } as Manifest;
  const verdict = sent(work, namespace, tracked, before);
  if (!verdict.ok) return { ...base, status: 'SyncFailed', message: verdict.message };
  return { ...base, status: 'Synced', message: verdict.told, ...(verdict.dropped ? { dropped: verdict.dropped } : {}), ...(isHook ? { hook: 'Running' as const } : {}) };
}

type Sent = { readonly ok: true; readonly told: string; readonly dropped?: Applied['dropped'] } | { readonly ok: false; readonly message: string };

/** Sends an object as its options ask: applied by default, with what was asked written in it; applied by the server, which keeps that itself and drops nothing; or put in the place of what is there. */
function sent(work: Work, namespace: string, target: Manifest, before: KubeObject | undefined): Sent {
  const options = syncOptionsOf(target.metadata);
  const [replaces, forced, byServer] = ['Replace=true', 'Force=true', 'ServerSideApply=true'].map(option => options.includes(option));
  const group = groupOf(target.apiVersion);
  const title = `${target.kind.toLowerCase()}${group ? `.${group}` : ''}`;
  const asked = replaces || byServer ? target : withLastApplied(target);
  if (replaces && forced && before) return anew(work, namespace, asked, before, `${title} "${target.metadata.name}" deleted\n${title}/${target.metadata.name} replaced`);
  const verdict = applyManifest(work, namespace, asked, byServer && !replaces);
  if (!verdict.ok) return forced && before && verdict.reason === 'Invalid' ? anew(work, namespace, asked, before, `${title}/${target.metadata.name} configured`) : verdict;
  const change = replaces ? (before ? 'replaced' : 'created') : byServer ? 'serverside-applied' : (verdict.change ?? 'configured');
  return { ok: true, told: `${title}/${target.metadata.name} ${change}`, ...(verdict.dropped ? { dropped: verdict.dropped } : {}) };
}

/** Deletes what is there and makes it anew; what cannot be made is told, and what was there comes back (k8s.io/kubectl, `deleteAndCreate`). */
function anew(work: Work, namespace: string, target: Manifest, before: KubeObject, told: string): Sent {
  work.remove(before);
  const verdict = applyManifest(work, namespace, target);
  if (!verdict.ok) {
    work.put(before);
    return verdict;
  }
  for (const owned of work.draft.ownedBy(namespace, before.metadata.uid)) remove(work, owned);
  return { ok: true, told, ...(verdict.dropped ? { dropped: verdict.dropped } : {}) };
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** What was asked stays written in the object, as `kubectl apply` leaves it (k8s.io/kubectl, `GetModifiedConfiguration`): what goes from Git is known by it. */
function withLastApplied(target: Manifest): Manifest {
  return { ...target, metadata: { ...target.metadata, annotations: { ...(target.metadata['annotations'] as object | undefined), [lastApplied]: `${sortedJson(target)}\n` } } } as Manifest;
}

/** JSON with its keys in order, as Go writes maps. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}

/** Takes its finalizer from a hook; the garbage collector lets go of one that was deleted. */
function letGo(work: Work, live: KubeObject | undefined): void {
  if (!live?.metadata.finalizers?.includes(hookFinalizer)) return;
  const { finalizers, ...metadata } = live.metadata;
  const left = finalizers.filter(one => one !== hookFinalizer);
  const freed = work.put<KubeObject>({ ...live, metadata: { ...metadata, ...(left.length > 0 ? { finalizers: left } : {}) } });
  if (left.length === 0 && freed.metadata.deletionTimestamp !== undefined) collect(work, { kind: 'collect', of: { group: groupOf(live.apiVersion), kind: live.kind }, namespace: metadata.namespace ?? '', name: metadata.name, uid: metadata.uid });
}

function remove(work: Work, { apiVersion, kind, metadata }: KubeObject): void {
  deleteObject(work, { group: groupOf(apiVersion), kind, namespace: metadata.namespace ?? '', name: metadata.name });
}

/** A kind that the cluster does not know yet, and that its object says something else will bring (`SkipDryRunOnMissingResource=true`): it is not looked for first, and fails in its turn if it is still not there. */
function isAwaited({ apiVersion, kind, metadata }: Manifest): boolean {
  return !knownKind(apiVersion, kind) && syncOptionsOf(metadata).includes('SkipDryRunOnMissingResource=true');
}

/** What the application made and no longer asks for, in the waves of what it is: the last to come is the first to go. */
function pruneTasks(work: Work, application: Application, targets: readonly Manifest[]): SyncTask[] {
  const objects = work.draft.result();
  const gone = orphans({ ...application, targets }, objects).flatMap(({ group, kind, name }) => (find(objects, { group, kind, namespace: application.namespace, name }) as unknown as Manifest | undefined) ?? []);
  const waves = [...new Set(gone.map(waveOf))].sort((a, b) => a - b);
  return gone.map(target => ({ target, phase: 'Sync', wave: waves[waves.length - 1 - waves.indexOf(waveOf(target))] ?? 0, isHook: false, prunes: true }));
}

/** What asks to go last does so once all the rest is there and well. */
function prunedLast(tasks: readonly SyncTask[]): readonly SyncTask[] {
  const last = Math.max(0, ...tasks.filter(({ phase }) => phase === 'Sync').map(({ wave }) => wave)) + 1;
  return tasks.map(task => (task.prunes && syncOptionsOf(task.target.metadata).includes('PruneLast=true') ? { ...task, wave: last } : task));
}

/** What goes waits for what it owns (gitops-engine, `getDeleteOptions`); what is going already is not asked twice. */
function pruneOne(work: Work, { namespace }: Application, { target: { apiVersion, kind, metadata }, phase, wave }: SyncTask, asked: boolean): Applied {
  const [group, { name }] = [groupOf(apiVersion), metadata];
  const kept = !asked ? 'ignored (requires pruning)' : syncOptionsOf(metadata).includes('Prune=false') ? 'ignored (no prune)' : undefined;
  if (kept === undefined) deleteObject(work, { group, kind, namespace, name }, { propagation: 'Foreground' });
  return { group, kind, name, phase, wave, status: kept === undefined ? 'Pruned' : 'PruneSkipped', message: kept ?? 'pruned' };
}

/** What an object asks of its own synchronisation and deletion (argo-cd.readthedocs.io, "Sync Options"). */
export function syncOptionsOf({ annotations }: Readonly<Record<string, unknown>>): string[] {
  return ((annotations as Readonly<Record<string, string>> | undefined)?.['argocd.argoproj.io/sync-options'] ?? '').split(',').map(option => option.trim());
}
