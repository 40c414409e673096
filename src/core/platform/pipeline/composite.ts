import type { JobStatus } from './model';

/** How several jobs stand together (GitLab, `lib/gitlab/ci/status/composite.rb`). */
export type CompositeStatus = 'success' | 'failed' | 'skipped' | 'canceled' | 'created' | 'pending' | 'running' | 'waiting_for_resource' | 'manual' | 'scheduled';

interface Standing {
  readonly status: JobStatus;
  readonly allowFailure: boolean;
}

/** The status of jobs taken together; those that may fail, or wait for a hand that may never come, hold nothing. `needed`: one that was passed over passes over those that need it. */
export function compositeOf(jobs: readonly Standing[], needed = false): CompositeStatus {
  const seen = new Set(jobs.map(kindOf));
  const only = (...kinds: readonly string[]) => [...seen].every(kind => kinds.includes(kind));
  if (needed && seen.has('skipped')) return 'skipped';
  if (seen.size > 0 && only('skipped', 'ignored')) return seen.has('skipped') ? 'skipped' : 'success';
  if (only('success', 'skipped', 'warned', 'ignored')) return 'success';
  if (only('created', 'warned', 'ignored')) return 'created';
  if (only('canceled', 'success', 'skipped', 'warned', 'ignored')) return 'canceled';
  if (only('pending', 'created', 'skipped', 'warned', 'ignored')) return 'pending';
  if (seen.has('running') || seen.has('pending')) return 'running';
  for (const status of ['waiting_for_resource', 'manual', 'scheduled'] as const) if (seen.has(status)) return status;
  return seen.has('created') ? 'running' : 'failed';
}

function kindOf({ status, allowFailure }: Standing): string {
  if (!allowFailure) return status;
  if (status === 'failed' || status === 'canceled') return 'warned';
  return status === 'manual' ? 'ignored' : status;
}

/** Whether nothing more comes of it by itself. */
export function isComplete(status: CompositeStatus): boolean {
  return status === 'success' || status === 'failed' || status === 'canceled' || status === 'skipped';
}
