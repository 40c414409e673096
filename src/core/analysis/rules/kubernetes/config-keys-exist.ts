import { items, type Element, type KubernetesObject } from '../../kubernetes/object';
import { listed } from '../../listed';
import { Spellings } from '../../schema/nearest';
import { fixOf, replaceScalar } from '../../yaml/edit';
import { listAt, mapAt, stringAt, valueAt } from '../../yaml/plain';
import type { Path } from '../../yaml/nodes';
import type { NeighbourTest, Workspace } from '../test';

/** A key that a pod asks of a ConfigMap or a Secret. */
interface Wanted {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  readonly path: Path;
}

/** The keys pods ask for exist in the ConfigMap or Secret of that name. When the repository does not hold it, nothing can be said. */
export const configKeysExist: NeighbourTest = (object, workspace) => wantedBy(object).flatMap(({ kind, name, key, path }) => {
  const keys = keysOf(kind, name, object, workspace);
  if (!keys || keys.all.has(key)) return [];
  const meant = keys.writable.nearest(key);
  return [{ variant: 'missing', location: object.locate(path), fields: { key, source: `${kind} « ${name} »`, known: keys.shown }, fix: () => (meant === undefined ? undefined : fixOf(`Lire la clé « ${meant} »`, replaceScalar(object, path, meant))) }];
});

function wantedBy(object: KubernetesObject): Wanted[] {
  const inEnv = object.containers.flatMap(container => items(container, ['env']).flatMap(variable => [
    ...reference('ConfigMap', variable, ['valueFrom', 'configMapKeyRef']),
    ...reference('Secret', variable, ['valueFrom', 'secretKeyRef']),
  ]));
  const inVolumes = object.volumes.flatMap(volume => [...mounted(volume), ...items(volume, ['projected', 'sources']).flatMap(mounted)]);
  return [...inEnv, ...inVolumes, ...inMounts(object)];
}

/** A file mounted by itself, `subPath`, is named by the key it comes from unless the volume names its files. */
function inMounts(object: KubernetesObject): Wanted[] {
  return object.containers.flatMap(container => items(container, ['volumeMounts']).flatMap(({ path, value }) => {
    const key = stringAt(value, 'subPath');
    const volume = object.volumes.find(one => stringAt(one.value, 'name') === stringAt(value, 'name'));
    if (!key || !volume) return [];
    return sources.flatMap(([kind, part, named]) => {
      const name = stringAt(volume.value, part, named);
      return name && valueAt(volume.value, part, 'optional') !== true && listAt(volume.value, part, 'items').length === 0 ? [{ kind, name, key, path: [...path, 'subPath'] }] : [];
    });
  }));
}

/** Where a volume, or one of the parts of a projected one, names what it mounts. */
const sources = [['ConfigMap', 'configMap', 'name'], ['Secret', 'secret', 'secretName'], ['Secret', 'secret', 'name']] as const;

function reference(kind: Wanted['kind'], at: Element, path: readonly string[]): Wanted[] {
  const name = stringAt(at.value, ...path, 'name');
  const key = stringAt(at.value, ...path, 'key');
  if (!name || !key || valueAt(at.value, ...path, 'optional') === true) return [];
  return [{ kind, name, key, path: [...at.path, ...path, 'key'] }];
}

function mounted(volume: Element): Wanted[] {
  return sources.flatMap(([kind, part, named]) => {
    const name = stringAt(volume.value, part, named);
    if (!name || valueAt(volume.value, part, 'optional') === true) return [];
    return items(volume, [part, 'items']).flatMap(({ path, value }) => {
      const key = stringAt(value, 'key');
      return key ? [{ kind, name, key, path: [...path, 'key'] }] : [];
    });
  });
}

/** The keys of a ConfigMap or a Secret. */
interface Keys {
  readonly all: ReadonlySet<string>;
  /** As a message shows them. */
  readonly shown: string;
  /** Those that a fix may write: of keys that YAML would read as something other than text, none is written for anybody. */
  readonly writable: Spellings;
}

const known = new WeakMap<Workspace, Map<string, Keys | undefined>>();

/** The keys of all that bears the name, environments together; undefined when there is nothing, or something whose keys are elsewhere. Many pods may ask for them. */
function keysOf(kind: Wanted['kind'], name: string, { namespace }: KubernetesObject, workspace: Workspace): Keys | undefined {
  const before = known.get(workspace) ?? new Map<string, Keys | undefined>();
  known.set(workspace, before);
  const id = `${kind} ${name} ${namespace ?? ''}`;
  if (!before.has(id)) before.set(id, keysIn(kind, name, namespace, workspace));
  return before.get(id);
}

function keysIn(kind: Wanted['kind'], name: string, namespace: string | undefined, workspace: Workspace): Keys | undefined {
  const holders: Element['value'][] = workspace.named(kind, name, namespace).map(({ value }) => value);
  if (holders.some(isCompleted)) return undefined;
  if (kind === 'Secret') {
    for (const sops of workspace.ofKind('SopsSecret')) holders.push(...items({ path: [], value: sops.value }, ['spec', 'secretTemplates']).flatMap(({ value }) => (stringAt(value, 'name') === name ? [value] : [])));
    const elsewhere = ['VaultStaticSecret', 'VaultDynamicSecret', 'ExternalSecret', 'Certificate'].some(other => workspace.ofKind(other).some(({ value, name: own }) => [stringAt(value, 'spec', 'destination', 'name'), stringAt(value, 'spec', 'target', 'name'), stringAt(value, 'spec', 'secretName'), other === 'ExternalSecret' && stringAt(value, 'spec', 'target', 'name') === undefined ? own : undefined].includes(name)));
    if (elsewhere) return undefined;
  }
  for (const sealed of kind === 'Secret' ? workspace.named('SealedSecret', name, namespace) : []) holders.push({ data: mapAt(sealed.value, 'spec', 'encryptedData') }, { data: mapAt(sealed.value, 'spec', 'template', 'data') });
  const generated = workspace.ofKind('Kustomization').some(({ value }) => [...listAt(value, 'configMapGenerator'), ...listAt(value, 'secretGenerator')].some(one => stringAt(one, 'name') === name));
  if (holders.length === 0 || generated) return undefined;
  const all = new Set(holders.flatMap(value => ['data', 'stringData', 'binaryData'].flatMap(part => Object.keys(mapAt(value, part)))));
  return {
    all,
    shown: listed([...all].map(one => `\`${one}\``)) || 'aucune',
    writable: new Spellings([...all].filter(one => /^[A-Za-z][\w.-]{3,}$/.test(one) && !/^(true|false|null)$/i.test(one))),
  };
}

/** The cluster writes keys of its own: tokens of accounts, bundles of authorities that OpenShift injects, copies that a replicator keeps. */
function isCompleted(holder: Element['value']): boolean {
  const marks = [...Object.keys(mapAt(holder, 'metadata', 'annotations')), ...Object.keys(mapAt(holder, 'metadata', 'labels'))];
  return stringAt(holder, 'type') === 'kubernetes.io/service-account-token' || marks.some(mark => /\/(inject-(trusted-)?cabundle|replicate-from|reflects)$/.test(mark));
}
