import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { armor, Encrypter } from 'age-encryption';
import { stringify } from 'yaml';

type Value = string | readonly Value[] | { readonly [key: string]: Value };

/** A file as `sops -e --age RECIPIENT --encrypted-suffix Templates` writes it, of a document whose values are texts. */
export async function encryptSops(document: { readonly [key: string]: Value }, recipient: string): Promise<string> {
  const key = randomBytes(32);
  const digest = createHash('sha512');
  const date = '2026-01-01T00:00:00Z';
  const sealed = (text: string, additional: string): string => {
    const iv = randomBytes(32);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    cipher.setAAD(Buffer.from(additional));
    const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `ENC[AES256_GCM,data:${data.toString('base64')},iv:${iv.toString('base64')},tag:${cipher.getAuthTag().toString('base64')},type:str]`;
  };
  const walk = (value: Value, path: readonly string[]): Value => {
    if (Array.isArray(value)) return (value as readonly Value[]).map(item => walk(item, path));
    if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, [...path, name])]));
    digest.update(value);
    return path.some(step => step.endsWith('Templates')) ? sealed(value, `${path.join(':')}:`) : value;
  };
  const hidden = walk(document, []) as object;
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const enc = armor.encode(await encrypter.encrypt(key));
  return stringify({ ...hidden, sops: { age: [{ recipient, enc }], lastmodified: date, mac: sealed(digest.digest('hex').toUpperCase(), date), encrypted_suffix: 'Templates', version: '3.10.2' } }, { lineWidth: 0 });
}
