import { typeset } from '../../core/curriculum/typography';
import { applicationHealth, jobHealth, pipelineHealth, podHealth, workloadHealth } from '../../core/platform/view/health';
import type { ProjectView } from '../../core/platform/view/status';
import type { PastView, TimelineView } from '../../core/platform/view/timeline';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { said } from './items';
import type { Pace, RunView, ThenView } from '../../protocol/timeline';

/** An instant of a run, as it reads: `2 min 52 s`. */
export function elapsed(at: number): string {
  const seconds = Math.floor(at / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const parts = [[hours, 'h'], [minutes, 'min'], [seconds % 60, 's']] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts.slice(first < 0 ? 2 : first).map(([count, unit]) => `${count}\u00a0${unit}`).join(' ');
}

/** What the page shows of a run. */
export function runView({ now, settled, moments }: TimelineView, pace: Pace, title: string): RunView {
  return { title, now: elapsed(now), settled, pace, moments: moments.map(({ at, what, health, detail = false, times = 1 }) => ({ at, time: elapsed(at), what: typeset(what), health, detail, times })) };
}

/** What the page shows of a moment of the past. */
export function thenView({ at, status, why }: PastView, strings: Strings): ThenView {
  return { at, time: elapsed(at), rows: status.projects.flatMap(project => rowsOf(project, strings)), faults: why.map(({ chain }) => chain.map(({ what }) => typeset(what.trim())).join(' ← ')) };
}

function rowsOf({ slug, repositories, pipelines, images, environments }: ProjectView, { platformView: t, timeline }: Strings): ThenView['rows'] {
  return [
    ...repositories.map(({ name, branches, syncFailure }) => ({ what: `${slug}/${name}`, state: syncFailure ?? branches.map(branch => `${branch.name} ${branch.commit.slice(0, 8)} ${branch.title}`).join(' · '), health: syncFailure === undefined ? 'idle' : 'bad' } as const)),
    ...pipelines.flatMap(pipeline => [
      { what: format(t.pipeline, { id: pipeline.id }), state: said(pipeline.status, t), health: pipelineHealth(pipeline) },
      ...pipeline.jobs.filter(({ status }) => status === 'running' || status === 'failed').map(job => ({ what: `Job ${job.name}`, state: [said(job.status, t), ...(job.failure ? [job.failure] : [])].join(' · '), health: jobHealth(job) })),
    ]),
    ...images.map(({ repository, tag }) => ({ what: `${timeline.image} ${repository}:${tag}`, state: timeline.pushed, health: 'good' as const })),
    ...environments.flatMap(({ applications, workloads }) => [
      ...applications.map(application => ({ what: application.name, state: [application.sync, application.health, ...(application.message ? [application.message] : [])].join(' · '), health: applicationHealth(application) })),
      ...workloads.flatMap(workload => [
        { what: `${workload.kind} ${workload.name}`, state: workload.schedule ?? format(t.ready, { ready: workload.ready, wanted: workload.wanted }), health: workloadHealth(workload) },
        ...workload.pods.map(pod => ({ what: `Pod ${pod.name}`, state: [pod.status, ...(pod.restarts > 0 ? [format(t.restarts, { n: pod.restarts })] : [])].join(' · '), health: podHealth(pod) })),
      ]),
    ]),
  ];
}
