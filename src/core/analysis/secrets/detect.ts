import type { Document } from 'yaml';
import { isDockerfile } from '../names';
import type { SourceFile } from '../port';
import { maxLength, withoutMark } from '../text';
import type { Leak } from './leak';
import { leaksInCredentialFile } from './files';
import { leaksByFormat } from './formats';
import { leaksInCommands } from './commands';
import { leaksInCode, leaksInLines } from './lines';
import { leaksInConnections } from './connections';
import { leaksInDefaults } from './defaults';
import { leaksInSql } from './sql';
import { leaksInTerraform, leaksInTerraformJson } from './terraform';
import { leaksInProperties } from './properties';
import { leaksInXml } from './xml';
import { leaksInYaml } from './yaml';

/** Words one of which is in every file where a name announces a secret, followed by its value. */
const announced = /(passw(or)?d|passwort|pwd|pw|passphrase|mot_?-?de_?-?passe|mdp|token|secret|(api|private|access|secret|encryption|signing|auth|app|master|account|storage)[-_.]?key(_base)?|credentials?|dockerconfigjson|pass)\\?\}?["']?\s*([:=>(]|\)|['"]|\r?\n\s*["']?value|["']?\s*,\s*["']|,\s*["']?value|["']\s+value=)|<pass(word)?\s|identified\s+by|curl|wget|sshpass|login\s|--pass|--token/i;
/** The same where the value comes first, and commands whose options say nothing. */
const reversed = /value["']?\s*:[^\r\n]+(?:\r?\n\s*|,\s*)["']?name["']?\s*:/;
const programs = ['from-literal', 'mysql', 'redis-cli', 'requirepass', 'masterauth', '"auths"'];

/** The secrets that can be read in a file, in the order of their places; of two at one place, the first found. `documents` gives its own, when it is parsed for other reasons too. */
export function leaksIn({ file, text: raw }: SourceFile, documents?: () => readonly Document[]): Leak[] {
  const text = withoutMark(raw);
  if (text.length > maxLength) return [];
  const leaks = [...leaksByFormat(text).filter(({ start, what }) => what !== 'clé privée en base64' || !inSecretObject(file, text, start)), ...(isModel(file) || isTest(file) ? [] : leaksInConnections(text)), ...leaksInCredentialFile(file, text), ...(announced.test(text) || /\.(properties|tf|tfvars)$/i.test(file) || programs.some(word => text.includes(word)) || reversed.test(text) ? byName(file, text, documents) : [])];
  leaks.sort((a, b) => a.start - b.start);
  let covered = 0;
  return leaks.filter(({ start, end }) => {
    const free = start >= covered;
    covered = Math.max(covered, end);
    return free;
  });
}

function byName(file: string, text: string, documents?: () => readonly Document[]): Leak[] {
  const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  if (/(^|\/)(i18n|locales?|lang|translations)\//i.test(file)) return [];
  if (isModel(file)) return [];
  if (/^ya?ml$/.test(extension) || /(^|\/)(kubeconfig|\.kube\/config)$/.test(file)) return [...(text.includes('{{') ? leaksInLines(text) : safely(() => leaksInYaml(text, documents?.()))), ...leaksInDefaults(text)];
  if (isDockerfile(file)) return [];
  if (/^(sh|bash|zsh|ksh|ps1|bat|mk)$/.test(extension) || /(^|\/)(GNU)?Makefile$/i.test(file)) return [...leaksInLines(text), ...leaksInCommands(text), ...leaksInDefaults(text)];
  if (/(^|\/)Jenkinsfile$/.test(file)) return [...leaksInLines(text), ...leaksInCommands(text), ...leaksInDefaults(text), ...leaksInCode(text)];
  if (extension === 'sql') return leaksInSql(text);
  if (extension === 'properties') return [...leaksInProperties(file, text), ...leaksInDefaults(text)];
  if (/^(tf|tfvars|hcl)$/.test(extension)) return leaksInTerraform(text);
  if (/\.(tf|tfvars)\.json$/i.test(file)) return leaksInTerraformJson(text);
  if (/^(ini|env|conf|cfg|toml|npmrc|cnf)$/.test(extension) || /(^|\/)(\.env(\.[\w.-]+)?|\.s3cfg|\.boto|\.pypirc|\.?credentials|\.(bash|zsh)(rc|_profile)|\.profile)$/.test(file)) return [...leaksInLines(text), ...leaksInDefaults(text)];
  if (isTest(file)) return [];
  if (/(^|\/)package\.json$/.test(file)) return [...leaksInCode(text), ...leaksInScripts(text)];
  if (/^(gradle|groovy|rb)$/.test(extension)) return [...leaksInCode(text), ...leaksInSql(text)];
  return extension === 'xml' ? leaksInXml(text) : leaksInCode(text);
}

/** The commands that a package names, each a text of its `scripts`. */
function leaksInScripts(text: string): Leak[] {
  return [...text.matchAll(/^[ \t]*"[\w:.-]+"[ \t]*:[ \t]*"((?:[^"\\\r\n]|\\.)+)"|"[\w:.-]+":"((?:[^"\\\r\n]|\\.)+)"/gm)].flatMap(({ 0: whole, 1: first, 2: second, index }) => {
    const script = first ?? second ?? '';
    return /\s/.test(script) ? leaksInCommands(script, index + whole.lastIndexOf(script)) : [];
  });
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

/** Nesting that exhausts the stack is said elsewhere. */
function safely(read: () => Leak[]): Leak[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
}
