import { items, type KubernetesObject } from '../../kubernetes/object';
import { listed } from '../../listed';
import { nearest } from '../../schema/nearest';
import { fixOf, replaceScalar } from '../../yaml/edit';
import { mapAt, stringAt, valueAt, type Plain, type PlainMap } from '../../yaml/plain';
import type { Fix } from '../../finding';
import type { Path } from '../../yaml/nodes';
import type { NeighbourTest, Place, Workspace } from '../test';

/** A named `targetPort` exists on the pods the Service chooses; a number is one of those they declare, if all of them declare some. When no such pod is in the repository, nothing can be said. */
export const serviceTargetsAPort: NeighbourTest = (object, workspace) => {
  if (object.kind !== 'Service' || object.group !== '') return [];
  const ports = items({ path: [], value: object.value }, ['spec', 'ports']);
  const selector = Object.entries(mapAt(object.value, 'spec', 'selector'));
  if (ports.length === 0 || selector.length === 0 || stringAt(object.value, 'spec', 'type') === 'ExternalName') return [];
  const { pods, names, numbers } = chosenBy(object, selector, workspace);
  if (pods.length === 0) return [];
  const fields = { pods: `${pods.slice(0, 5).map(pod => `${pod.kind} « ${pod.name} »`).join(', ')}${pods.length > 5 ? '…' : ''}` };
  const headless = stringAt(object.value, 'spec', 'clusterIP') === 'None';
  return ports.flatMap(({ path, value }): Place[] => {
    const field = textAt(value, 'targetPort') === '' ? 'port' : 'targetPort';
    const port = textAt(value, field);
    const location = object.locate([...path, field]);
    if (/\D/.test(port)) return field === 'port' || names.has(`${protocolOf(value)} ${port}`) ? [] : [{ variant: 'missing', location, fields: { ...fields, port, protocol: protocolOf(value), known: listed([...names].map(name => name.split(' ').reverse().join('/'))) || 'aucun' }, fix: () => meantPort(object, [...path, field], port, [...names].flatMap(name => (name.startsWith(`${protocolOf(value)} `) ? [name.slice(protocolOf(value).length + 1)] : []))) }];
    // Without an address of its own a Service leads to pods, whatever its ports are; and a port may be open though nobody declares any.
    if (headless || numbers === undefined || port === '' || numbers.has(port)) return [];
    return [{ variant: 'undeclared', location, fields: { ...fields, field, port, known: listed([...numbers]) } }];
  });
};

/** The name that was meant: one like the one written, or the only one there is. */
function meantPort(object: KubernetesObject, path: Path, port: string, names: readonly string[]): Fix | undefined {
  const meant = names.length === 1 ? names[0] : nearest(port, names);
  return meant === undefined ? undefined : fixOf(`Viser le port « ${meant} »`, replaceScalar(object, path, meant));
}

/** A port is a number or a name. */
function textAt(value: PlainMap, field: string): string {
  const found = valueAt(value, field);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

const protocolOf = (value: PlainMap): string => textAt(value, 'protocol') || 'TCP';

interface Chosen {
  readonly pods: readonly KubernetesObject[];
  /** Each after its protocol: a Service follows both. */
  readonly names: ReadonlySet<string>;
  /** Undefined when one of the pods declares none. */
  readonly numbers: ReadonlySet<string> | undefined;
}

/** Many Services may choose the same pods. */
const chosen = new WeakMap<Workspace, Map<string, Chosen>>();

function chosenBy(object: KubernetesObject, selector: readonly (readonly [string, Plain])[], workspace: Workspace): Chosen {
  const known = chosen.get(workspace) ?? new Map<string, Chosen>();
  chosen.set(workspace, known);
  const key = JSON.stringify([object.namespace, selector]);
  const before = known.get(key);
  if (before) return before;
  const pods = workspace.podsLabelled(object.namespace, selector);
  const declared = pods.map(pod => pod.containers.flatMap(container => items(container, ['ports'])));
  const all = (name: string) => new Set(declared.flat().map(({ value }) => textAt(value, name)).filter(Boolean));
  const found = { pods, names: new Set(declared.flat().flatMap(({ value }) => (textAt(value, 'name') === '' ? [] : [`${protocolOf(value)} ${textAt(value, 'name')}`]))), numbers: declared.every(ports => ports.length > 0) && [...all('containerPort')].every(port => /^\d+$/.test(port)) ? all('containerPort') : undefined };
  known.set(key, found);
  return found;
}
