import { mapAt } from '../../yaml/plain';
import type { KubernetesTest } from '../test';
import { toSopsSecret } from './to-sops-secret';

/** The keys the documentation names, and those the published policy adds to them, in its three spellings. */
const documented = new Set(['password', 'passwd', 'secret_key']);
const published = ['password', 'passwd', 'secret_key', 'pwd', 'secret', 'credentials', 'encryption_key', 'private_key', 'api_secret', 'user_pass', 'passphrase', 'key', 'admin_password'];
const joined = new Set(['private_key', 'encryption_key', 'api_secret', 'user_pass', 'admin_password']);
const others = new Set(published.flatMap(key => {
  const words = key.split('_').map(word => word.charAt(0).toUpperCase() + word.slice(1));
  return [key, key.toUpperCase(), words.join(joined.has(key) ? '' : '_')];
}));

/** A ConfigMap is readable by all of a project: exact names of keys are looked at, as the policy does, not values. */
export const cmNoCredentials: KubernetesTest = object => {
  if (object.kind !== 'ConfigMap' || object.group !== '') return [];
  return (['data', 'binaryData'] as const).flatMap(part => Object.keys(mapAt(object.value, part)).flatMap(key => {
    if (!others.has(key)) return [];
    const variant = part === 'binaryData' ? 'binary' : documented.has(key) ? 'documented' : 'published';
    return [{ variant, location: object.locate([part, key]), fields: { key }, fix: part === 'data' ? toSopsSecret(object, key) : undefined }];
  }));
};
