import type { Container, Pod } from '../object';
import { tellBy, type Telling } from '../events';
import type { ContainerTask, Moment, Work } from '../work';
import type { ContainerRun, PodRun } from './run';
import { statusOf } from './status';

/** One container of one pod being worked on: what the kubelet reads and writes of it. */
export class Handle {
  constructor(readonly work: Work, private uid: string, private readonly namespace: string, private readonly podName: string, readonly name: string) {}

  /** The pod as it is now; undefined when it is gone, or another took its name. */
  get pod(): Pod | undefined {
    const pod = this.work.find<Pod>({ group: '', kind: 'Pod', namespace: this.namespace, name: this.podName });
    return pod?.metadata.uid === this.uid ? pod : undefined;
  }

  get podRun(): PodRun | undefined {
    return this.work.runs.get(this.uid);
  }

  get run(): ContainerRun | undefined {
    return this.podRun?.containers.find(({ name }) => name === this.name);
  }

  get spec(): Container | undefined {
    const spec = this.pod?.spec;
    return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].find(({ name }) => name === this.name);
  }

  get title(): string {
    return `${this.podName}_${this.namespace}(${this.uid})`;
  }

  get node(): string {
    return this.pod?.spec.nodeName ?? '';
  }

  /** Another container of the same pod. */
  sibling(name: string): Handle {
    return new Handle(this.work, this.uid, this.namespace, this.podName, name);
  }

  /** Keeps what only the kubelet knows of the container: its pod's status stays as it is. */
  keep(patch: Partial<ContainerRun>): void {
    if (this.run) this.replace({ ...this.run, ...patch });
  }

  /** The same, with all that is known of it. */
  replace(container: ContainerRun): void {
    const run = this.podRun;
    if (run) this.work.runs.set(this.uid, { ...run, containers: run.containers.map(one => (one.name === this.name ? container : one)) });
  }

  /** Writes what changed of the container, and the status of its pod. */
  set(patch: Partial<ContainerRun>): void {
    const [pod, run] = [this.pod, this.podRun];
    if (!pod || !run) return;
    const next: PodRun = { ...run, containers: run.containers.map(one => (one.name === this.name ? { ...one, ...patch } : one)) };
    this.work.runs.set(this.uid, next);
    this.work.put<Pod>({ ...pod, status: statusOf(pod, next, this.work.now) });
  }

  tell(telling: Telling): void {
    const { pod, run } = this;
    if (pod && run) tellBy(this.work, pod, telling, { by: 'kubelet', host: pod.spec.nodeName ?? '', field: `spec.${run.init ? 'initContainers' : 'containers'}{${this.name}}` });
  }

  after(delay: number, moment: Moment): void {
    const task: ContainerTask = { kind: 'container', namespace: this.namespace, name: this.podName, uid: this.uid, container: this.name, attempt: this.run?.attempt ?? 0, moment };
    this.work.after(delay, task);
  }

  waiting(reason: string, message?: string, more: Partial<ContainerRun> = {}): void {
    this.set({ ...more, state: { waiting: { reason, ...(message === undefined ? {} : { message }) } }, ready: false, started: false });
  }
}
