import type { Leak } from './leak';
import { isHarmless, masked } from './value';

/** How Docker keeps a user and a password for a registry. */
const registryAuth = /"auth"\s*:\s*"([A-Za-z0-9+/]{8,}={0,2})"/g;

/** Files whose whole purpose is to hold credentials, and where each of their lines keeps one; the secret is the last group. */
const readers: readonly (readonly [file: RegExp, what: string, line: RegExp])[] = [
  [/(^|\/)[._]netrc$/, 'un fichier netrc', /\bpassword[ \t]+(\S+)/g],
  [/(^|\/)\.pgpass$/, 'un fichier pgpass', /^(?!#)(?:(?:\\.|[^:\\\r\n])*:){4}([^\r\n]+)$/gm],
  [/(^|\/)\.?htpasswd$/, 'un fichier htpasswd', /^[^:#\s]+:(?!\{S?SHA)(\S{8,})/gm],
  [/(^|\/)(\.docker\/config\.json|\.dockercfg|\.dockerconfigjson)$/, 'les identifiants d’un registre', registryAuth],
  [/(^|\/)\.?npmrc$/, 'un fichier npmrc', /^[ \t]*(?:\/\/[^\s=]*:)?_auth[ \t]*=[ \t]*"?([^\s"$]{8,})/gm],
  [/(^|\/)\.yarnrc\.yml$/, 'un fichier yarnrc', /^[ \t]*npmAuthIdent:[ \t]*["']?([^\s"'$]{4,})/gm],
  [/(^|\/)\.git-credentials$/, 'un fichier git-credentials', /^\w+:\/\/[^:/\s]+:(\S+)(?=@[^@\s]+$)/gm],
  [/(^|\/)master\.key$/, 'une clé de chiffrement', /^([0-9a-f]{32})\s*$/g],
  [/\.conf$/, 'un fichier de configuration', /^[ \t]*(?:requirepass|masterauth|bindpw|rootpw)[ \t]+"?([^\s"]+)/gm],
  [/\.ppk$/i, 'une clé PuTTY', /^Private-Lines: \d+\r?\n([A-Za-z0-9+/=]+)/gm],
];

/** Files that keep what programs made of passwords; the hash is the last group. */
const hashed = /(^|\/)(\.?htpasswd|shadow|passwd|proftpdpasswd|users\.htpasswd)$/;
const hash = /^[^:#\s]+:(\$(?:1|2[abxy]?|5|6|7|y|apr1|argon2\w*|sha1)\$[^:\s]{8,}|\{S?SHA\d*\}[^:\s]{16,})/gm;

/** The hashes of passwords in a file made to hold them: who reads one may guess its password at leisure. */
function hashesIn(file: string, text: string): Leak[] {
  if (!hashed.test(file)) return [];
  return [...text.matchAll(hash)].map(({ 0: whole, 1: found = '', index }): Leak => ({ start: index + whole.length - found.length, end: index + whole.length, variant: 'hash', what: file.slice(file.lastIndexOf('/') + 1), excerpt: masked(found) }));
}

/** What such a file holds; nothing for any other file. */
export function leaksInCredentialFile(file: string, text: string): Leak[] {
  return [...hashesIn(file, text), ...[...readers.filter(([name]) => name.test(file)), ...(/\.json$/i.test(file) && /"auths"\s*:\s*\{/.test(text) && !/(^|\/)\.docker\/config\.json$/.test(file) ? [[/./, 'les identifiants d’un registre', registryAuth] as const] : [])].flatMap(([, what, line]) => [...text.matchAll(line)].flatMap(({ 0: whole, 1: secret = '', index }): Leak[] => {
    if (isHarmless(secret)) return [];
    const start = index + whole.lastIndexOf(secret);
    return [{ start, end: start + secret.length, variant: 'credentials', what, excerpt: masked(secret) }];
  }))];
}
