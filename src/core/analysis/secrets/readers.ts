import type { Document } from 'yaml';
import { isDockerfile } from '../names';
import { leaksInCommands } from './commands';
import { leaksInDefaults } from './defaults';
import type { Leak } from './leak';
import { leaksInCode, leaksInLines } from './lines';
import { leaksInProperties } from './properties';
import { leaksInProse } from './prose';
import { leaksInSettings } from './settings';
import { leaksInSql } from './sql';
import { leaksInTerraform, leaksInTerraformJson } from './terraform';
import { leaksInXml } from './xml';
import { leaksInYaml } from './yaml';

/** How the secrets that a name announces are looked for in a kind of file. */
type Read = (text: string, file: string, documents?: () => readonly Document[]) => Leak[];

/** What a program reads line by line: settings, and the commands of a shell. */
const script: Read = text => [...leaksInLines(text), ...leaksInCommands(text), ...leaksInDefaults(text)];
const settings: Read = text => [...leaksInLines(text), ...leaksInDefaults(text)];

/** The kinds of files, by name; the first that fits. Whatever is none of them is read as code. Of the code of tests, `always` says which is read all the same. */
const kinds: readonly { readonly file: RegExp; readonly read: Read; readonly always: boolean }[] = [
  { file: /\.ya?ml$|(^|\/)(kubeconfig|\.kube\/config)$/i, read: (text, _, documents) => [...(text.includes('{{') ? leaksInLines(text) : safely(() => leaksInYaml(text, documents?.()))), ...leaksInDefaults(text)], always: true },
  { file: /\.(sh|bash|zsh|ksh|fish|ps1|psm1|bat|cmd|mk)$|(^|\/)(GNU)?Makefile$/i, read: script, always: true },
  { file: /(^|\/)Jenkinsfile$/, read: text => [...script(text, ''), ...leaksInCode(text)], always: true },
  { file: /\.sql$/i, read: text => leaksInSql(text), always: true },
  { file: /\.properties$/i, read: (text, file) => [...leaksInProperties(file, text), ...leaksInDefaults(text)], always: true },
  { file: /\.(tf|tfvars|hcl|nomad)$/i, read: text => leaksInTerraform(text), always: true },
  { file: /\.(tf|tfvars)\.json$/i, read: text => leaksInTerraformJson(text), always: true },
  { file: /\.(ini|env|conf|cfg|toml|npmrc|cnf)$|(^|\/)(\.env(\.[\w.-]+)?|\.s3cfg|\.boto|\.pypirc|\.?credentials|\.(bash|zsh)(rc|_profile)|\.profile)$/i, read: settings, always: true },
  { file: /\.(md|markdown|mdx|adoc|asciidoc|rst|txt)$/i, read: (text, file) => leaksInProse(text, (inner, language) => byKind(`exemple.${language}`, inner), file), always: false },
  { file: /(^|\/)package\.json$/, read: text => [...leaksInCode(text), ...leaksInScripts(text)], always: false },
  { file: /\.json[c5]?$/i, read: text => [...leaksInCode(text), ...safely(() => leaksInSettings(text))], always: false },
  { file: /\.(gradle|groovy|rb)$/i, read: text => [...leaksInCode(text), ...leaksInSql(text)], always: false },
  { file: /\.(xml|config|csproj|pubxml|publishsettings|plist)$/i, read: text => leaksInXml(text), always: false },
  // A name without an extension says nothing of what is inside: a script, settings, or a text of both.
  { file: /(^|\/)\.?[^./]+$/, read: text => [...script(text, ''), ...leaksInCode(text)], always: false },
];

/** The secrets that a name announces in a file, however files of its kind give values to names. The code of tests is passed over. */
export function byKind(file: string, text: string, isTest = false, documents?: () => readonly Document[]): Leak[] {
  if (isDockerfile(file)) return [];
  const kind = kinds.find(one => one.file.test(file));
  if (isTest && !kind?.always) return [];
  return kind ? kind.read(text, file, documents) : leaksInCode(text);
}

/** The commands that a package names, each a text of its `scripts`. */
function leaksInScripts(text: string): Leak[] {
  return [...text.matchAll(/^[ \t]*"[\w:.-]+"[ \t]*:[ \t]*"((?:[^"\\\r\n]|\\.)+)"|"[\w:.-]+":"((?:[^"\\\r\n]|\\.)+)"/gm)].flatMap(({ 0: whole, 1: first, 2: second, index }) => {
    const command = first ?? second ?? '';
    return /\s/.test(command) ? leaksInCommands(command, index + whole.lastIndexOf(command)) : [];
  });
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
