import { deleteObject } from '../cluster/deletion';
import { refOf, type KubeObject } from '../cluster/object';
import type { Run } from '../engine';
import { argoNamespace, type Application } from './application';
import { applicationOf, update } from './compare';
import { waveOf } from './order';
import { publish } from './publish';
import { tracked } from './status';
import { syncOptionsOf } from './sync';
import type { Manifest } from '../cluster/operations';

/** Someone deletes an application: with `cascade`, what it made goes first, as its finalizer asks; without, its finalizer is taken away and what it made stays. */
export function deleteApplication(run: Run, name: string, cascade: boolean): void {
  const application = applicationOf(run.state, name);
  if (!application || application.deletion) return;
  update(run, name, { deletion: { at: run.now, cascade } });
  finalize(run, name);
}

/** Moves on the deletion of an application: wave after wave from the last, each once the one before has gone (argoproj/argo-cd, `finalizeApplicationDeletion`). */
export function finalize(run: Run, name: string): void {
  const application = applicationOf(run.state, name);
  if (!application?.deletion) return;
  update(run, name, { looking: false });
  const left = application.deletion.cascade ? remaining(run, application) : [];
  const going = left.some(({ metadata }) => metadata.deletionTimestamp !== undefined);
  if (!going && awaited(application, left).length === 0) {
    const last = Math.max(...left.map(object => waveOf(object as unknown as Manifest)));
    run.inCluster(work => left.filter(object => waveOf(object as unknown as Manifest) === last).forEach(object => deleteObject(work, refOf(object), { propagation: 'Foreground' })));
  }
  const after = applicationOf(run.state, name);
  if (after && application.deletion.cascade && remaining(run, after).length > 0) return publish(run, name);
  run.set({ gitops: { applications: run.state.gitops.applications.filter(one => one.name !== name) } });
  run.inCluster(work => {
    const object = work.find<KubeObject>({ group: 'argoproj.io', kind: 'Application', namespace: argoNamespace, name });
    if (object) work.remove(object);
  });
}

/** What it made and has to be deleted with it: all but what says `Delete=false`, or that Helm is to keep. */
function remaining(run: Run, application: Application): readonly KubeObject[] {
  return tracked(application, run.objects).filter(({ metadata }) => !syncOptionsOf({ ...metadata }).includes('Delete=false') && metadata.annotations?.['helm.sh/resource-policy'] !== 'keep');
}

/** What is not deleted unless somebody agrees to it (`Delete=confirm`, `Prune=confirm`) and nobody has yet. */
export function awaited({ deletion, approvedAt = -1 }: Application, left: readonly KubeObject[]): readonly KubeObject[] {
  return deletion && approvedAt >= deletion.at ? [] : left.filter(({ metadata }) => syncOptionsOf({ ...metadata }).some(option => option === 'Delete=confirm' || option === 'Prune=confirm'));
}
