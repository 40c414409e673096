import { fullReference, type Image, type PullFault } from '../../registry/image';
import { connect } from '../network/connect';
import type { Container, Pod } from '../object';
import type { Work } from '../work';
import { environmentOf } from './environment';
import { configIn, fateOf, runsAsRoot, type Fate } from './fate';
import type { Handle } from './containers';
import { hookNotes, hookTime, isDeaf } from './hooks';
import { registryAccounts } from './pull-secrets';
import { pulling } from './end';
import { backOff, passes } from './run';

/** Begins to make a container: its image is there, or is asked for. */
export function begin(handle: Handle): void {
  const { spec, pod, work } = handle;
  if (!spec || !pod) return;
  const reference = fullReference(spec.image);
  if (reference === undefined) {
    const message = `Failed to apply default image tag "${spec.image}": couldn't parse image name "${spec.image}": invalid reference format`;
    handle.tell({ type: 'Warning', reason: 'InspectFailed', message });
    handle.tell({ type: 'Warning', reason: 'Failed', message: 'Error: InvalidImageName' });
    return handle.waiting('InvalidImageName', message);
  }
  const policy = spec.imagePullPolicy ?? (reference.endsWith(':latest') ? 'Always' : 'IfNotPresent');
  const held = work.present.get(`${handle.node} ${reference}`);
  if (held && policy !== 'Always') {
    handle.tell({ type: 'Normal', reason: 'Pulled', message: `Container image "${spec.image}" already present on machine`, times: triesOf(handle) });
    return create(handle, held, reference);
  }
  if (policy === 'Never') {
    handle.tell({ type: 'Warning', reason: 'ErrImageNeverPull', message: `Container image "${spec.image}" is not present with pull policy of Never` });
    return handle.waiting('ErrImageNeverPull', `Container image "${spec.image}" is not present with pull policy of Never`);
  }
  handle.tell({ type: 'Normal', reason: 'Pulling', message: `Pulling image "${spec.image}"` });
  handle.after(900 + work.chance.below(1200), { is: 'pulled' });
}

/** The registry has answered: the container is made, or waits and asks again later and later. */
export function pulled(handle: Handle): void {
  const { spec, pod, run, work } = handle;
  const reference = spec && fullReference(spec.image);
  if (!spec || !pod || !run || reference === undefined) return;
  const answer = work.world.images.pull(reference, registryAccounts(work, pod));
  if (answer.ok) {
    const size = answer.image.layers.reduce((sum, layer) => sum + layer.size, 0);
    const took = `${(0.9 + (size % 1000) / 1000).toFixed(3)}s`;
    handle.tell({ type: 'Normal', reason: 'Pulled', message: `Successfully pulled image "${spec.image}" in ${took} (${took} including waiting). Image size: ${size} bytes.` });
    work.present.set(`${handle.node} ${reference}`, answer.image);
    return create(handle, answer.image, reference);
  }
  const message = `rpc error: code = ${answer.code} desc = failed to pull and unpack image "${reference}": ${answer.message}`;
  const failures = run.failures + 1;
  handle.tell({ type: 'Warning', reason: 'Failed', message: `Failed to pull image "${spec.image}": ${message}` });
  handle.tell({ type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull' });
  // The first answer shows as it is; what follows shows as the wait it causes, as the kubelet's next pass makes it.
  if (failures === 1) {
    handle.waiting('ErrImagePull', message, { failures, pullFault: answer.fault });
    return handle.after(1_500, { is: 'create' });
  }
  hold(handle, spec.image, message, { failures, pullFault: answer.fault });
}

/** Waits before the image is asked for again. */
function hold(handle: Handle, image: string, message: string, more: { readonly failures: number; readonly pullFault?: PullFault }): void {
  const { failures } = more;
  pulling(handle, 1);
  handle.waiting('ImagePullBackOff', `Back-off pulling image "${image}": ErrImagePull: ${message}`, more);
  for (const { after, times } of passes(backOff(failures))) handle.after(after, { is: 'waits', times });
  handle.after(backOff(failures), { is: 'create' });
}

/** The next try of a container that could not be made. One that waits for its image passes by `ImagePullBackOff` first. */
export function retry(handle: Handle): void {
  const { run, spec } = handle;
  if (!run || !spec) return;
  const { waiting } = run.state;
  if (waiting?.reason === 'ErrImagePull') return hold(handle, spec.image, waiting.message ?? '', { failures: run.failures });
  begin(handle);
}

/** The kubelet tries to make a container that lacks something every twelve seconds; what fails again is tried less and less often here, and counts for those passed over. */
const twelve = 12_000;

function triesOf({ run }: Handle): number {
  return run?.state.waiting?.reason === 'CreateContainerConfigError' ? Math.min(run.failures, 5) : 1;
}

/** Makes the container from its image and starts it. */
function create(handle: Handle, image: Image, reference: string): void {
  const { spec, pod, run, work } = handle;
  if (!spec || !pod || !run) return;
  const environment = environmentOf(work, pod, spec, image.config.env);
  const fault = environment.ok ? rootFault(handle, image) : environment.message;
  if (!environment.ok || fault !== undefined) {
    const failures = run.failures + 1;
    handle.tell({ type: 'Warning', reason: 'Failed', message: `Error: ${fault ?? ''}`, times: triesOf(handle) });
    handle.waiting('CreateContainerConfigError', fault, { failures });
    return handle.after(twelve * Math.min(failures, 5), { is: 'create' });
  }
  handle.tell({ type: 'Normal', reason: 'Created', message: `Created container: ${spec.name}` });
  const fate = fateOf(pod, spec, configIn(image, spec), image.behaviour, environment.values, (host, port) => connect(work.draft.result(), pod, host, port, (target, at) => listening(work, target, at)), image.content);
  const [repository = ''] = reference.split(/[:@](?=[^/]*$)/);
  const made = { imageID: `${repository}@${image.digest}`, containerID: `containerd://${(work.chance.uid() + work.chance.uid()).replaceAll('-', '')}`, attempt: run.attempt + 1, previousLogs: run.logs, logs: [...hookNotes(spec, image), ...fate.lines].map(({ after, text }) => ({ at: work.now + after, text })) };
  if (fate.startError !== undefined) return cannotStart(handle, fate.startError, made);
  const { probeFault: _, hookFailed: _failed, ...rest } = run;
  handle.replace(rest);
  handle.set({ ...made, failures: 0, state: { running: { startedAt: work.now } }, ready: false, started: false });
  handle.tell({ type: 'Normal', reason: 'Started', message: `Started container ${spec.name}` });
  if (spec.lifecycle?.postStart && hookTime(work, pod, spec, 'postStart', 0) === undefined) return undone(handle, spec);
  plan(handle, fate);
}

/** What a container was to do once it has started has failed: it is ended (k8s.io/kubernetes, `startContainer`). */
function undone(handle: Handle, spec: Container): void {
  handle.keep({ hookFailed: true });
  handle.tell({ type: 'Warning', reason: 'FailedPostStartHook', message: 'PostStartHook failed' });
  handle.tell({ type: 'Normal', reason: 'Killing', message: 'FailedPostStartHook' });
  handle.after(1_500, { is: 'exit', code: isDeaf(spec) ? 137 : 143, reason: 'Error' });
}

/** Whether some container of a pod listens on a port: what is not known of an image is taken to. */
function listening(work: Work, { spec }: Pod, port: number): boolean {
  return spec.containers.some(container => {
    const held = work.present.get(`${spec.nodeName ?? ''} ${fullReference(container.image) ?? ''}`);
    return !held || (held.behaviour.listens ?? configIn(held, container).ports).includes(port);
  });
}

function cannotStart(handle: Handle, message: string, made: object): void {
  const { work } = handle;
  handle.tell({ type: 'Warning', reason: 'Failed', message: `Error: ${message}` });
  handle.set({ ...made, state: { terminated: { exitCode: 128, reason: 'StartError', message, startedAt: work.now, finishedAt: work.now } }, ready: false, started: false });
  handle.after(0, { is: 'exit', code: 128, reason: 'StartError' });
}

/** `runAsNonRoot` is checked by the kubelet, which only knows numbers (k8s.io/kubernetes, `verifyRunAsNonRoot`). */
function rootFault(handle: Handle, image: Image): string | undefined {
  const { spec, pod } = handle;
  if (!spec || !pod) return undefined;
  const asked = spec.securityContext?.runAsNonRoot ?? pod.spec.securityContext?.runAsNonRoot;
  if (!asked) return undefined;
  const uid = spec.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser;
  const where = `(pod: "${handle.title}", container: ${spec.name})`;
  if (uid === 0) return `container's runAsUser breaks non-root policy ${where}`;
  if (uid !== undefined) return undefined;
  if (runsAsRoot(pod, spec, image.config)) return `container has runAsNonRoot and image will run as root ${where}`;
  const user = image.config.user.split(':')[0] ?? '';
  return /^\d+$/.test(user) ? undefined : `container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root ${where}`;
}

/** Everything an instance will live is known when it starts: each moment is a task for later, void if it ends before. */
function plan(handle: Handle, fate: Fate): void {
  const { startedAfter, readyAfter, exit, keepsFailing = [] } = fate;
  const before = (after: number) => exit === undefined || after < exit.after;
  for (const { after, probe, message } of fate.unhealthy) handle.after(after, { is: 'unhealthy', probe, message, times: 1 });
  for (const { probe, from, period, message } of keepsFailing) if (before(from)) handle.after(from, { is: 'unhealthy', probe, message, times: 1, next: period });
  if (startedAfter !== undefined && before(startedAfter)) handle.after(startedAfter, { is: 'started' });
  if (readyAfter !== undefined && before(readyAfter)) handle.after(readyAfter, { is: 'ready' });
  if (exit) handle.after(exit.after, { is: 'exit', code: exit.code, reason: exit.reason, ...(exit.killedBy ? { killedBy: exit.killedBy } : {}) });
}
