import { countsOf } from '../../core/platform/registry/scan';
import type { PipelineView, ProjectView, StatusView } from '../../core/platform/view/status';
import type { Explanation } from '../../core/platform/view/why';
import type { Terminal } from './command';

/** The platform's state as lines of text. */
export function statusText({ projects }: StatusView, { strings: { platform } }: Terminal): string {
  if (projects.length === 0) return `${platform.nothing}\n`;
  const lines = projects.flatMap(project => [
    `${platform.project} ${project.slug}`,
    ...project.repositories.flatMap(({ name, branches, syncFailure }) => [...branches.map(branch => `  ${platform.repository} ${name}  ${branch.name} ${branch.commit.slice(0, 8)} ${branch.title}`), ...(syncFailure ? [`  ${platform.repository} ${name}  ${syncFailure}`] : [])]),
    ...lastOf(project).flatMap(({ id, repository, status, errors, jobs, parent }) => [
      `  ${platform.pipeline} ${id}${parent === undefined ? (project.repositories.length > 1 ? ` (${repository})` : '') : ` ← ${parent}`}  ${status}`,
      ...errors.map(error => `    ${error}`),
      ...jobs.map(job => `    ${job.name} (${job.stage})  n° ${job.id}  ${job.status}${job.allowed && job.status === 'failed' ? ` (${platform.allowedToFail})` : ''}${job.downstream === undefined ? '' : `  → ${platform.pipeline} ${job.downstream}`}${job.failure ? `  ${job.failure}` : ''}`),
    ]),
    ...project.images.map(({ repository, tag, digest, chart, scan }) => `  ${chart ? platform.chart : platform.image} ${repository}:${tag}  ${digest.slice(0, 19)}${scan && scan.length > 0 ? `  ${platform.scanned} ${Object.entries(countsOf(scan)).map(([severity, count]) => `${severity} ${count}`).join(', ')}` : ''}`),
    ...project.environments.flatMap(({ name, stage, namespace, applications, workloads }) => [
      `  ${platform.environment} ${name} (${stage})  ${namespace}`,
      ...applications.flatMap(one => [`    ${platform.application} ${one.name}  ${one.sync}, ${one.health}`, ...(one.message ? [`      ${one.message.split('\n')[0] ?? ''}`] : []), ...((one.history?.length ?? 0) > 1 ? [`      ${platform.history} ${(one.history ?? []).map(({ id, revision }) => `${id} (${revision.slice(0, 8)})`).join(', ')}`] : [])]),
      ...workloads.flatMap(({ kind, name: workload, ready, wanted, pods }) => [`    ${kind} ${workload}  ${ready}/${wanted}`, ...pods.map(pod => `      ${pod.name}  ${pod.status}${pod.restarts > 0 ? `  ${pod.restarts}` : ''}`)]),
    ]),
  ]);
  return lines.map(line => `${line}\n`).join('');
}

/** Of each repository, its last pipeline, and those that it started. */
function lastOf({ repositories, pipelines }: ProjectView): PipelineView[] {
  const last = repositories.flatMap(({ name }) => pipelines.find(one => one.repository === name && one.parent === undefined) ?? []);
  const shown = new Set(last.map(({ id }) => id));
  for (const { id, parent } of pipelines) if (parent !== undefined && shown.has(parent)) shown.add(id);
  return pipelines.filter(({ id }) => shown.has(id));
}

/** Each explanation from what is seen to its cause, with the line of the repository where it is written. */
export function whyText(explanations: readonly Explanation[], { strings: { platform } }: Terminal): string {
  return `\n${platform.why}\n${explanations.map(({ environment, chain }) => chain.map(({ what, place }, depth) => `${depth === 0 ? `- ${environment ? `[${environment}] ` : ''}` : `  ${'  '.repeat(depth - 1)}← `}${what.trim().replaceAll(/\n+/g, `\n    ${'  '.repeat(depth)}`)}${place ? `  (${place.file}:${place.line})` : ''}\n`).join('')).join('')}`;
}
