// Whether a name announces a secret, and whether a value is one: the two questions every format asks.

const passwords = /(^|[^a-z])(password|passwd|passwort|pass|pwd|passphrase|mot_?de_?passe|mdp)$|[a-z0-9](Password|Passwd|Pwd|Passphrase|MotDePasse)$/i;
const tokens = /(^|[^a-z])(token|secret|api_?key|private_?key|access_?key|secret_?key(_base)?|encryption_?key|signing_?key|client_?secret|auth_?key|credentials?|dockerconfigjson)$|[a-z0-9](Token|Secret|ApiKey|PrivateKey|AccessKey|SecretKey|EncryptionKey|SigningKey)$/i;
/** Names that end like a secret and hold the name of one. */
const references = /(existing|pull|tls|auth|name_?of|ref)[-_.]?secret$|cancel_?token$|csrf|xsrf/i;

export type SecretName = 'password' | 'token';

/** What a key, a variable or an option announces, if it announces a secret. Dots and dashes separate words as underscores do. */
export function secretName(name: string): SecretName | undefined {
  const words = name.replace(/^-+/, '').replace(/[-.:/]/g, '_');
  if (references.test(words)) return undefined;
  if (passwords.test(words)) return 'password';
  return tokens.test(words) ? 'token' : undefined;
}

const placeholders = /^(change|replace|remplac|a[-_ ]?remplac|à[-_ ]?remplac|todo|tbd|fixme|place-?holder|example|exemple|sample|dummy|fake|fictif|your|votre|insert|redacted|masked|masqu|none|null|nil|true|false|yes|no|undefined|empty|vide|default|n\/?a$|to[-_ ]be|xxx|aaa+$|foo|bar$|baz|lorem|generated|ref\+|vault:|op:\/\/|file:|env:|classpath:|arn:|enc[[(]|sops:|sealed|secretkeyref)/i;
const variable = /\$[A-Za-z_{(]|\$\$|\{\{|\}\}|<[^>]*>|%[A-Za-z_]\w*%|%\(|#\{|@[\w.-]+@|__\w+__|`|\[\w+\]$|^!/;

/** A value that is written for somebody to replace, or that something replaces: a variable, an encrypted text, a path. */
export function isHarmless(value: string): boolean {
  const text = value.trim();
  if (text.length < 3 || placeholders.test(text) || variable.test(text)) return true;
  if (/^(.)\1*$/.test(text) || /^[.•*x_-]+$/i.test(text)) return true;
  return /^(\.{0,2}\/|~\/|[a-z]:\\)/i.test(text) || /^https?:\/\/[^@]*$/i.test(text) || /(change|replace)[-_ ]?(me|moi|it|this)|remplacer|placeholder/i.test(text) || /\.(txt|pem|key|crt|json|ya?ml)$/i.test(text);
}

/** Whether `value`, under `name`, is a secret that can be read. The names of tokens also name settings: their value must look made by a machine. */
export function isClearSecret(name: string, value: string): boolean {
  const kind = secretName(name);
  const text = value.trim();
  if (!kind || isHarmless(text) || /\s/.test(text) || (/[^\x21-\x7e]/.test(text) && kind === 'token')) return false;
  const plain = (one: string) => one.toLowerCase().replace(/[^a-z0-9]/g, '');
  const own = plain(text);
  // `password: password` names a key, a field or a label.
  if (own !== '' && (plain(name) === own || kind === 'token') && /^(my|the)?(password|passwd|pwd|token|secret|key|apikey|passphrase|secretkey|accesskey|privatekey|credentials?)$/.test(own)) return false;
  if (/^(mot-?de-?passe|mdp|passphrase|password|passwd|pwd)$/.test(text) && /^(password|passwd|pwd|mdp|mot[-_]?de[-_]?passe)$/i.test(name)) return false;
  // `pass` is also a verb and a verdict: but in the name of a variable of the environment, the value must not be a word.
  if (/(^|[^a-z])pass$/i.test(name) && !/^[A-Z][A-Z0-9_]+$/.test(name) && !/[\d\W_]/.test(text)) return false;
  if (kind === 'password') return !/^\d{1,3}$/.test(text);
  if (text.length < 8) return false;
  const made = /\d/.test(text) && /[a-z]/i.test(text);
  return made ? !/^[a-z]+([-.][a-z]+)*[-.]?v?\d{1,2}$/.test(text) && (text.length >= 12 || /[A-Z]/.test(text) || /\d.*[a-z].*\d/.test(text)) : text.length >= 20 && /[A-Z]/.test(text) && /[a-z]/.test(text);
}

/** What may be shown of a secret: enough to know which, too little to use it. */
export function masked(secret: string): string {
  return secret.length >= 12 ? `${secret.slice(0, 3)}…` : '•••';
}
