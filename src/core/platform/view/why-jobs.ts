import { unsaidIn } from '../cluster/admission/quota';
import type { CronJob } from '../cluster/controllers/cronjob';
import type { Autoscaler } from '../cluster/controllers/autoscaler';
import type { Database } from '../cluster/controllers/cnpg';
import type { Job } from '../cluster/controllers/job';
import type { ResourceQuota } from '../cluster/controllers/quota';
import type { KubeEvent } from '../cluster/events';
import { controllerOf, type KubeObject, type Pod, type PodTemplate } from '../cluster/object';
import { list } from '../cluster/store';
import { namespaceOf } from '../console/console';
import { originOf } from './place';
import type { Cause, Explanation, Scope } from './why';
import { podWords } from './words/pods';
import { workWords as words } from './words/work';

/** What a quota asks of each container of a template and some do not say. */
export function quotaAdvice({ state, language, project, environment }: Scope, template: PodTemplate): Cause[] {
  const quotas = list(state.cluster.objects, '', 'ResourceQuota', namespaceOf(project, environment)) as ResourceQuota[];
  return quotas.some(quota => unsaidIn(quota, template).length > 0) ? [{ what: podWords[language].quotaAsks }] : [];
}

/** What is wrong with Jobs, with what starts them at their hours, and with databases, beside what is wrong with their pods. */
export function jobFaults(scope: Scope): Explanation[] {
  const { state, language, project, environment } = scope;
  const t = words[language];
  const namespace = namespaceOf(project, environment);
  const said = (name: string, ...chain: Cause[]): Explanation => ({ project, environment, about: [{ kind: 'workload', name }], chain });
  const jobs = (list(state.cluster.objects, 'batch', 'Job', namespace) as Job[]).flatMap((job): Explanation[] => {
    const origin = originOf(state, job);
    const failed = job.status.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
    if (failed) return [said(origin.name, { what: t.jobFailed(job.metadata.name, failed.reason ?? '', failed.message ?? '') }, ...(origin.kind === 'Job' ? endsOf(scope, job, failed.reason) : [placed(scope, origin, ['spec'])]))];
    const refusal = job.status.active || job.status.succeeded ? undefined : last(scope, job, 'FailedCreate');
    return refusal ? [said(origin.name, { what: t.jobRefused(job.metadata.name) }, { ...placed(scope, origin, ['spec']), what: refusal.message }, ...quotaAdvice(scope, job.spec.template))] : [];
  });
  const crons = (list(state.cluster.objects, 'batch', 'CronJob', namespace) as CronJob[]).flatMap((cron): Explanation[] => {
    const { name } = cron.metadata;
    const skipped = cron.status.active?.length ? last(scope, cron, 'JobAlreadyActive') : undefined;
    if (skipped) return [said(name, { what: t.cronSkips(name, skipped.message) }, { ...placed(scope, { kind: 'CronJob', name }, ['spec', 'concurrencyPolicy']), what: t.stillRuns(cron.status.active?.[0]?.name ?? '') })];
    const refused = last(scope, cron, 'FailedCreate');
    return refused ? [said(name, { what: t.cronRefused(name) }, { what: refused.message })] : [];
  });
  const databases = (list(state.cluster.objects, 'postgresql.cnpg.io', 'Cluster', namespace) as Database[]).flatMap(({ metadata: { name }, status }): Explanation[] => {
    const { phase = '', phaseReason } = status ?? {};
    return phase === 'Cluster in healthy state' ? [] : [said(name, { what: t.databaseNotReady(name, phase) }, ...(phaseReason === undefined ? [] : [{ ...placed(scope, { kind: 'Cluster', name }, ['spec']), what: phaseReason }]))];
  });
  const autoscalers = (list(state.cluster.objects, 'autoscaling', 'HorizontalPodAutoscaler', namespace) as Autoscaler[]).flatMap(({ metadata: { name }, spec, status }): Explanation[] => {
    const stopped = status?.conditions?.find(({ type, status: is }) => (type === 'AbleToScale' || type === 'ScalingActive') && is === 'False');
    const fought = state.gitops.applications.some(one => one.namespace === namespace && one.heals > 0 && one.targets.some(target => target.kind === spec.scaleTargetRef.kind && target.metadata.name === spec.scaleTargetRef.name && (target['spec'] as { replicas?: number } | undefined)?.replicas !== undefined));
    const target = { kind: spec.scaleTargetRef.kind, name: spec.scaleTargetRef.name };
    return [
      ...(stopped ? [said(spec.scaleTargetRef.name, { what: t.scalerStopped(name, stopped.reason ?? '') }, { ...placed(scope, { kind: 'HorizontalPodAutoscaler', name }, ['spec', 'scaleTargetRef']), what: stopped.message ?? '' })] : []),
      ...(fought ? [said(spec.scaleTargetRef.name, { what: t.scalerFought(name, spec.scaleTargetRef.name) }, { ...placed(scope, target, ['spec', 'replicas']), what: t.dropReplicas })] : []),
    ];
  });
  return [...jobs, ...crons, ...databases, ...autoscalers];
}

/** Why a Job of a manifest failed: it had not the time, or its last pod says with what. */
function endsOf(scope: Scope, job: Job, reason: string | undefined): Cause[] {
  const { name, namespace, uid } = job.metadata;
  const t = words[scope.language];
  const at = (path: readonly string[]) => placed(scope, { kind: 'Job', name }, path);
  if (reason === 'DeadlineExceeded') return [{ ...at(['spec', 'activeDeadlineSeconds']), what: t.deadline(job.spec.activeDeadlineSeconds ?? 0) }];
  const pod = (list(scope.state.cluster.objects, '', 'Pod', namespace) as Pod[]).filter(one => controllerOf(one)?.uid === uid && one.status.phase === 'Failed').sort((a, b) => a.metadata.creationTimestamp - b.metadata.creationTimestamp).at(-1);
  const end = pod?.status.containerStatuses?.find(({ state }) => state.terminated && state.terminated.exitCode !== 0);
  const line = scope.state.cluster.runs.get(pod?.metadata.uid ?? '')?.containers.find(one => one.name === end?.name)?.logs.at(-1)?.text;
  if (!pod || !end) return [at(['spec'])];
  return [{ ...at(['spec', 'backoffLimit']), what: t.triesFailed(pod.metadata.name, String(end.state.terminated?.exitCode ?? '?')) }, ...(line === undefined ? [] : [{ what: t.lastLine(line) }])];
}

function placed({ language, places, project, environment }: Scope, origin: { readonly kind: string; readonly name: string }, path: readonly string[]): Cause {
  const place = places.of(project, environment, origin, path);
  return { what: words[language].madeBy(origin.name, origin.kind), ...(place ? { place } : {}) };
}

function last({ state }: Scope, { metadata }: KubeObject, reason: string): KubeEvent | undefined {
  return (list(state.cluster.objects, '', 'Event', metadata.namespace) as KubeEvent[]).filter(event => event.involvedObject.uid === metadata.uid && event.reason === reason).sort((a, b) => a.lastTimestamp - b.lastTimestamp).at(-1);
}
