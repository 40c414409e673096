import { parseKubernetes } from '../analysis/kubernetes/parse';
import { stringAt } from '../analysis/yaml/plain';
import type { SourceFile } from '../analysis/port';
import { registryHost } from './state';

/** What a repository says of how it is to be deployed, when nobody set it in the console. */
export interface Detected {
  readonly project: string;
  readonly repository: string;
  /** The folder Argo CD reads; undefined when the repository deploys nothing. */
  readonly path: string | undefined;
}

/** Reads the project from the images it deploys from the platform's registry, else from the folder's name; the path is the folder that holds a chart, a kustomization, or the most workloads. */
export function detect(files: readonly SourceFile[], folder: string): Detected {
  const objects = files.filter(({ file }) => /\.ya?ml$/i.test(file)).flatMap(file => parseKubernetes(file).objects);
  const images = objects.flatMap(object => object.containers.flatMap(({ value }) => stringAt(value, 'image') ?? []));
  const own = images.find(image => image.startsWith(`${registryHost}/`))?.split('/')[1];
  const slug = folder.toLowerCase().replace(/[^a-z0-9]/g, '').slice(0, 20);
  const name = folder.toLowerCase().replace(/[^a-z0-9-]/g, '-').replace(/^-+|-+$/g, '').slice(0, 20).replace(/-+$/, '');
  const markers = files.filter(({ file }) => /(^|\/)(Chart\.yaml|kustomization\.ya?ml)$/.test(file)).map(({ file }) => folderOf(file));
  const counts = new Map<string, number>();
  for (const object of objects) if (object.podTemplate) counts.set(folderOf(object.file), (counts.get(folderOf(object.file)) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return { project: own && /^[a-z0-9]{2,20}$/.test(own) ? own : slug.padEnd(2, 'x'), repository: name.padEnd(2, 'x'), path: markers.sort((a, b) => a.length - b.length)[0] ?? most?.[0] };
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}
