import { parseImage } from '../image';
import { isPlainMap as isMap, listAt, stringAt } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { items, type KubernetesObject } from './object';

/** An image that an object has run or mounted: the way to it, and what to add to the object's name in a sentence. */
export interface NamedImage {
  readonly path: Path;
  readonly image: string;
  readonly where: string;
  /** Whether the text at `path` is the whole reference, and not a part of it. */
  readonly whole: boolean;
}

/** Every image of an object: those of its containers and of its volumes, that of a CloudNativePG cluster, and those that Argo CD or a kustomization puts in the place of others. */
export function imagesOf(object: KubernetesObject): NamedImage[] {
  if (object.podTemplate) return [...object.containers.flatMap(({ path, value, name }) => at([...path, 'image'], stringAt(value, 'image'), `, conteneur « ${name} »`)), ...object.volumes.flatMap(({ path, value }) => at([...path, 'image', 'reference'], stringAt(value, 'image', 'reference'), `, volume « ${stringAt(value, 'name') ?? ''} »`))];
  const root = { path: [], value: object.value };
  switch (`${object.group}/${object.kind}`) {
    case 'postgresql.cnpg.io/Cluster': return at(['spec', 'imageName'], stringAt(object.value, 'spec', 'imageName'));
    case 'postgresql.cnpg.io/ImageCatalog': case 'postgresql.cnpg.io/ClusterImageCatalog': return items(root, ['spec', 'images']).flatMap(({ path, value }) => at([...path, 'image'], stringAt(value, 'image')));
    case 'kustomize.config.k8s.io/Kustomization': case 'kustomize.config.k8s.io/Component': return items(root, ['images']).flatMap(({ path, value }) => replaced(path, stringAt(value, 'newName') ?? stringAt(value, 'name'), stringAt(value, 'newTag'), stringAt(value, 'digest')));
    case 'argoproj.io/Application': return applied(object);
    default: return [];
  }
}

function at(path: Path, image: string | undefined, where = ''): NamedImage[] {
  return image === undefined ? [] : [{ path, image, where, whole: true }];
}

/** A kustomization that gives no tag keeps the one that is there. */
function replaced(path: Path, name: string | undefined, tag: string | undefined, digest: string | undefined): NamedImage[] {
  return name === undefined || tag === undefined || digest !== undefined ? [] : [{ path: [...path, 'newTag'], image: `${name}:${tag}`, where: '', whole: false }];
}

/** `kustomize.images` of an Application: `image:tag`, or `old=new:tag`; without a tag, the one that is there is kept. */
function applied({ value }: KubernetesObject): NamedImage[] {
  const spec = { path: ['spec'], value: isMap(value['spec']) ? value['spec'] : {} };
  const sources = [...(isMap(spec.value['source']) ? [{ path: ['spec', 'source'], value: spec.value['source'] }] : []), ...items(spec, ['sources'])];
  return sources.flatMap(source => listAt(source.value, 'kustomize', 'images').flatMap((written, index): NamedImage[] => {
    const image = typeof written === 'string' ? written.slice(written.indexOf('=') + 1) : undefined;
    return image === undefined || parseImage(image).tag === undefined ? [] : [{ path: [...source.path, 'kustomize', 'images', index], image, where: '', whole: false }];
  }));
}
