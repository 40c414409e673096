import { programOf } from '../../../analysis/shell';
import { lacks } from '../../registry/content';
import { fullReference, type Image } from '../../registry/image';
import type { Container, Pod } from '../object';
import type { Work } from '../work';
import { environmentOf } from './environment';
import { configIn, listeningOf } from './fate';
import { portOf } from './probes';
import { scriptOf } from './shell';

/** How long a hook of a container takes; undefined when it fails, a program that the image lacks included (k8s.io/kubernetes, `handlerRunner`). What a program that is not known takes counts for nothing, as the log of its container says from the start. */
export function hookTime(work: Work, pod: Pod, container: Container, which: 'preStop' | 'postStart', grace: number): number | undefined {
  const { spec: { nodeName = '' } } = pod;
  const { image, lifecycle } = container;
  const { sleep, exec, httpGet, tcpSocket } = lifecycle?.[which] ?? {};
  if (sleep) return sleep.seconds * 1000;
  if (httpGet) return isAnswered(work, pod, container, which, httpGet) ? 0 : undefined;
  // The kubelet has never known what to do of it.
  if (tcpSocket) return undefined;
  const command = exec?.command ?? [];
  if (command.length === 0) return 0;
  const held = work.present.get(`${nodeName} ${fullReference(image) ?? ''}`);
  const programs = held?.behaviour.programs;
  if ((programs && !programs.includes(programOf(command))) || (held && lacks(held.content, held.config, command[0] ?? ''))) return undefined;
  const script = scriptOf({ name: '', image, command: [...command] }, {});
  if (script?.waits) return grace;
  if (script?.end && script.end.code !== 0) return undefined;
  return Math.max(0, (script?.end?.after ?? 500) - 500);
}

/** Whether a request of a hook finds somebody: any answer will do, an error included (k8s.io/kubernetes, `runHTTPHandler`). What is not the pod's own is supposed to answer; a program that has only just started does not listen yet. */
function isAnswered(work: Work, pod: Pod, container: Container, which: 'preStop' | 'postStart', { port, host }: { readonly port: number | string; readonly host?: string }): boolean {
  const image = work.present.get(`${pod.spec.nodeName ?? ''} ${fullReference(container.image) ?? ''}`);
  const number = portOf(container, port);
  if (!image || (host !== undefined && host !== pod.status.podIP && host !== 'localhost')) return true;
  const environment = environmentOf(work, pod, container, image.config.env);
  const listening = listeningOf(configIn(image, container), image.behaviour, environment.ok ? environment.values : {});
  return number !== undefined && listening.ports.includes(number) && (which === 'preStop' || listening.from === 0);
}

/** A shell, `sleep` or `tail` that is the first process of its container has no handler for SIGTERM, and the kernel spares it the default one. */
export function isDeaf(container: Container): boolean {
  return scriptOf(container, {}) !== undefined;
}

/** What is only supposed of the hooks of a container, said in its log while it can still be read. */
export function hookNotes({ lifecycle }: Container, { behaviour, content, config }: Image): { readonly after: number; readonly text: string }[] {
  return (['postStart', 'preStop'] as const).flatMap(which => {
    const command = lifecycle?.[which]?.exec?.command ?? [];
    const program = command[0] ?? '';
    if (program === '' || behaviour.programs || lacks(content, config, program) || scriptOf({ name: '', image: '', command: [...command] }, {})?.end) return [];
    return [{ after: 0, text: `[simulation] ${which} : rien n’est connu de « ${program} » dans cette image ; il est réputé s’y trouver, réussir et ne durer aucun temps.` }];
  });
}
