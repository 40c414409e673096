/** How much a name says of its value: `secret` by itself, `maybe` if the value looks random, `no` otherwise. */
export type NameStrength = 'secret' | 'maybe' | 'no';

const secretWords = new Set([
  'password', 'passwd', 'passwords', 'pwd', 'pass', 'passphrase', 'passcode', 'motdepasse', 'mdp', 'secret', 'secrets', 'token', 'tokens', 'jeton', 'apikey', 'apitoken',
  'credential', 'credentials', 'creds', 'privatekey', 'secretkey', 'accesskey', 'signingkey', 'encryptionkey', 'authkey', 'clientsecret', 'dockerconfigjson', 'dsn', 'htpasswd', 'userpass', 'pgpass', 'pgpassword', 'pw',
]);
/** The last two words of a name, glued: `api_key`, `access-key`, `mot_de_passe`… */
const secretPairs = new Set(['apikey', 'apitoken', 'privatekey', 'secretkey', 'accesskey', 'signingkey', 'encryptionkey', 'masterkey', 'sshkey', 'accountkey', 'storagekey', 'sharedkey', 'depasse', 'connectionstring', 'authkey', 'cleprivee', 'clesecrete', 'jwtkey']);
/** Names that end with a secret's word and name a place or an object instead. */
const notSecret = /^(?:existing|pull|image.?pull|no|has|use|with|mount|automount|allow|enable|disable|is|type|kind)/i;
const maybeWords = new Set(['key', 'keys', 'auth', 'hash', 'salt', 'sig', 'signature', 'seed', 'cle', 'cookie', 'session', 'pat', 'private', 'nonce', 'otp']);

/** Judges the name of a key, variable or option by its last words, whatever joins them: `DB_PASSWORD`, `spring.datasource.password`, `clientSecret`. */
export function nameStrength(name: string): NameStrength {
  const words = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/[^a-z]+/).filter(Boolean);
  const last = words.at(-1) ?? '';
  const pair = `${words.at(-2) ?? ''}${last}`;
  if (secretWords.has(last) || secretPairs.has(pair) || /(?:password|passwd|secret|token|apikey|passphrase)$/.test(last)) {
    return notSecret.test(name) && words.length > 1 && !/password$/i.test(name) ? 'maybe' : 'secret';
  }
  return maybeWords.has(last) ? 'maybe' : 'no';
}

/** Values that name a secret's place, or no secret at all: a reference, a template, a ciphertext, a boolean, nothing. */
export function isReference(value: string): boolean {
  const v = value.trim();
  return v === '' || /^(?:true|false|yes|no|null|~|none|undefined|string|[|>][+-]?\d?|\{\}|\[\])$/i.test(v)
    || /^\$\{[^}]*\}$|^\$\([^)]*\)$|^\$[A-Za-z_]\w*$|^\{\{[^}]*\}\}$|^%[A-Za-z_]\w*%$/.test(v)
    || /^ENC\[AES256_GCM,[^\]]*\]$/.test(v) || /^⟦masqué:[^⟧]*⟧$/.test(v);
}

/** Bits per character of a string, as Shannon counts them. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Whether a value looks drawn at random: long, without spaces, and mixing kinds of characters as no word or path does. */
export function looksRandom(value: string): boolean {
  if (value.length < 16 || /\s|:\/\//.test(value) || /^[a-z0-9]+(?:[-./:@][a-z0-9]+)*$/.test(value) && !/^[0-9a-f]{24,}$/.test(value)) return false;
  if (/^sha(?:256|512):[0-9a-f]+$/.test(value)) return false;
  return entropy(value) >= (/^[0-9a-f]+$/i.test(value) ? 2.8 : 3.4);
}
