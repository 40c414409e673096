import type { KubernetesObject } from './kubernetes/object';
import { labelPlaces, labelValue } from './kubernetes/labels';
import { mapAt } from './yaml/plain';

/** The three environments an audit can be asked for: the platform only audits in the first two, and refuses in the third. */
export const stages = ['dev', 'preprod', 'prod'] as const;
export type Stage = (typeof stages)[number];

/** How teams name their environments, and the stage each belongs to. Names that also mean something else count only where environments are kept. */
const names: Readonly<Record<string, Stage>> = {
  dev: 'dev', develop: 'dev', development: 'dev', formation: 'dev', qualif: 'dev', qualification: 'dev', recette: 'dev', test: 'dev', int: 'dev', integration: 'dev',
  preprod: 'preprod', 'pre-prod': 'preprod', preproduction: 'preprod', staging: 'preprod', prod: 'prod', production: 'prod',
};
const ambiguous = new Set(['test', 'int', 'integration', 'develop', 'formation', 'qualification']);
const keepers = /^(env|envs|environment|environments|environnements?|overlays?|clusters?|values)$/;

const configuration = /\.(ya?ml|json|properties|env|ini|conf|cfg|toml|tfvars|xml)$|(^|\/)(\.env(\.[\w.-]+)?|(Dockerfile|Containerfile)([.-][\w.-]+)?)$/i;

/** The stage an environment belongs to. One nobody knows is not production, where names are few. */
export function stageOf(environment: string): Stage {
  return names[environment.toLowerCase()] ?? 'dev';
}

/** Whether what belongs to `environment` (or to none, and so to all) is looked at when `asked` is. */
export function isIn(environment: string | undefined, asked: Stage | 'all'): boolean {
  return asked === 'all' || environment === undefined || stageOf(environment) === asked;
}

/**
 * The same, of what is written in `files`. A label tells environments apart only where something is for the one that is asked: in a repository whose only
 * manifests say `dev`, they are what will be deployed in production too. The name of a file or of a folder always does.
 */
export function isLookedAt(environment: string | undefined, files: readonly string[], asked: Stage | 'all', told: readonly Stage[] = []): boolean {
  return isIn(environment, asked) || (asked !== 'all' && !told.includes(asked) && files.length > 0 && files.every(file => environmentOfFile(file) === undefined));
}

/** The stages of some environments, each once. */
export function stagesOf(environments: readonly (string | undefined)[]): Stage[] {
  return stages.filter(stage => environments.some(environment => environment !== undefined && stageOf(environment) === stage));
}

/** The environment an object says it is for: its `env` label, else the end of its namespace, else the place of its file. */
export function environmentOf(object: KubernetesObject): string | undefined {
  if (!known.has(object)) known.set(object, environmentIn(object));
  return known.get(object);
}

/** Asked for each finding in an object. */
const known = new WeakMap<KubernetesObject, string | undefined>();

function environmentIn(object: KubernetesObject): string | undefined {
  const own = labelValue(mapAt(object.value, 'metadata', 'labels'), 'env') ?? labelPlaces(object).map(({ labels }) => labelValue(labels, 'env')).find(value => value !== undefined);
  return own?.toLowerCase() ?? environmentOfNamespace(object.namespace) ?? environmentOfFile(object.file);
}

function environmentOfNamespace(namespace: string | undefined): string | undefined {
  const last = namespace?.split('-').pop()?.toLowerCase() ?? '';
  return Object.hasOwn(names, last) ? last : undefined;
}

/** The environment the name of a file says it is for: a folder (`overlays/prod/`), or the end of its name (`values-prod.yaml`). */
export function environmentOfFile(file: string): string | undefined {
  // A folder of sources named `dev` is a package, not an environment.
  if (!configuration.test(file)) return undefined;
  const segments = file.toLowerCase().split('/');
  const base = segments.pop() ?? '';
  const folder = segments.findLast((segment, index) => isName(segment, segments[index - 1]));
  if (folder !== undefined) return folder;
  const stem = base.replace(/\.(ya?ml|json|properties|env)$/, '').replace(/^\.env\./, '');
  if (isName(stem, segments.at(-1))) return stem;
  const last = /[-_.]([a-z]+)$/.exec(stem)?.[1] ?? '';
  // A name that ends so says it of values and configurations; of anything else, `test` and the like say what it does.
  return Object.hasOwn(names, last) && (!ambiguous.has(last) || stem.startsWith('values')) ? last : undefined;
}

function isName(segment: string, parent: string | undefined): boolean {
  return Object.hasOwn(names, segment) && (!ambiguous.has(segment) || keepers.test(parent ?? ''));
}
