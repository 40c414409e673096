import { items, type Element, type KubernetesObject } from '../../kubernetes/object';
import { mapAt, type Plain } from '../../yaml/plain';
import { isReplaced } from '../../secrets/value';
import type { KubernetesTest } from '../test';

/** A Secret whose values can be read in the repository: base64 is an encoding. A SopsSecret that was not encrypted is one too. Values are never shown. */
export const kubernetesSecretInGit: KubernetesTest = object => holders(object).flatMap(({ path, value }) => (['data', 'stringData'] as const).flatMap(part => {
  const keys = Object.entries(mapAt(value, part)).filter(([, secret]) => isReadable(secret, part)).map(([key]) => key);
  if (keys.length === 0) return [];
  return [{ variant: object.kind === 'Secret' ? 'secret' : 'sops', location: object.locate([...path, part]), fields: { keys: keys.map(key => `\`${key}\``).join(', ') } }];
}));

function holders(object: KubernetesObject): readonly Element[] {
  const root = { path: [], value: object.value };
  if (object.kind === 'Secret' && object.group === '') return [root];
  return object.kind === 'SopsSecret' && object.group === 'isindir.github.com' ? [...items(root, ['spec', 'secretTemplates']), ...items(root, ['spec', 'secret_templates'])] : [];
}

function isReadable(value: Plain, part: 'data' | 'stringData'): boolean {
  if (value === null || typeof value === 'object') return false;
  const text = String(value).trim();
  return !isEmpty(text) && !(part === 'data' && /^[A-Za-z0-9+/]+=*$/.test(text) && isEmpty(decode(text)));
}

/** Nothing to read: encrypted by SOPS, a variable, or a word that says it is to be replaced. A certificate is made to be shown. */
function isEmpty(text: string): boolean {
  return text === '' || isReplaced(text) || (text.startsWith('-----BEGIN CERTIFICATE-----') && !text.includes('PRIVATE KEY'));
}

/** What base64 stands for, as far as its letters are plain ASCII. */
function decode(text: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let bits = 0;
  let buffer = 0;
  let out = '';
  for (const letter of text.replace(/=+$/, '')) {
    buffer = ((buffer << 6) | digits.indexOf(letter)) & 0xffff;
    bits += 6;
    if (bits >= 8) out += String.fromCharCode((buffer >> (bits -= 8)) & 0xff);
  }
  return out.trim();
}
