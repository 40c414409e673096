import type { Document } from 'yaml';
import type { SourceFile } from '../port';
import { maxLength, withoutMark } from '../text';
import type { Leak } from './leak';
import { leaksInCredentialFile } from './files';
import { bare, leaksByFormat } from './formats';
import { leaksInConnections } from './connections';
import { byKind } from './readers';
import { isProse, looksReal } from './prose';

/** Words one of which is in every file where a name announces a secret, followed by its value. */
const announced = /(passw(or)?d|passwort|pwd|pw|passphrase|mot_?-?de_?-?passe|mdp|token|secret|(api|private|access|secret|encryption|signing|auth|app|master|account|storage)[-_.]?key(_base)?|credentials?|dockerconfigjson|pass)\\?\}?["']?\s*(?:string\s*)?([.?+|]{0,2}[:=>(]|\)|['"]|\r?\n\s*["']?value|["']?\s*,\s*["']|,\s*["']?value|["']\s+value=)|<pass(word)?\s|identified\s+by|curl|wget|sshpass|login[\s(]|signIn\(|--pass|--token/i;
/** The same where the value comes first, and commands whose options say nothing. */
const reversed = /value["']?\s*:[^\r\n]+(?:\r?\n\s*|,\s*)["']?name["']?\s*:/;
/** Settings whose key has its meaning from the section around it, and what a text says of a password. */
const others = /"(?:key|value)"\s*:|mots? de passe|\b(?:password|passwd|mdp|pwd)\b[^\n]{0,48}\b(?:is|est)\b|cl[eé] d[’']api/i;
const programs = ['from-literal', 'mysql', 'redis-cli', 'requirepass', 'masterauth', '"auths"'];

/** The secrets that can be read in a file, in the order of their places; of two at one place, the first found. `documents` gives its own, when it is parsed for other reasons too. */
export function leaksIn({ file, text: raw }: SourceFile, documents?: () => readonly Document[]): Leak[] {
  const text = withoutMark(raw);
  if (text.length > maxLength) return [];
  const leaks = [...leaksByFormat(text).filter(({ start, what }) => (what !== 'clé privée en base64' && what !== bare) || !inSecretObject(file, text, start)), ...(isModel(file) || isTest(file) || isShown(file) ? [] : leaksInConnections(text).filter(({ start, end }) => !isProse(file) || looksReal(text.slice(start, end)))), ...leaksInCredentialFile(file, text), ...(announced.test(text) || /\.(properties|tf|tfvars)$/i.test(file) || programs.some(word => text.includes(word)) || reversed.test(text) || others.test(text) ? byName(file, text, documents) : [])];
  leaks.sort((a, b) => a.start - b.start);
  let covered = 0;
  return leaks.filter(({ start, end }) => {
    const free = start >= covered;
    covered = Math.max(covered, end);
    return free;
  });
}

function byName(file: string, text: string, documents?: () => readonly Document[]): Leak[] {
  return isShown(file) || isModel(file) ? [] : byKind(file, text, isTest(file), documents);
}

/** The texts of an interface, by language. */
function isShown(file: string): boolean {
  return /(^|\/)(i18n|locales?|lang|translations)\//i.test(file);
}

/** The values of a model are there to be replaced. */
function isModel(file: string): boolean {
  return /[._-](example|exemple|sample|dist|template|tpl)(\.\w+)?$/i.test(file);
}

/** The passwords that the code of tests holds open nothing. */
function isTest(file: string): boolean {
  return !/\.(ya?ml|env|properties)$/.test(file) && /(^|\/)(tests?|__tests__|specs?|e2e|fixtures?|mocks?)\/|[._-](test|spec|mock)s?\.\w+$|Tests?\.\w+$/.test(file);
}

/** A Secret has a rule of its own, which reads what its base64 hides. */
function inSecretObject(file: string, text: string, at: number): boolean {
  const from = text.lastIndexOf('\n---', at) + 1;
  const to = text.indexOf('\n---', at);
  return /\.ya?ml$/i.test(file) && /^kind:[ \t]*["']?(Secret|SopsSecret)\b/m.test(text.slice(from, to < 0 ? undefined : to));
}
