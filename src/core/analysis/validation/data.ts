import { fromBase64 } from '../base64';
import { parseQuantity } from '../quantity';
import { forbidden, invalid, redacted, required, unsupported, type Report } from './fault';
import { configKey, labelSelector, subdomain, wellFormed } from './formats';
import type { ClaimSpec, Labels, Manifest } from './shapes';

const reasons = {
  twice: { server: 'duplicate of key present in binaryData', advice: 'la même clé est dans `binaryData` : gardez-la à un seul endroit' },
  mode: { server: 'at least 1 access mode is required', advice: 'au moins un mode d’accès, d’ordinaire `ReadWriteOnce`' },
  alone: { server: 'may not use ReadWriteOncePod with other access modes', advice: '`ReadWriteOncePod` exclut tout autre mode' },
  size: { server: 'must be greater than zero', advice: 'une taille supérieure à zéro' },
} as const;

export function configMap(object: Manifest, report: Report): void {
  const { data = {}, binaryData = {} } = object as { data?: Labels; binaryData?: Labels };
  for (const key of Object.keys(data).sort()) {
    wellFormed(key, configKey, `data[${key}]`, report);
    if (key in binaryData) report(`data[${key}]`, invalid(key, reasons.twice));
  }
  for (const key of Object.keys(binaryData).sort()) wellFormed(key, configKey, `binaryData[${key}]`, report);
}

/** The keys that a Secret of a type must hold (k8s.io/kubernetes, `ValidateSecret`). */
const wanted: Readonly<Record<string, readonly string[]>> = { 'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'], 'kubernetes.io/dockercfg': ['.dockercfg'], 'kubernetes.io/tls': ['tls.crt', 'tls.key'], 'kubernetes.io/ssh-auth': ['ssh-privatekey'] };

/** What is given as it is, `stringData`, is a part of `data` for the server. */
export function secret(object: Manifest, report: Report): void {
  const { data: encoded, stringData, type = '', metadata } = object as Manifest & { data?: Labels; stringData?: Labels; type?: string };
  const data: Labels = stringData ? { ...encoded, ...stringData } : (encoded ?? {});
  for (const key of Object.keys(data).sort()) wellFormed(key, configKey, `data[${key}]`, report, stringData && key in stringData ? `stringData[${key}]` : undefined);
  for (const key of wanted[type] ?? []) if (!(key in data)) report(`data[${key}]`, required());
  if (type === 'kubernetes.io/basic-auth' && !('username' in data) && !('password' in data)) for (const key of ['username', 'password']) report(`data[${key}]`, required());
  if (type === 'kubernetes.io/service-account-token' && !metadata?.annotations?.['kubernetes.io/service-account.name']) report('metadata.annotations[kubernetes.io/service-account.name]', required());
  const key = type === 'kubernetes.io/dockerconfigjson' ? '.dockerconfigjson' : '.dockercfg';
  const config = stringData?.[key] ?? (encoded?.[key] === undefined ? undefined : fromBase64(encoded[key]));
  if (!wanted[type]?.includes(key) || config === undefined || isJson(config)) return;
  // Go tells the first letter that begins no value; what breaks later is told by the same words.
  report(`data[${key}]`, invalid('', { server: config === '' ? 'unexpected end of JSON input' : `invalid character '${config[0]}' looking for beginning of value`, advice: 'le contenu doit être un objet JSON, comme l’écrit `docker login`' }, redacted), stringData?.[key] === undefined ? undefined : `stringData[${key}]`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** How a volume is mounted. */
export const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** What is wrong with a claim for storage (k8s.io/kubernetes, `ValidatePersistentVolumeClaimSpec`), beside what its description says. */
export function claim(spec: ClaimSpec | undefined, path: string, report: Report): void {
  const given = spec?.accessModes ?? [];
  if (given.length === 0) report(`${path}.accessModes`, required(reasons.mode));
  if (spec?.selector) labelSelector(spec.selector, `${path}.selector`, report);
  for (const mode of given) if (!modes.includes(mode)) report(`${path}.accessModes`, unsupported(mode, modes));
  if (given.includes('ReadWriteOncePod') && given.some(mode => mode !== 'ReadWriteOncePod' && modes.includes(mode))) report(`${path}.accessModes`, forbidden(reasons.alone));
  const size = spec?.resources?.requests?.['storage'];
  if (size === undefined) report(`${path}.resources[storage]`, required(), `${path}.resources.requests.storage`);
  else if ((parseQuantity(size) ?? 1n) <= 0n) report(`${path}.resources[storage]`, invalid(String(size), reasons.size), `${path}.resources.requests.storage`);
  if (spec?.storageClassName) wellFormed(spec.storageClassName, subdomain, `${path}.storageClassName`, report);
}
