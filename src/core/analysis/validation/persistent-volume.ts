import { parseQuantity } from '../quantity';
import { forbidden, invalid, required, unsupported, type Report } from './fault';
import { modes } from './data';
import { oneOf, subdomain, wellFormed } from './formats';
import type { Quantities } from './shapes';
import { host, share, sources } from './volume';

const reasons = {
  size: { server: 'must be greater than zero', advice: 'une taille supérieure à zéro' },
  alone: { server: 'may not use ReadWriteOncePod with other access modes', advice: '`ReadWriteOncePod` exclut tout autre mode' },
  none: { server: 'must specify a volume type', advice: 'dites où est ce volume : `csi`, `nfs`…' },
  several: { server: 'may not specify more than 1 volume type', advice: 'un volume n’a qu’une source : gardez l’une d’elles, ou faites deux volumes' },
  local: { server: 'Local volume requires node affinity', advice: 'un disque local n’est que sur un nœud : dites lequel' },
  nodes: { server: 'must specify required node constraints', advice: 'dites quels nœuds l’atteignent' },
} as const;

export interface VolumeSpec {
  readonly accessModes?: readonly string[];
  readonly capacity?: Quantities;
  readonly persistentVolumeReclaimPolicy?: string;
  readonly storageClassName?: string;
  readonly volumeMode?: string;
  readonly nodeAffinity?: { readonly required?: object };
  readonly hostPath?: { readonly path?: string };
  readonly nfs?: { readonly server?: string; readonly path?: string };
  readonly local?: { readonly path?: string };
  readonly csi?: { readonly driver?: string; readonly volumeHandle?: string };
  readonly [source: string]: unknown;
}

/** What is wrong with a volume of the cluster (k8s.io/kubernetes, `ValidatePersistentVolumeSpec`). */
export function persistentVolume(spec: VolumeSpec = {}, report: Report): void {
  const { accessModes = [], capacity = {}, nodeAffinity } = spec;
  if (accessModes.length === 0) report('spec.accessModes', required());
  for (const mode of accessModes) if (!modes.includes(mode)) report('spec.accessModes', unsupported(mode, modes));
  if (accessModes.includes('ReadWriteOncePod') && accessModes.some(mode => mode !== 'ReadWriteOncePod' && modes.includes(mode))) report('spec.accessModes', forbidden(reasons.alone));
  if (capacity['storage'] === undefined) report('spec.capacity', required());
  for (const [key, size] of Object.entries(capacity)) if ((parseQuantity(size) ?? 1n) <= 0n) report(`spec.capacity[${key}]`, invalid(String(size), reasons.size));
  oneOf(spec.persistentVolumeReclaimPolicy, ['Delete', 'Recycle', 'Retain'], 'spec.persistentVolumeReclaimPolicy', report);
  if (nodeAffinity && !nodeAffinity.required) report('spec.nodeAffinity.required', required(reasons.nodes));
  const [first, ...others] = [...sources, 'local'].filter(source => spec[source]);
  if (first === undefined) report('spec', required(reasons.none));
  else source(spec, first, report);
  for (const other of others) report(`spec.${other}`, forbidden(reasons.several));
  if (spec.local && !nodeAffinity) report('spec.nodeAffinity', required(reasons.local));
  if (spec.storageClassName) wellFormed(spec.storageClassName, subdomain, 'spec.storageClassName', report);
  oneOf(spec.volumeMode, ['Block', 'Filesystem'], 'spec.volumeMode', report);
}

function source({ hostPath, nfs, local, csi }: VolumeSpec, first: string, report: Report): void {
  if (first === 'hostPath') host(hostPath?.path, 'spec.hostPath.path', report);
  else if (first === 'nfs') share(nfs, 'spec.nfs', report);
  else if (first === 'local' && !local?.path) report('spec.local.path', required());
  else if (first === 'csi') for (const field of ['driver', 'volumeHandle'] as const) if (!csi?.[field]) report(`spec.csi.${field}`, required());
}
