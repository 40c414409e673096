import { parseAllDocuments, parseDocument } from 'yaml';
import { javaPropertiesOf } from '../code/properties';
import type { SourceFile } from '../port';
import { SourceText, withoutMark } from '../text';
import { isPlainMap, mapAt, stringAt, toPlain, type Plain, type PlainMap } from '../yaml/plain';
import { placeOf } from '../yaml/nodes';
import { commandsIn } from '../shell';
import { layersOf } from '../code/layers';
import { isForTests } from '../code/names';
import { readSettings } from '../code/settings';
import { deploysByHand, isSyncTrigger } from './commands';
import { topOf, type FactId, type Facts } from './fact';
import { dependencyFacts, jvmDependencies } from './dependencies';
import { workflowFacts } from './pipelines';

/** EXI-ARCH-1, by the extension of a file: the languages the CCT prefers, and others that show code is there. */
const languages: Readonly<Record<string, string>> = { ts: 'TypeScript', tsx: 'TypeScript', mts: 'TypeScript', js: 'JavaScript', mjs: 'JavaScript', cjs: 'JavaScript', jsx: 'JavaScript', vue: 'JavaScript', py: 'Python', java: 'Java', rb: 'Ruby', php: 'PHP', go: 'Go', rs: 'Rust', scala: 'Scala', cs: 'famille C' };
const otherCode = /\.(kt|kts|groovy)$/i;
const largest = 1_000_000;

/** What the other files of a repository show: its code, its dependencies, its APIs, its scripts. Never throws for what they hold. */
export function projectFacts(facts: Facts, files: readonly SourceFile[]): void {
  const spoken = new Map<string, SourceFile>();
  const layers = layersOf(readSettings(files).settings, files.map(({ file }) => file));
  for (const source of files) {
    const { file, text } = source;
    const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
    const language = isTool(file) ? undefined : languages[extension];
    if (language !== undefined || otherCode.test(file)) facts.add('sources', `« ${file} »`, topOf(file));
    // The languages whose imports are read.
    if (/^(ts|tsx|mts|js|mjs|cjs|jsx|vue|java|py)$/.test(extension) && language !== undefined && !isForTests(file) && layers.of(file).length > 0) facts.add('layered-sources', `« ${file} »`, topOf(file));
    if (language !== undefined && !spoken.has(language)) spoken.set(language, source);
    if (text.length <= largest) fileFacts(facts, source, extension);
  }
  for (const [language, { file }] of spoken) facts.add('listed-languages', `${language} (« ${file} »)`, topOf(file));
}

/** The configuration of a tool is no code of the application. */
function isTool(file: string): boolean {
  return /(^|\/)[\w.-]+\.(config|conf|setup)\.[cm]?[jt]s$|(^|\/)\.[\w-]+rc\.[cm]?js$/.test(file);
}

function fileFacts(facts: Facts, source: SourceFile, extension: string): void {
  const { file, text } = source;
  const name = file.split('/').pop() ?? file;
  const see = (id: FactId, what = `« ${file} »`) => facts.add(id, what, topOf(file));
  if (name === 'package.json') packageFacts(see, parsed(text));
  else if (name === 'pom.xml' || /\.gradle(\.kts)?$/.test(name)) dependencyFacts(see, jvmDependencies(name, text));
  else if (name === 'renovate.json' || name === '.renovaterc.json' || /(^|\/)\.github\/dependabot\.ya?ml$/.test(file)) see('planned-scans');
  else if (name === 'Chart.yaml' || /^kustomization\.ya?ml$/.test(name)) {
    see('charts');
    see('infrastructure');
  } else if (/(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(file)) workflow(facts, source);
  else if (extension === 'sh' || extension === 'bash') scriptFacts(see, name, text);
  else if (/(^|\/)(db\/migrations?|migrations?|flyway|liquibase)\/.*\.(sql|xml|ya?ml|js|ts|py)$/i.test(file)) see('migrations');
  if (/\.(ya?ml|json)$/i.test(name) && /^\s*["']?(openapi|swagger)["']?\s*:/m.test(text)) apiFacts(see, parsed(text));
  if (/^(application|bootstrap)[\w-]*\.(properties|ya?ml)$/.test(name) && settingsOf(name, text).some(key => /^(%\w+\.)?(spring\.security\.(oauth2|saml2)|quarkus\.oidc)(\.|$)/.test(key))) see('sso');
}

/** The settings of a Spring Boot or Quarkus application, each under its whole name however it is nested. */
function settingsOf(name: string, text: string): string[] {
  if (name.endsWith('.properties')) return javaPropertiesOf(text).map(({ key }) => key);
  const names = (value: Plain, above: string, depth: number): string[] => (isPlainMap(value) && depth < 20 ? Object.entries(value).flatMap(([key, item]) => [`${above}${key}`, ...names(item, `${above}${key}.`, depth + 1)]) : []);
  return documentsOf(text).flatMap(value => names(value, '', 0));
}

function packageFacts(see: (id: FactId, what?: string) => void, value: PlainMap): void {
  dependencyFacts(see, ['dependencies', 'devDependencies', 'peerDependencies'].flatMap(list => Object.keys(mapAt(value, list))));
  const scripts = Object.values(mapAt(value, 'scripts')).flatMap(script => (typeof script === 'string' ? commandsIn(script) : []));
  if (deploysByHand(scripts)) see('hand-scripts');
  if (isPlainMap(value['nyc']) || isPlainMap(value['c8']) || mapAt(value, 'jest')['coverageThreshold'] !== undefined || scripts.some(command => command.some(word => /^--coverage(=true)?$/.test(word)) || ['c8', 'nyc'].includes(command[0] ?? ''))) see('coverage');
}

function scriptFacts(see: (id: FactId, what?: string) => void, name: string, text: string): void {
  const commands = commandsIn(text);
  if (deploysByHand(commands)) see('hand-scripts');
  if (isSyncTrigger(commands, [])) see('sync-triggers');
  if (commands.some(command => ['pg_restore', 'mongorestore'].includes(command[0] ?? '') || (command[0] === 'velero' && command.includes('restore'))) && /rest(ore|aur)/i.test(name)) see('recoveries');
}

function workflow(facts: Facts, { file, text }: SourceFile): void {
  const source = new SourceText(withoutMark(text));
  const document = parseDocument(source.text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
  const { value } = toPlain(document);
  if (isPlainMap(value)) workflowFacts(facts, file, value, path => ({ file, range: source.range(...placeOf(document, [...path])) }));
}

/** A description of an API has a version, a title and paths; anything else that says `openapi:` is not one. */
function apiFacts(see: (id: FactId) => void, value: PlainMap): void {
  if (stringAt(value, 'info', 'title') === undefined || Object.keys(mapAt(value, 'paths')).length === 0) return;
  see('apis');
  if (holdsKey(value, /^examples?$/, 0)) see('api-examples');
  if (holdsKey(value, /^x-(rgpd|gdpr|personal-?data|donnees?-?personnelles?)/i, 0)) see('personal-data');
}

function holdsKey(value: Plain, key: RegExp, depth: number): boolean {
  if (depth > 40 || value === null || typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some(item => holdsKey(item, key, depth + 1));
  return Object.entries(value).some(([name, item]) => key.test(name) || holdsKey(item, key, depth + 1));
}

/** The values of a YAML text, document by document; none of one that cannot be read. */
function documentsOf(text: string): Plain[] {
  const documents = parseAllDocuments(withoutMark(text), { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
  return Array.isArray(documents) ? documents.flatMap(document => (document.errors.length > 0 ? [] : [toPlain(document).value])) : [];
}

/** The value of a YAML or JSON text, empty when it is no map or cannot be read. */
function parsed(text: string): PlainMap {
  const document = parseDocument(withoutMark(text), { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
  const { value, problems } = toPlain(document);
  return isPlainMap(value) && !problems.some(({ code }) => code === 'ALIAS_BOMB') ? value : {};
}

