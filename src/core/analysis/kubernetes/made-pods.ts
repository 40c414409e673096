import { isPlainMap, stringAt, type Plain, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import type { Container, Element } from './object';

/** What an object of another project says of the pods that are made from it. What it leaves out may be added by who makes them: nothing is said of that. */
export interface MadePods {
  readonly containers: readonly Container[];
  /** Those of a whole pod template, to which nobody adds resources. */
  readonly whole: readonly Container[];
  readonly volumes: readonly Element[];
  /** The maps that hold a `securityContext` of pods. */
  readonly contexts: readonly Element[];
}

export const noPods: MadePods = { containers: [], whole: [], volumes: [], contexts: [] };

/** Objects that speak of other objects: the containers in them are patterns and descriptions, and run nowhere. */
const descriptive = /(^|\.)(kyverno\.io|gatekeeper\.sh|kubewarden\.com|kubewarden\.io|openpolicyagent\.org|stackrox\.io|policies\.ibm\.com|open-cluster-management\.io)$/;
const lists: Readonly<Record<string, Container['list']>> = { containers: 'containers', steps: 'containers', sidecars: 'containers', sidecarContainers: 'containers', extraContainers: 'containers', initContainers: 'initContainers', extraInitContainers: 'initContainers', ephemeralContainers: 'ephemeralContainers' };
/** Words under which Argo Workflows, Tekton and others write one container. */
const singles = new Set(['container', 'script', 'stepTemplate', 'sidecar', 'mainContainer']);
const contexts = new Set(['securityContext', 'podSecurityContext']);
/** Deeper than any pod is kept. */
const deepest = 16;

/** Looks for pods, whole or in part, in an object of a group that is not one of Kubernetes' own: by their structure, under the words that projects give them. */
export function madePodsOf(group: string, value: PlainMap): MadePods {
  if (!group.includes('.') || group.endsWith('.k8s.io') || descriptive.test(group)) return noPods;
  const found: { containers: Container[]; whole: Container[]; volumes: Element[]; contexts: Element[] } = { containers: [], whole: [], volumes: [], contexts: [] };
  const look = (node: Plain, path: Path, owner: string, inPod: boolean): void => {
    if (path.length > deepest) return;
    if (Array.isArray(node)) return node.forEach((item, index) => look(item, [...path, index], owner, inPod));
    if (!isPlainMap(node)) return;
    const name = stringAt(node, 'name') ?? owner;
    for (const [key, part] of Object.entries(node)) {
      const at = [...path, key];
      const list = Object.hasOwn(lists, key) ? lists[key] : undefined;
      if (list && Array.isArray(part)) part.forEach((item, index) => {
        if (!isContainer(item)) return look(item, [...at, index], name, false);
        const container = { path: [...at, index], value: item, list, name: stringAt(item, 'name') ?? name };
        found.containers.push(container);
        if (inPod && list !== 'ephemeralContainers' && key === list && stringAt(item, 'image')) found.whole.push(container);
      });
      else if (singles.has(key) && isPlainMap(part) && isContainer(part)) found.containers.push({ path: at, value: part, list: 'containers', name });
      else if (key === 'volumes' && Array.isArray(part)) part.forEach((item, index) => (isPlainMap(item) && stringAt(item, 'name') !== undefined ? found.volumes.push({ path: [...at, index], value: item }) : undefined));
      else if (contexts.has(key) && isPlainMap(part)) found.contexts.push({ path: at, value: part });
      else look(part, at, name, key === 'spec' && path.at(-1) === 'template');
    }
  };
  look(value['spec'] ?? null, ['spec'], stringAt(value, 'metadata', 'name') ?? '', false);
  return found;
}

/** A container names its image, or at least what a container alone has. */
function isContainer(value: Plain): value is PlainMap {
  return isPlainMap(value) && (typeof value['image'] === 'string' || (typeof value['name'] === 'string' && (isPlainMap(value['securityContext']) || Array.isArray(value['ports']))));
}
