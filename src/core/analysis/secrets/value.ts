// Whether a name announces a secret, and whether a value is one: the two questions every format asks.

const passwords = /(^|[^a-z])(password|passwd|passwort|passwrd|pswd|pass|pwd|pw|passphrase|mot_?de_?passe|mdp|requirepass|masterauth|(db|sql|mysql|pg|user|admin|smtp|ftp|redis|mail|root|ldap)pass)$|[a-z0-9](Password|Passwd|Pwd|Passphrase|MotDePasse)$/i;
const tokens = /(^|[^a-z])(token|secret|api_?key|private_?key|access_?key|secret_?key(_base)?|(app|master|account|storage)_?key|encryption_?key|signing_?key|client_?secret|(secure_)?auth_?(key|salt)|(logged_in|nonce)_(key|salt)|(jwt|hmac|crypt|cookie)_?key|sonar_login|credentials?|dockerconfigjson)$|[a-z0-9](Token|Secret|ApiKey|PrivateKey|AccessKey|SecretKey|EncryptionKey|SigningKey)$/i;
/** Names that end like a secret and hold the name of one, what is made to be shown, and words that say what to do with a secret. */
const references = /(existing|pull|tls|auth|name_?of|ref)[-_.]?secret$|^(update|generate|reset|change|forgot|show|require|validate|check)_?password$|cancel_?token$|csrf|xsrf|(^|_)(public|encrypted|hashed)(_|(token|key|password|passwd|secret)$)/i;

export type SecretName = 'password' | 'token';

/** What a key, a variable or an option announces, if it announces a secret. Dots and dashes separate words as underscores do. */
export function secretName(name: string): SecretName | undefined {
  const words = name.replace(/^-+/, '').replace(/[-.:/]/g, '_');
  if (references.test(words)) return undefined;
  if (passwords.test(words)) return 'password';
  return tokens.test(words) ? 'token' : undefined;
}

const placeholders = /^(change|replace|remplac|a[-_ ]?remplac|à[-_ ]?remplac|todo|tbd|fixme|place-?holder|your[-_ ]?|votre|insert[-_ ]|redacted|masked|masqu[eé]|n\/a$|to[-_ ]be|xxx|aaa+$|lorem|generated|ref\+|vault:|op:\/\/|file:|env:|classpath:|arn:|enc[[(]|\{cipher\}|sops:|sealed|secretkeyref)|^(none|null|nil|true|false|yes|no|undefined|empty|vide)$/i;
/** What a model or a test writes for want of a value. */
const samples = /^(example|exemple|sample[-_ ]|dummy|fake|fictif)|^(default|sample|test|foo|bar|baz)$/i;
/** What something replaces: variables of shells, of templates and of frameworks. A dollar inside a password is none. */
const variable = /\$\{|\$\(|^\$+\w[\w.:-]*$|\$[A-Z_][A-Z0-9_]{2,}|\{\{|<[^>]*>|%[A-Za-z_]\w*%|%\(|#\{|@[\w.-]+@|__\w+__|`|\[\w+\]$|^!/;
/** What is no more readable than a cipher: a hash of a password, an encrypted text of Maven. */
const sealed = /^\$(2[abxy]?|[156y]|argon2\w*|apr1|pbkdf2[\w-]*)\$|^\{[A-Za-z0-9+/]{12,}=*\}$|^md5[0-9a-f]{32}$|^SCRAM-SHA-256\$/;

/** A value that is written for somebody to replace, that something replaces, or that nobody can read. */
export function isReplaced(value: string): boolean {
  const text = value.trim();
  if (/(\.{3}|…)$/.test(text)) return true;
  if (placeholders.test(text) || variable.test(text) || sealed.test(text) || /^(.)\1*$/.test(text) || /^[.•*x_-]+$/i.test(text)) return true;
  return /(change|replace)[-_ ]?(me|moi|it|this)|remplacer|placeholder/i.test(text);
}

/** A text made to look like a secret: a letter that comes back, the alphabet, or a word that says so. */
export function isSample(text: string): boolean {
  return /(.)\1{11}|example|exemple|x{6}|abcdefghijk|0123456789abcdef|eyJzdWIiOiIxMjM0NTY3ODkw/i.test(text);
}

/** The same, or a value that says it is not a real one. */
export function isPlaceholder(value: string): boolean {
  return samples.test(value.trim()) || isReplaced(value) || isSample(value);
}

/** The same, a path, an address, or what is too short to be a secret. */
export function isHarmless(value: string): boolean {
  const text = value.trim();
  return text.replace(/^["']|["']$/g, '').length < 3 || /^[~^<>=v]*\d+\.\d+(\.\d+)?([-+.]\w+)*$/.test(text) || isPlaceholder(text) || /^(\.{0,2}\/|~\/|[a-z]:\\)/i.test(text) || /^https?:\/\/[^@]*$/i.test(text) || /\.(txt|pem|key|crt|json|ya?ml)$/i.test(text);
}

/** What stands by for a variable nobody sets (`${PASSWORD:-secret}`); else the value itself. `:?` and `:+` give no value. */
export function secretIn(value: string): string {
  return /^\$\{[\w.-]+?(?::[-=]|[-=:])(?![?+=-])(["']?)([^${}"']+)\1\}$/.exec(value.trim())?.[2] ?? value;
}

/** Whether `value`, under `name`, is a secret that can be read. The names of tokens also name settings: their value must look made by a machine. */
export function isClearSecret(name: string, value: string): boolean {
  const kind = secretName(name);
  const text = secretIn(value.trim());
  if (kind === 'token' && isNoise(text)) return true;
  if (!kind || isHarmless(text) || /\s/.test(text) || (/[^\x21-\x7e]/.test(text) && kind === 'token')) return false;
  const plain = (one: string) => one.toLowerCase().replace(/[^a-z0-9]/g, '');
  const own = plain(text);
  // `password: password` names a key, a field or a label, as `reset-password` names a page.
  if (own !== '' && own === plain(name)) return false;
  if (/^[a-z]+([-_.:][a-z]+)+$/i.test(text) && /(^|[-_.:])(password|passwd|pwd|token|secret|key|mdp)([-_.:]|$)/i.test(text)) return false;
  if (own !== '' && kind === 'token' && /^(my|the)?(password|passwd|pwd|token|secret|key|apikey|passphrase|secretkey|accesskey|privatekey|credentials?)$/.test(own)) return false;
  if (/^(mot-?de-?passe|mdp|passphrase|password|passwd|pwd)$/.test(text) && /^(password|passwd|pwd|mdp|mot[-_]?de[-_]?passe)$/i.test(name)) return false;
  // `pass` is also a verb and a verdict: but in the name of a variable of the environment, the value must not be a word.
  if (/(^|[^a-z])pass$/i.test(name) && !/^[A-Z][A-Z0-9_]+$/.test(name) && !/[\d\W_]/.test(text)) return false;
  if (kind === 'password') return !/^\d{1,3}$/.test(text);
  if (text.length < 8) return false;
  const made = /\d/.test(text) && /[a-z]/i.test(text);
  if (/^\d{16,}$/.test(text)) return true;
  return made ? !isJoined(text, name) && (text.length >= 12 || /[A-Z]/.test(text) || /\d.*[a-z].*\d/.test(text)) : text.length >= 20 && /[A-Z]/.test(text) && /[a-z]/.test(text) && !isWords(text);
}

/** `VaultStaticSecretError`: words joined together are longer than what chance gives. */
function isWords(text: string): boolean {
  const words = text.split(/(?=[A-Z])|[^A-Za-z]+/).filter(Boolean);
  return /^[A-Za-z]+$/.test(text) && text.length / words.length >= 3;
}

/** `cle-de-50-signes`: words and small numbers joined together are a name that somebody typed; but under one that only what signs sessions bears, a weak secret. */
function isJoined(text: string, name: string): boolean {
  if (/^[a-z]+([-_.][a-z]+)*[-_.]?v?\d{1,2}$/.test(text)) return true;
  return !/(session|jwt|cookie|sign(ing|ature)?)[-_.]?(secret|key)/i.test(name) && /^([a-z]+[-_.]|[a-z]?\d{1,3}[a-z]?[-_.]){2,}[a-z]+$/.test(text);
}

/** Signs of every kind drawn at random, spaces included, as WordPress makes its keys and salts: no sentence and no code holds so many. */
function isNoise(text: string): boolean {
  const signs = text.match(/[^A-Za-z\d\s]/g) ?? [];
  return /^[\x20-\x7e]{40,100}$/.test(text) && !/\{\{|\$[({]|<%/.test(text) && signs.length >= text.length / 5 && new Set(signs).size >= 8 && (text.match(/\d/g)?.length ?? 0) >= 2;
}

/** What may be shown of a secret: enough to know which, too little to use it. */
export function masked(secret: string): string {
  return secret.length >= 12 ? `${secret.slice(0, 3)}…` : '•••';
}
