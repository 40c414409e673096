import { deleteObject } from './cluster/deletion';
import { changeByHand, restartRollout } from './cluster/operations';
import { changeTeam, configure, removeAndNote } from './console/configure';
import { withKey } from './console/console';
import type { Run } from './engine';
import type { Input, Internal } from './event';
import { changeWorkItem, merged, mirrored, pushed, startSync } from './forge/moves';
import { withVariable } from './forge/variables';
import { rendered } from './gitops/compare';
import { compared, confirmDeletion, healed, look, refresh, retry, rollBack, synchroniseNow } from './gitops/control';
import { deleteApplication } from './gitops/removal';
import { changePipeline, follow, worldOf } from './pipeline/follow';
import { begun } from './pipeline/play';
import { endJob, sourcesRead, testsRan } from './pipeline/run';
import { decrypted } from './secrets/sops';
import { changeVault } from './vault/change';

/** What each kind of event does. An input that the platform refuses was refused before it was recorded; one that no longer fits is passed over. */
export function handle(run: Run, event: Input | Internal): void {
  switch (event.type) {
    case 'create-project': case 'set-repository': case 'set-environment': return configure(run, event);
    case 'add-member': case 'remove-member': case 'set-role': case 'remove-role': case 'reprovision': return changeTeam(run, event);
    case 'remove-environment': case 'remove-repository': return removeAndNote(run, event);
    case 'vault-put': case 'vault-delete': case 'vault-by-hand': return changeVault(run, event);
    case 'protect-branch': case 'unprotect-branch': case 'open-merge-request': case 'approve-merge-request': case 'close-merge-request': case 'merge-request-merge': case 'open-issue': case 'close-issue': case 'reopen-issue': case 'comment': return changeWorkItem(run, event);
    case 'set-variable': case 'delete-variable': return run.set({ forge: withVariable(run.state.forge, event) });
    case 'synchronise': return startSync(run, event);
    case 'mirrored': return mirrored(run, event);
    case 'cluster-key': return run.set({ console: withKey(run.state.console, event.cluster, event.recipient) });
    case 'decrypted': return decrypted(run, event);
    case 'pushed': return pushed(run, event);
    case 'merged': return merged(run, event);
    case 'tests-allowed': return run.set({ pipelines: { ...run.state.pipelines, runsTests: event.allowed } });
    case 'tests-ran': return follow(run, testsRan(run.state.pipelines, event.pipeline, event.job, event.outcome, worldOf(run), run.now));
    case 'sources-read': return follow(run, sourcesRead(run.state.pipelines, event.pipeline, event.job, event.outcome, worldOf(run), run.now));
    case 'rendered': return rendered(run, event) ? compared(run, event.application) : undefined;
    case 'end-job': return follow(run, endJob(run.state.pipelines, event.pipeline, event.job, event.attempt, worldOf(run), run.now));
    case 'begin-job': return follow(run, begun(run.state.pipelines, event.pipeline, event.job, worldOf(run), run.now));
    case 'play-job': case 'retry-job': case 'cancel-job': case 'retry-pipeline': case 'cancel-pipeline': return changePipeline(run, event);
    case 'refresh': case 'refresh-application': return refresh(run, event.application);
    case 'sync': return retry(run, event.application, event.attempts);
    case 'heal': return healed(run, event.application);
    case 'look': return look(run, event.application);
    case 'sync-application': return synchroniseNow(run, event.application, event.prune, event.options);
    case 'confirm-deletion': return confirmDeletion(run, event.application);
    case 'delete-application': return deleteApplication(run, event.application, event.cascade);
    case 'rollback-application': return rollBack(run, event.application, event.id);
    case 'change-by-hand': return void run.inCluster(work => changeByHand(work, event.object, event.patch, event.propagation));
    case 'delete-pod': return void run.inCluster(work => deleteObject(work, event.ref, event.grace === undefined ? {} : { grace: event.grace }));
    case 'restart-rollout': return void run.inCluster(work => restartRollout(work, event.ref, event.at));
    case 'cluster': return run.inCluster(work => work.do(event.task));
  }
}
