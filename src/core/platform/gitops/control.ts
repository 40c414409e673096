import type { Change } from '../cluster/store';
import { groupOf, type KubeObject } from '../cluster/object';
import type { Run } from '../engine';
import type { Manifest } from '../cluster/operations';
import { minute, second } from '../time';
import { keyOf, trackingId, trackingKey, type Application, type Deployed, type Operation } from './application';
import { applicationOf, compare, update } from './compare';
import { isAutomated, publish } from './publish';
import { finalize } from './removal';
import { digestOf, shared, sharedMessage, statusOf, type ApplicationStatus } from './status';
import { advance } from './sync';

/** How often an automated synchronisation that fails is tried again, and how late (argoproj/argo-cd, `autoSync` and `RetryStrategy`). */
const retries = 5;
const retryDelay = (failures: number) => Math.min(5 * second * 2 ** failures, 3 * minute);

/** How long after the last synchronisation what differs is put back: as soon as it is seen, then later each time it does not last; what lasted is forgotten (Argo CD 3.1, `--self-heal-backoff-*`). */
const healDelay = (heals: number) => (heals === 0 ? 0 : Math.min(2 * second * 3 ** (heals - 1), 5 * minute));
const healCooldown = 330 * second;

/** Argo CD compares an application with Git and, if it may, synchronises what differs. */
export function refresh(run: Run, name: string): void {
  const application = applicationOf(run.state, name);
  if (application?.deletion) return finalize(run, name);
  if (application && compare(run, application)) compared(run, name);
  else publish(run, name);
}

/** What an application asks for is known: what was not tried yet is synchronised, and what was undone by hand is put back. */
export function compared(run: Run, name: string): void {
  const application = applicationOf(run.state, name);
  if (!application || application.deletion) return;
  const status = statusOf(application, run.objects);
  if (!isOutOfSync(application, status) || !isAutomated(run, application) || application.operation?.phase === 'Running') return publish(run, name, status);
  if (application.operation?.asked !== application.asked) return start(run, application, { automated: true, prune: true });
  heal(run, application);
}

function isOutOfSync({ comparisonError, asked }: Application, { sync }: ApplicationStatus): boolean {
  return comparisonError === undefined && asked !== undefined && sync === 'OutOfSync';
}

type Wanted = Pick<Operation, 'automated' | 'prune' | 'failsOnShared'> & { readonly only?: readonly string[]; readonly back?: Deployed };

/** Begins a synchronisation: with what Git asks, or with what was deployed once. */
export function start(run: Run, application: Application, { automated: own, prune, only, back, failsOnShared }: Wanted): void {
  const { revision = '', asked = '' } = application;
  const operation: Operation = { phase: 'Running', message: '', attempts: 1, startedAt: run.now, results: [], automated: own, prune, revision: back?.revision ?? revision, asked, targets: back?.targets ?? application.targets, ...(only ? { only } : {}), ...(failsOnShared ? { failsOnShared } : {}) };
  update(run, application.name, { operation, ...(only ? {} : { heals: 0 }) });
  progress(run, application.name);
}

/** Moves on the synchronisation under way; one that fails is tried again if nobody asked for it, later and later. */
function progress(run: Run, name: string): void {
  const application = applicationOf(run.state, name);
  const operation = application?.operation;
  if (!application || operation?.phase !== 'Running' || operation.retrying) return;
  const { targets = [], ...done } = sharedRefusal(run, application, operation) ?? run.inCluster(work => advance(work, application, operation));
  const applied = appliedBy(application, targets, done);
  const again = done.phase === 'Failed' && done.automated && done.attempts <= retries;
  if (again) run.later(retryDelay(done.attempts - 1), { type: 'sync', application: name, attempts: done.attempts + 1 });
  const retried = done.phase === 'Failed' && !again && done.attempts > 1 ? ` (retried ${done.attempts - 1} times).` : '';
  const history = done.phase === 'Succeeded' && !done.only ? [...application.history, { id: (application.history.at(-1)?.id ?? -1) + 1, revision: done.revision, deployedAt: run.now, targets }].slice(-10) : application.history;
  const now: Operation = { ...done, message: `${done.message}${retried}`, ...(again ? { phase: 'Running', retrying: true } : {}), ...(again || done.phase === 'Running' ? { targets } : {}) };
  update(run, name, { operation: now, applied, history });
  if (now.phase === 'Running') publish(run, name);
  else compared(run, name);
}

/** A synchronisation that takes nothing from another application stops before it applies anything (argoproj/argo-cd, `SyncAppState`). */
function sharedRefusal(run: Run, application: Application, operation: Operation): Operation | undefined {
  const [first] = operation.failsOnShared && operation.results.length === 0 ? shared(application, run.objects) : [];
  return first && { ...operation, phase: 'Failed', message: `Shared resource found: ${sharedMessage(application, first)}`, finishedAt: run.now };
}

function appliedBy({ applied }: Application, targets: readonly Manifest[], { results }: Omit<Operation, 'targets'>): Record<string, string> {
  const next: Record<string, string> = { ...applied };
  const byKey = new Map(targets.map(target => [keyOf(target), target]));
  for (const { group, kind, name, status } of results) {
    const key = `${group}/${kind}/${name}`;
    const target = byKey.get(key);
    if (status === 'Synced' && target) next[key] = digestOf(target);
    if (status === 'Pruned') delete next[key];
  }
  return next;
}

/** The time has come to try a synchronisation again, from its beginning. */
export function retry(run: Run, name: string, attempts: number): void {
  const { operation } = applicationOf(run.state, name) ?? {};
  if (!operation?.retrying || applicationOf(run.state, name)?.deletion) return;
  const { retrying: _, finishedAt: _ended, ...rest } = operation;
  update(run, name, { operation: { ...rest, attempts, results: [] } });
  progress(run, name);
}

/** The cluster is no longer what was synchronised: what differs is put back after a while, longer each time it does not last. */
function heal(run: Run, application: Application): void {
  const { name, operation, healing, heals, lasting } = application;
  if (healing || operation?.phase !== 'Succeeded') return publish(run, name);
  const since = run.now - (operation.finishedAt ?? run.now);
  // It was put back a moment ago, and differs all the same; or another application puts its own back.
  const inVain = (operation.only !== undefined && since === 0) || shared(application, run.objects).length > 0;
  const count = since >= healCooldown && lasting !== true ? 0 : heals;
  update(run, name, { healing: true, heals: count, lasting: inVain });
  run.later(Math.max(second, healDelay(count) - since), { type: 'heal', application: name });
  publish(run, name);
}

/** Puts back what differs, and nothing else: such a synchronisation is partial, and runs no hook. */
export function healed(run: Run, name: string): void {
  const application = applicationOf(run.state, name);
  if (!application || application.deletion) return;
  update(run, name, { healing: false });
  const status = statusOf(application, run.objects);
  if (!isOutOfSync(application, status) || !isAutomated(run, application) || application.operation?.phase === 'Running' || application.operation?.asked !== application.asked) return compared(run, name);
  const only = status.resources.filter(({ sync }) => sync === 'OutOfSync').map(({ group, kind, name: object }) => `${group}/${kind}/${object}`);
  update(run, name, { heals: application.heals + 1 });
  start(run, { ...application, heals: application.heals + 1 }, { automated: true, prune: true, only });
}

/** Something an application made has changed: Argo CD, which watches it, looks again. */
export function look(run: Run, name: string): void {
  update(run, name, { looking: false });
  const application = applicationOf(run.state, name);
  if (application?.deletion) return finalize(run, name);
  if (application?.operation?.phase === 'Running' && !application.operation.retrying) progress(run, name);
  else compared(run, name);
}

/** Has the applications concerned look at what has just changed in the cluster, once each: the one that made an object, and the one that another took it from. */
export function watch(run: Run, changes: readonly Change[]): void {
  for (const { object, before } of changes) for (const id of trackedAs(object, before)) {
    const application = applicationOf(run.state, id.slice(0, id.indexOf(':')));
    // Controllers copy annotations onto what they make: only the object the id names was made by Argo CD.
    if (!application || application.looking || id !== trackingId(application, groupOf(object.apiVersion), object.kind, object.metadata.name)) continue;
    update(run, application.name, { looking: true });
    run.later(0, { type: 'look', application: application.name });
  }
}

/** What an object is, or was, tracked as, each once. */
function trackedAs({ metadata }: KubeObject, before: KubeObject | undefined): readonly string[] {
  const [id, earlier] = [metadata.annotations?.[trackingKey], before?.metadata.annotations?.[trackingKey]];
  if (id === undefined) return earlier === undefined ? none : [earlier];
  return earlier === undefined || earlier === id ? [id] : [id, earlier];
}

const none: readonly string[] = [];

/** Synchronises because someone asked to. */
export function synchroniseNow(run: Run, name: string, prune: boolean, options: readonly string[] = []): void {
  const application = applicationOf(run.state, name);
  if (application?.asked !== undefined && application.comparisonError === undefined && application.operation?.phase !== 'Running') start(run, application, { automated: false, prune, ...(options.includes('FailOnSharedResource=true') ? { failsOnShared: true } : {}) });
}

/** Someone agrees to the deletions that wait for it (`argocd app confirm-deletion`). */
export function confirmDeletion(run: Run, name: string): void {
  if (!applicationOf(run.state, name)) return;
  update(run, name, { approvedAt: run.now });
  look(run, name);
}

/** Deploys again what was deployed once; Git is not asked, so the application is then out of sync. */
export function rollBack(run: Run, name: string, id: number): void {
  const application = applicationOf(run.state, name);
  const back = application?.history.find(one => one.id === id);
  if (application && back && !isAutomated(run, application) && application.operation?.phase !== 'Running') start(run, application, { automated: false, prune: true, back });
}
