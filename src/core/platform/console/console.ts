import { sha1Hex, sha256Hex, shortId } from '../chance';
import type { JournalEntry, Team } from './team';
import { permissionRefusal } from './team-refusal';
import addresses from '../addresses.json';
import { phrase, type Phrase } from '../view/words/said';

/** A repository of a project, with its deployment settings if it is an infrastructure one (sheet 04 §1). */
export interface Repository {
  readonly name: string;
  /** Where its primary is: an address, or a folder of this machine. */
  readonly source: string;
  readonly private: boolean;
  /** What opens a private primary: one of them at least. They are kept in Vault alone. */
  readonly user?: string;
  readonly token?: string;
  readonly infra: boolean;
  readonly revision: string;
  readonly path: string;
  readonly values: readonly string[];
}

export interface Environment {
  readonly name: string;
  /** dev, staging, integration or prod: the last is where policies refuse. */
  readonly stage: string;
  readonly cluster: string;
  readonly cpu: number;
  /** In gibibytes. */
  readonly memory: number;
  readonly autosync: boolean;
}

export interface Project {
  readonly slug: string;
  readonly repositories: readonly Repository[];
  readonly environments: readonly Environment[];
}

export interface Cluster {
  readonly name: string;
  readonly flavour: 'openshift' | 'kubernetes';
  readonly zone: string;
  /** The age key that secrets are encrypted for (sheet 05 §2). */
  readonly key?: string;
}

export interface ConsoleState {
  readonly clusters: readonly Cluster[];
  readonly projects: readonly Project[];
  /** Who works on each project, by slug. */
  readonly teams?: Readonly<Record<string, Team>>;
  /** What was done, the latest last. */
  readonly journal?: readonly JournalEntry[];
}

/** The console as it opens: one cluster of each kind. */
export const newConsole: ConsoleState = {
  clusters: [{ name: 'hp', flavour: 'openshift', zone: 'hp' }, { name: 'pax', flavour: 'kubernetes', zone: 'pax' }],
  projects: [],
};

export type ConsoleCommand =
  | { readonly type: 'create-project'; readonly slug: string }
  | { readonly type: 'set-repository'; readonly project: string; readonly repository: Repository; readonly by?: string }
  | { readonly type: 'set-environment'; readonly project: string; readonly environment: Environment; readonly by?: string };

/** The types of environment that the platform's administrators made. */
const stages: readonly string[] = ['dev', 'staging', 'integration', 'prod'];

const reserved = new Set(['mirror', 'infra-apps', 'infra-observability']);

/** Why the console refuses a command; undefined when it takes it. Rules of the console 9.24 (sheet 11). */
export function refusalOf(console: ConsoleState, command: ConsoleCommand): Phrase | undefined {
  if (command.type === 'create-project') {
    if (!/^[a-z0-9]{2,20}$/.test(command.slug)) return phrase('projectName', command.slug);
    return undefined;
  }
  const project = console.projects.find(({ slug }) => slug === command.project);
  if (!project) return phrase('noProject', command.project);
  const denied = permissionRefusal(console, command);
  if (denied !== undefined) return denied;
  if (command.type === 'set-repository') {
    const { name } = command.repository;
    if (!/^[a-z0-9][a-z0-9-]*[a-z0-9]$/.test(name) || name.length > 20) return phrase('repositoryName', name);
    if (reserved.has(name)) return phrase('repositoryReserved', name);
    return sourceRefusal(command.repository);
  }
  const { name, stage, cluster, cpu, memory } = command.environment;
  if (!/^[a-z0-9]{2,11}$/.test(name)) return phrase('environmentName', name);
  if (!console.clusters.some(one => one.name === cluster)) return phrase('clusterUnknown', cluster, console.clusters.map(one => one.name).join(', '));
  if (!stages.includes(stage)) return phrase('stageUnknown', stage, stages.join(', '));
  if (![cpu, memory].every(quota => Number.isFinite(quota) && quota >= 0)) return phrase('quotaWrong');
  return undefined;
}

/** The console takes an https address that ends with `.git`, or none; the simulated platform, which leaves no machine, a folder too. */
function sourceRefusal({ source, private: closed, user, token }: Repository): Phrase | undefined {
  if (source !== '' && !/^https:\/\/[^\s/]+\/\S+\.git$/.test(source) && !/^(\/|\.|[A-Za-z]:[\\/])/.test(source)) return phrase('sourceAddress', source);
  return closed && !user && !token ? phrase('sourceCredentials') : undefined;
}

/** The console after a command it takes. Setting again what exists changes it. */
export function configured(console: ConsoleState, command: ConsoleCommand): ConsoleState {
  if (command.type === 'create-project') return console.projects.some(({ slug }) => slug === command.slug) ? console : { ...console, projects: [...console.projects, { slug: command.slug, repositories: [], environments: [] }] };
  return { ...console, projects: console.projects.map(project => (project.slug !== command.project ? project : command.type === 'set-repository' ? { ...project, repositories: replaced(project.repositories, withoutCredentials(command.repository)) } : { ...project, environments: replaced(project.environments, command.environment) })) };
}

/** The console once a cluster has told its public key. */
export function withKey(console: ConsoleState, name: string, key: string): ConsoleState {
  return { ...console, clusters: console.clusters.map(cluster => (cluster.name === name ? { ...cluster, key } : cluster)) };
}

function withoutCredentials({ user: _, token: __, ...repository }: Repository): Repository {
  return repository;
}

function replaced<T extends { readonly name: string }>(list: readonly T[], item: T): T[] {
  return list.some(({ name }) => name === item.name) ? list.map(one => (one.name === item.name ? item : one)) : [...list, item];
}

/** The opaque namespace of an environment: two identifiers in base 36, separated by two dashes (sheet 04 §4). */
export function namespaceOf(project: string, environment: string): string {
  const compressed = (text: string) => BigInt(`0x${sha256Hex(text).slice(0, 32)}`).toString(36).padStart(25, '0');
  return `${compressed(`environment/${project}/${environment}`)}--${compressed(`project/${project}`)}`;
}

const namespaces = new WeakMap<Project, ReadonlyMap<string, Environment>>();

/** The environment whose namespace it is; undefined when the console made none of it. The namespaces of a project are computed once. */
export function environmentAt({ projects }: ConsoleState, namespace: string): Environment | undefined {
  for (const project of projects) {
    const found = namespacesOf(project).get(namespace);
    if (found) return found;
  }
  return undefined;
}

function namespacesOf(project: Project): ReadonlyMap<string, Environment> {
  const known = namespaces.get(project);
  if (known) return known;
  const made = new Map(project.environments.map(environment => [namespaceOf(project.slug, environment.name), environment]));
  namespaces.set(project, made);
  return made;
}

/** The names of the Argo CD applications of an environment (sheet 04 §2). */
export function applicationName(project: string, environment: string, repository: string): string {
  return `${project}-${environment}-${shortId(environment)}-${repository}-${sha1Hex(internalUrl(project, repository)).slice(0, 4)}`;
}

/** The address of a repository in the platform's GitLab. */
export function internalUrl(project: string, repository: string): string {
  return `https://${addresses.gitlab}/forge-mi/projects/${project}/${repository}.git`;
}
