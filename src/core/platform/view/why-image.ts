import { parseImage } from '../../analysis/image';
import type { Pipeline } from '../pipeline/model';
import type { PullFault } from '../registry/image';
import { pipelineFor } from './last-pipelines';
import type { Places } from './place';
import type { Cause, Scope } from './why';
import { imageWords as words } from './words/images';
import type { Language } from './words/language';
import { said } from './words/said';

/** Why an image cannot be had, back to what should have pushed it. `waiting` is what the kubelet says, `fault` what the registry answered. */
export function imageCauses({ state, language, places, project }: Scope, image: string, { reason, message = '' }: { readonly reason: string; readonly message?: string }, fault: PullFault | undefined): Cause[] {
  const t = words[language];
  const { name, tag = 'latest' } = parseImage(image);
  const { host, pushes } = state.registry;
  if (reason === 'InvalidImageName') return [{ what: t.noReference(image, message) }];
  if (!name.startsWith(`${host}/`)) return [{ what: fault === 'no-registry' ? (name.startsWith(host) ? t.glued(image, host) : t.noRegistry(image, host)) : t.notHad(image, message) }, ...(fault === 'retired' ? [{ what: t.retired }] : [])];
  if (fault === 'anonymous') return [{ what: t.anonymous }];
  if (fault === 'foreign') return [{ what: t.foreign(project, name.slice(host.length + 1)) }];
  const repository = name.slice(host.length + 1);
  const tags = [...new Set(pushes.filter(push => push.repository === repository).map(push => push.tag))];
  if (tags.includes(tag)) return [{ what: t.justPushed(tag) }];
  const absent: Cause = { what: tags.length > 0 ? t.noTag(tag, repository, tags.slice(-5).join(', ')) : t.noImage(repository) };
  const last = pipelineFor(state, project, repository);
  if (!last) return [absent, { what: t.noPipeline }];
  const at = { kind: 'pipeline', name: String(last.id) } as const;
  if (last.status === 'running') return [absent, { what: t.runs(last.id), at }];
  if (last.status === 'manual' || last.status === 'scheduled') return [absent, ...heldCauses(language, last)];
  if (last.status === 'success') {
    const pushed = last.jobs.flatMap(job => job.pushed);
    return [absent, { what: pushed.length > 0 ? t.pushedElse(last.id, pushed.join(', ')) : t.pushedNothing(last.id), at }];
  }
  return [absent, ...pipelineCauses(language, last, places, state.pipelines.pipelines)];
}

/** What a pipeline that goes no further waits for. */
export function heldCauses(language: Language, { id, status, jobs }: Pipeline): Cause[] {
  const t = words[language];
  const held = jobs.filter(job => job.status === status);
  return [{ what: status === 'manual' ? t.blocked(id) : t.delayed(id), at: { kind: 'pipeline', name: String(id) } }, ...held.map((job): Cause => ({ what: status === 'manual' ? t.manualJob(job.name, job.id) : t.delayedJob(job.name, String(job.definition['start_in'] ?? '')), at: { kind: 'job', name: String(job.id) } }))];
}

/** Why a pipeline failed, or was not made; each failed job with the line that makes it fail, or where it is written, and what the pipeline that it waited for says. */
export function pipelineCauses(language: Language, { id, project, repository, ref, status, errors, jobs }: Pipeline, places: Places, all: readonly Pipeline[]): Cause[] {
  const t = words[language];
  const at = { kind: 'pipeline', name: String(id) } as const;
  if (errors.length > 0) return [{ what: status === 'skipped' ? t.noneStarted : t.refused(id), at }, ...errors.slice(0, 3).map(error => ({ what: said(language, error) }))];
  const failed = jobs.filter(job => job.status === 'failed' && !job.allowFailure);
  if (status === 'canceled') return [{ what: t.canceled(id), at }];
  return [{ what: t.failed(id), at }, ...failed.flatMap((job): Cause[] => {
    const child = job.downstream === undefined ? undefined : all.find(one => one.id === job.downstream);
    const place = job.failedAt ? { repository, ...job.failedAt } : places.job(project, repository, ref, job.origin ?? job.name);
    return [{ what: t.failedJob(job.name, job.failure === undefined ? undefined : said(language, job.failure)), at: { kind: 'job', name: String(job.id) }, ...(place ? { place } : {}) }, ...(child ? pipelineCauses(language, child, places, all).slice(1) : [])];
  }), ...(failed.some(job => job.retired !== undefined) ? [{ what: t.retired }] : [])];
}
