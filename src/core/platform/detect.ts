import { parseKubernetes } from '../analysis/kubernetes/parse';
import { isKustomization } from '../analysis/render/kustomizations';
import { stringAt } from '../analysis/yaml/plain';
import type { SourceFile } from '../analysis/port';
import { registryHost } from './state';

/** What a repository says of how it is to be deployed, when nobody set it in the console. */
export interface Detected {
  readonly project: string;
  readonly repository: string;
  /** The folder Argo CD reads; undefined when the repository deploys nothing. */
  readonly path: string | undefined;
  /** The values files of the chart there for each environment, with `<env>` for its name. */
  readonly values: readonly string[];
}

/** Reads the project from the images it deploys from the platform's registry, else from the folder's name; the path is the folder that holds a chart, the overlay of the environment, or the most workloads. */
export function detect(files: readonly SourceFile[], folder: string, environment: string): Detected {
  const objects = files.filter(({ file }) => /\.ya?ml$/i.test(file)).flatMap(file => parseKubernetes(file).objects);
  const images = objects.flatMap(object => object.containers.flatMap(({ value }) => stringAt(value, 'image') ?? []));
  const own = images.find(image => image.startsWith(`${registryHost}/`))?.split('/')[1];
  const slug = folder.toLowerCase().replace(/[^a-z0-9]/g, '').slice(0, 20);
  const name = folder.toLowerCase().replace(/[^a-z0-9-]/g, '-').replace(/^-+|-+$/g, '').slice(0, 20).replace(/-+$/, '');
  const names = files.map(({ file }) => file);
  const counts = new Map<string, number>();
  for (const object of objects) if (object.podTemplate) counts.set(folderOf(object.file), (counts.get(folderOf(object.file)) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return { project: own && /^[a-z0-9]{2,20}$/.test(own) ? own : slug.padEnd(2, 'x'), repository: name.padEnd(2, 'x'), ...placeOf(names, environment, most?.[0]) };
}

/** Charts before overlays, those that nothing holds first; of overlays, the environment's own. */
function placeOf(names: readonly string[], environment: string, otherwise: string | undefined): Pick<Detected, 'path' | 'values'> {
  const shortest = (folders: readonly string[]) => [...folders].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
  const chart = shortest(names.filter(name => /(^|\/)Chart\.yaml$/.test(name)).map(folderOf));
  if (chart !== undefined) return { path: chart, values: valuesOf(names, chart, environment) };
  const overlays = names.filter(isKustomization).map(folderOf);
  const own = overlays.filter(folder => folder.split('/').at(-1) === environment);
  return { path: shortest(own) ?? shortest(overlays.filter(folder => !/(^|\/)bases?$/.test(folder))) ?? shortest(overlays) ?? otherwise, values: [] };
}

/** Where a chart keeps the values of an environment, by the ways teams name them. */
const patterns = ['values-<env>.yaml', 'values-<env>.yml', 'values.<env>.yaml', 'values/<env>.yaml', 'values/<env>/values.yaml', 'values/values-<env>.yaml', 'env/<env>/values.yaml', 'environments/<env>/values.yaml'];

function valuesOf(names: readonly string[], chart: string, environment: string): string[] {
  const at = (name: string) => (chart === '.' ? name : `${chart}/${name}`);
  return patterns.filter(pattern => names.includes(at(pattern.replaceAll('<env>', environment)))).slice(0, 1);
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}
