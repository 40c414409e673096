import { duplicate, forbidden, invalid, required, type Report } from './fault';
import { label, wellFormed } from './formats';
import { below } from './paths';
import type { KeyToPath, Volume } from './shapes';

/** What volumes are made of, in the order in which the server looks for them. */
export const sources = ['emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image'] as const;
/** What the server calls some of them. */
const called: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

const reasons = {
  several: { server: 'may not specify more than 1 volume type', advice: 'un volume n’a qu’une source : gardez l’une d’elles, ou faites deux volumes' },
  mode: { server: 'must be a number between 0 and 0777 (octal), both inclusive', advice: 'des droits vont de 0 à 0777 en octal (511 en décimal)' },
  absolute: { server: 'must be an absolute path', advice: 'un chemin qui commence par une barre oblique' },
  backstep: { server: "must not contain '..'", advice: 'un chemin qui ne remonte pas : retirez `..`' },
  short: { server: 'may not specify a duration less than 10 minutes', advice: 'au moins dix minutes (600)' },
  each: { server: 'may not specify more than 1 volume type per source', advice: 'une source par élément de la liste : faites-en deux éléments' },
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
  else if (first === 'nfs') share(nfs, `${path}.nfs`, report);
  else if (first === 'projected') projected(one.projected, `${path}.projected`, report);
}

/** What is wrong with a folder of the node. */
export function host(text: string | undefined, path: string, report: Report): void {
  if (!text) report(path, required());
  else if (text.split('/').includes('..')) report(path, invalid(text, reasons.backstep));
}

/** What is wrong with a folder of a file server. */
export function share(given: Volume['nfs'], path: string, report: Report): void {
  if (!given?.server) report(`${path}.server`, required());
  if (!given?.path) report(`${path}.path`, required());
  else if (!given.path.startsWith('/')) report(`${path}.path`, invalid(given.path, reasons.absolute));
}

/** Several sources in one folder, each under its own element of the list. */
function projected(given: Volume['projected'], path: string, report: Report): void {
  mode(given?.defaultMode, `${path}.defaultMode`, report);
  given?.sources?.forEach(({ secret, configMap, serviceAccountToken: token, ...others }, index) => {
    const at = `${path}.sources[${index}]`;
    for (const [name, one] of [['secret', secret], ['configMap', configMap]] as const) {
      if (one && !one.name) report(`${at}.${name}.name`, required());
      files(one, `${at}.${name}`, report);
    }
    const seconds = token?.expirationSeconds ?? 3600;
    if (seconds < 600) report(`${at}.serviceAccountToken.expirationSeconds`, invalid(seconds, reasons.short));
    if (token && !token.path) report(`${path}.path`, required(), `${at}.serviceAccountToken.path`);
    if ([secret, configMap, token, ...Object.values(others)].filter(Boolean).length > 1) report(at, forbidden(reasons.each));
  });
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
