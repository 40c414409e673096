import { parseQuantity } from '../../../../analysis/quantity';
import { fromBase64 } from '../../base64';
import type { KubeObject, Quantities } from '../../object';
import { configKey, subdomain, wellFormed, type Report } from './formats';

type Data = Readonly<Record<string, string>>;

export function configMap(object: KubeObject, report: Report): void {
  const { data = {}, binaryData = {} } = object as { data?: Data; binaryData?: Data };
  for (const key of Object.keys(data).sort()) {
    wellFormed(key, configKey, `data[${key}]`, report);
    if (key in binaryData) report(`data[${key}]`, `Invalid value: "${key}": duplicate of key present in binaryData`);
  }
  for (const key of Object.keys(binaryData).sort()) wellFormed(key, configKey, `binaryData[${key}]`, report);
}

/** The keys that a Secret of a type must hold (k8s.io/kubernetes, `ValidateSecret`). */
const wanted: Readonly<Record<string, readonly string[]>> = { 'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'], 'kubernetes.io/dockercfg': ['.dockercfg'], 'kubernetes.io/tls': ['tls.crt', 'tls.key'], 'kubernetes.io/ssh-auth': ['ssh-privatekey'] };

export function secret(object: KubeObject, report: Report): void {
  const { data = {}, type = '' } = object as { data?: Data; type?: string };
  for (const key of Object.keys(data).sort()) wellFormed(key, configKey, `data[${key}]`, report);
  for (const key of wanted[type] ?? []) if (!(key in data)) report(`data[${key}]`, 'Required value');
  if (type === 'kubernetes.io/basic-auth' && !('username' in data) && !('password' in data)) for (const key of ['username', 'password']) report(`data[${key}]`, 'Required value');
  const config = data['.dockerconfigjson'];
  if (type !== 'kubernetes.io/dockerconfigjson' || config === undefined) return;
  const text = fromBase64(config) ?? '';
  // Go tells the first letter that begins no value; what breaks later is told by the same words.
  if (!isJson(text)) report('data[.dockerconfigjson]', `Invalid value: "<secret contents redacted>": ${text === '' ? 'unexpected end of JSON input' : `invalid character '${text[0]}' looking for beginning of value`}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a claim for storage (k8s.io/kubernetes, `ValidatePersistentVolumeClaimSpec`), beside what its description says. */
export function claim(spec: { readonly accessModes?: readonly string[]; readonly storageClassName?: string; readonly resources?: { readonly requests?: Quantities } } | undefined, path: string, report: Report): void {
  if (!spec?.accessModes?.length) report(`${path}.accessModes`, 'Required value: at least 1 access mode is required');
  for (const mode of spec?.accessModes ?? []) if (!modes.includes(mode)) report(`${path}.accessModes`, `Unsupported value: "${mode}": supported values: ${modes.map(one => `"${one}"`).join(', ')}`);
  const size = spec?.resources?.requests?.['storage'];
  if (size === undefined) report(`${path}.resources[storage]`, 'Required value');
  else if ((parseQuantity(size) ?? 1n) <= 0n) report(`${path}.resources[storage]`, `Invalid value: "${size}": must be greater than zero`);
  if (spec?.storageClassName) wellFormed(spec.storageClassName, subdomain, `${path}.storageClassName`, report);
}

const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
