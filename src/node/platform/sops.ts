import { createDecipheriv, createHash } from 'node:crypto';
import { armor, Decrypter } from 'age-encryption';
import { isPlainMap, listAt, stringAt, type Plain, type PlainMap } from '../../core/analysis/yaml/plain';

/** What came of a decryption: the document without its `sops` block, and whether its authentication code still is that of its values; or why it cannot be read, in the words of sops. */
export type Decrypted = { readonly ok: true; readonly value: PlainMap; readonly intact: boolean } | { readonly ok: false; readonly reason: string };

/** What sops begins a code of encrypted values alone with, so that it cannot be taken for one of all. */
const onlyEncryptedMark = '8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69';

type Leaf = string | number | boolean;

/** Decrypts a document as sops does (getsops/sops v3: one data key wrapped by age, AES-256-GCM a value, its path as additional data). Never rejects. */
export async function decryptSops(document: PlainMap, identity: string): Promise<Decrypted> {
  const { sops, ...value } = document;
  if (!isPlainMap(sops)) return { ok: false, reason: 'sops metadata not found' };
  try {
    const key = await dataKey(sops, identity);
    if (!key) return { ok: false, reason: 'Error getting data key: 0 successful groups required, got 0' };
    const digest = createHash('sha512');
    const onlyEncrypted = sops['mac_only_encrypted'] === true;
    if (onlyEncrypted) digest.update(Buffer.from(onlyEncryptedMark, 'hex'));
    const plain = walked(value, [], (leaf, path) => {
      const hidden = isEncrypted(sops, path);
      const read = hidden && leaf !== '' ? decipher(String(leaf), key, `${path.join(':')}:`) : leaf;
      if (hidden || !onlyEncrypted) digest.update(bytesOf(read));
      return read;
    }) as PlainMap;
    return { ok: true, value: plain, intact: isIntact(sops, key, digest.digest('hex').toUpperCase()) };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

/** The key that encrypts the values, unwrapped with ours; undefined when it was wrapped for others alone. */
async function dataKey(sops: PlainMap, identity: string): Promise<Buffer | undefined> {
  for (const one of listAt(sops, 'age')) {
    const wrapped = stringAt(one, 'enc');
    if (wrapped === undefined) continue;
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const key = await decrypter.decrypt(armor.decode(wrapped)).catch(() => undefined);
    if (key?.length === 32) return Buffer.from(key);
  }
  return undefined;
}

/** Lists add nothing to a path; what is nothing stays so, and is not counted. */
function walked(value: Plain | undefined, path: readonly string[], read: (leaf: Leaf, path: readonly string[]) => Leaf): Plain {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(item => walked(item, path, read));
  if (isPlainMap(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walked(inner, [...path, key], read)]));
  return read(value as Leaf, path);
}

/** Which values a document says are encrypted: one way of saying it at most. */
function isEncrypted(sops: PlainMap, path: readonly string[]): boolean {
  const text = (key: string) => stringAt(sops, key) ?? '';
  const some = (test: (step: string) => boolean) => path.some(test);
  if (text('encrypted_suffix')) return some(step => step.endsWith(text('encrypted_suffix')));
  if (text('encrypted_regex')) return some(matcher(text('encrypted_regex')));
  if (text('unencrypted_regex')) return !some(matcher(text('unencrypted_regex')));
  return !some(step => step.endsWith(text('unencrypted_suffix') || '_unencrypted'));
}

/** A pattern is a learner's: one that is too long, or repeats what repeats, is not run. */
function matcher(pattern: string): (text: string) => boolean {
  if (pattern.length > 200 || /[+*}]\)?[+*{]|\([^)]*[+*}][^)]*\)[+*{]/.test(pattern)) throw new Error(`error parsing regexp: ${pattern}`);
  const compiled = new RegExp(pattern);
  return text => text.length <= 200 && compiled.test(text);
}

const format = /^ENC\[AES256_GCM,data:(.*),iv:(.+),tag:(.+),type:(.+)\]$/;

function decipher(text: string, key: Buffer, additional: string): Leaf {
  const [, data = '', iv = '', tag = '', type] = format.exec(text) ?? [];
  if (type === undefined) throw new Error(`Input string ${text.slice(0, 40)} does not match sops' data format`);
  const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 });
  cipher.setAAD(Buffer.from(additional));
  cipher.setAuthTag(Buffer.from(tag, 'base64'));
  let read: string;
  try {
    read = Buffer.concat([cipher.update(Buffer.from(data, 'base64')), cipher.final()]).toString('utf8');
  } catch {
    throw new Error('Could not decrypt with AES_GCM: cipher: message authentication failed');
  }
  if (type === 'int' || type === 'float') return Number(read);
  return type === 'bool' ? /^true$/i.test(read) : read;
}

/** The code covers every value, in order; its own additional data is the date of the last change. */
function isIntact(sops: PlainMap, key: Buffer, digest: string): boolean {
  try {
    return decipher(stringAt(sops, 'mac') ?? '', key, stringAt(sops, 'lastmodified') ?? '') === digest;
  } catch {
    return false;
  }
}

function bytesOf(leaf: Leaf): string {
  return typeof leaf === 'boolean' ? (leaf ? 'True' : 'False') : String(leaf);
}
