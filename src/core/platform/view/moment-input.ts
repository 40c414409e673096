import type { Input } from '../event';
import { renderFailure } from '../gitops/outcome';
import type { Time } from '../time';
import type { Health } from './health';
import type { Moment } from './moment';
import { phrase, type Phrase } from './words/said';

type Told = Phrase | { readonly what: Phrase; readonly health: Health };
type Words = { readonly [T in Input['type']]: (input: Input & { readonly type: T }) => Told | undefined };

const of = ({ project, repository }: { readonly project: string; readonly repository: string }) => `${project}/${repository}`;
const short = (commit: string) => commit.slice(0, 8);
const bad = (what: Phrase): Told => ({ what, health: 'bad' });
const good = (what: Phrase): Told => ({ what, health: 'good' });

/** What each input says in a run's timeline: no value of a secret, and nothing of what only tells how the platform was started. */
const words: Words = {
  'create-project': ({ slug }) => phrase('projectMade', slug),
  'set-repository': ({ project, repository: { name, infra, path } }) => (infra ? phrase('repositoryDeploys', project, name, path) : phrase('repositorySet', project, name)),
  'set-environment': ({ project, environment }) => phrase('environmentSet', environment.name, project, environment.cluster),
  'remove-environment': ({ project, environment }) => phrase('environmentRemoved', environment, project),
  'remove-repository': ({ project, repository }) => phrase('repositoryRemoved', project, repository),
  'add-member': ({ project, email }) => phrase('memberAdded', email, project),
  'remove-member': ({ project, email }) => phrase('memberRemoved', email, project),
  'set-role': ({ project, role }) => phrase('roleSet', role, project),
  'remove-role': ({ project, role }) => phrase('roleRemoved', role, project),
  reprovision: ({ project }) => phrase('reprovisioned', project),
  synchronise: input => phrase('syncAsked', of(input), input.branch),
  mirrored: input => (input.outcome.ok ? good(phrase('received', of(input), short(input.outcome.tree.commit), input.outcome.tree.title)) : bad(phrase('syncFails', of(input), input.outcome.message))),
  pushed: input => (input.tree ? phrase('pushed', of(input), input.branch, short(input.tree.commit), input.tree.title) : phrase('pushedDeletion', of(input), input.branch)),
  'refresh-application': ({ application }) => phrase('argoRefreshes', application),
  'sync-application': ({ application }) => phrase('argoAsked', application),
  'rollback-application': ({ application, id }) => phrase('argoRollback', application, id),
  'confirm-deletion': ({ application }) => phrase('argoConfirmed', application),
  'delete-application': ({ application, cascade }) => phrase(cascade ? 'argoDeletes' : 'argoForgets', application),
  rendered: ({ application, outcome }) => (outcome.ok ? undefined : bad(phrase('renderFails', application, renderFailure(outcome)))),
  'change-by-hand': ({ object, patch }) => phrase(patch === undefined ? 'handDeleted' : 'handChanged', object.kind, object.name),
  'delete-pod': ({ ref }) => phrase('podDeleted', ref.name),
  'restart-rollout': ({ ref }) => phrase('rolloutRestarted', ref.kind, ref.name),
  'vault-put': ({ project, path }) => phrase('secretWritten', project, path),
  'vault-delete': ({ project, path }) => phrase('secretDeleted', project, path),
  'vault-by-hand': ({ path }) => phrase('secretByHand', path),
  'cluster-key': () => undefined,
  decrypted: ({ name, outcome }) => (outcome.ok ? undefined : bad(phrase('notDecrypted', name, outcome.reason))),
  'tests-allowed': () => undefined,
  'tests-ran': ({ outcome }) => (outcome.ran ? { what: phrase('testsRan', outcome.code), health: outcome.code === 0 ? 'good' : 'bad' } : undefined),
  'sources-read': () => undefined,
  merged: input => (input.outcome.ok ? good(phrase('merged', of(input), input.iid)) : bad(phrase('notMerged', of(input), input.iid, input.outcome.message))),
  'open-merge-request': input => phrase('requestOpens', of(input), input.title),
  'approve-merge-request': input => phrase('requestApproves', of(input), input.iid),
  'close-merge-request': input => phrase('requestCloses', of(input), input.iid),
  'merge-request-merge': input => phrase('requestMerges', of(input), input.iid),
  'open-issue': input => phrase('issueOpens', of(input), input.title),
  'close-issue': input => phrase('issueCloses', of(input), input.iid),
  'reopen-issue': input => phrase('issueReopens', of(input), input.iid),
  comment: input => phrase('commented', of(input), `${input.on === 'issue' ? '#' : '!'}${input.iid}`),
  'set-variable': ({ project, repository, key }) => (repository === undefined ? phrase('variableSetInGroup', key, project) : phrase('variableSet', key, `${project}/${repository}`)),
  'delete-variable': ({ project, repository, key }) => phrase('variableDeleted', key, repository === undefined ? project : `${project}/${repository}`),
  'play-job': ({ job }) => phrase('jobPlayed', job),
  'retry-job': ({ job }) => phrase('jobRetried', job),
  'cancel-job': ({ job }) => phrase('jobCancelled', job),
  'retry-pipeline': ({ pipeline }) => phrase('pipelineRetried', pipeline),
  'cancel-pipeline': ({ pipeline }) => phrase('pipelineCancelled', pipeline),
  'protect-branch': input => phrase('branchProtected', of(input), input.branch),
  'unprotect-branch': input => phrase('branchUnprotected', of(input), input.branch),
};

/** An input as a moment of its run; undefined for one that nobody would look for. */
export function inputMoment(input: Input, at: Time): Moment | undefined {
  const told = (words[input.type] as (input: Input) => Told | undefined)(input);
  if (told === undefined) return undefined;
  return { at, kind: 'asked', ...('says' in told ? { what: told, health: 'idle' } : told) };
}
