import { duplicate, forbidden, invalid, required, type Report } from './fault';
import { label, wellFormed } from './formats';
import { below } from './paths';
import type { KeyToPath, Volume } from './shapes';

/** In the order in which the server looks for them. */
const sources = ['emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image'] as const;
/** What the server calls some of them. */
const called: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

const reasons = {
  several: { server: 'may not specify more than 1 volume type', advice: 'un volume n’a qu’une source : gardez l’une d’elles, ou faites deux volumes' },
  mode: { server: 'must be a number between 0 and 0777 (octal), both inclusive', advice: 'des droits vont de 0 à 0777 en octal (511 en décimal)' },
  absolute: { server: 'must be an absolute path', advice: 'un chemin qui commence par une barre oblique' },
  backstep: { server: "must not contain '..'", advice: 'un chemin qui ne remonte pas : retirez `..`' },
  hidden: { server: "must not start with '..'", advice: 'un nom qui ne commence pas par deux points' },
} as const;

/** What a volume may be made of; one that says nothing is an `emptyDir` (k8s.io/kubernetes, `ValidateVolumes`). */
export function volume(one: Volume, path: string, names: Set<string>, report: Report): void {
  const [first, ...others] = sources.filter(source => one[source]);
  if (!one.name) report(`${path}.name`, required());
  else if (names.has(one.name)) report(`${path}.name`, duplicate(one.name));
  else wellFormed(one.name, label, `${path}.name`, report);
  if (one.name) names.add(one.name);
  for (const source of others) report(`${path}.${called[source] ?? source}`, forbidden(reasons.several), `${path}.${source}`);
  const { secret, configMap, persistentVolumeClaim: claim, hostPath, nfs } = one;
  if (first === 'secret') {
    if (!secret?.secretName) report(`${path}.secret.secretName`, required());
    files(secret, `${path}.secret`, report);
  } else if (first === 'configMap') {
    if (!configMap?.name) report(`${path}.configMap.name`, required());
    files(configMap, `${path}.configMap`, report);
  } else if (first === 'persistentVolumeClaim' && !claim?.claimName) report(`${path}.persistentVolumeClaim.claimName`, required());
  else if (first === 'hostPath') host(hostPath?.path, `${path}.hostPath.path`, report);
  else if (first === 'nfs' && nfs?.path && !nfs.path.startsWith('/')) report(`${path}.nfs.path`, invalid(nfs.path, reasons.absolute));
}

function host(text: string | undefined, path: string, report: Report): void {
  if (!text) report(path, required());
  else if (text.split('/').includes('..')) report(path, invalid(text, reasons.backstep));
}

function files(given: { readonly defaultMode?: number; readonly items?: readonly KeyToPath[] } | undefined, path: string, report: Report): void {
  mode(given?.defaultMode, `${path}.defaultMode`, report);
  given?.items?.forEach((one, index) => {
    const at = `${path}.items[${index}]`;
    if (!one.key) report(`${at}.key`, required());
    if (!one.path) report(`${at}.path`, required());
    else below(one.path, `${at}.path`, report);
    if (one.path?.startsWith('..') && !one.path.startsWith('../') && one.path !== '..') report(`${at}.path`, invalid(one.path, reasons.hidden));
    mode(one.mode, `${at}.mode`, report);
  });
}

function mode(value: number | undefined, path: string, report: Report): void {
  if (value !== undefined && (value < 0 || value > 0o777)) report(path, invalid(value, reasons.mode));
}
