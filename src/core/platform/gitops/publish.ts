import type { Work } from '../cluster/work';
import type { Run } from '../engine';
import type { Application } from './application';
import { applicationOf } from './compare';
import { applicationObject } from './object';
import { statusOf, type ApplicationStatus } from './status';

/** Writes an application as the object that clients of Argo CD read; `known` is its status when nothing has changed since it was computed. */
export function publish(run: Run, name: string, known?: ApplicationStatus): void {
  const application = applicationOf(run.state, name);
  const position = application && run.state.console.projects.find(({ slug }) => slug === application.project);
  const repository = position?.repositories.find(one => one.name === application?.repository);
  if (!application || !repository) return;
  const status = known ?? statusOf(application, run.objects);
  run.inCluster((work: Work) => work.put(applicationObject(work, application, repository, isAutomated(run, application), status)));
}

/** Whether what Git asks is applied without anybody asking. */
export function isAutomated(run: Run, { project, environment }: Application): boolean {
  return run.state.console.projects.find(({ slug }) => slug === project)?.environments.find(one => one.name === environment)?.autosync === true;
}
