import { parseImage } from '../image';
import { parseAsCluster } from '../yaml/cluster';
import { isPlainMap, mapAt, stringAt, toPlain, type Plain, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { items, type Element, type KubernetesObject } from './object';

/** An image that values give to a chart: the way to what names its version. */
export interface ValuedImage {
  readonly path: Path;
  readonly image: string;
}

/** Deeper than any values are kept. */
const deepest = 16;

/** The images that an object gives to a chart kept elsewhere: a HelmRelease of Flux, an Application of Argo CD. What the values leave out, the chart says: nothing is said of that. */
export function imagesInValues(object: KubernetesObject): ValuedImage[] {
  if (object.group === 'helm.toolkit.fluxcd.io' && object.kind === 'HelmRelease') return imagesOf(mapAt(object.value, 'spec', 'values'), ['spec', 'values']);
  return sourcesOf(object).flatMap(({ path, value }) => {
    const helm = mapAt(value, 'helm');
    const at = [...path, 'helm'];
    return [...imagesOf(mapAt(helm, 'valuesObject'), [...at, 'valuesObject']), ...written(stringAt(helm, 'values'), [...at, 'values']), ...items({ path: at, value: helm }, ['parameters']).flatMap(parameter)];
  });
}

/** The sources of an Argo CD Application, and those of the Applications that a set makes. */
export function sourcesOf({ group, kind, value }: KubernetesObject): Element[] {
  if (group !== 'argoproj.io' || !['Application', 'ApplicationSet'].includes(kind)) return [];
  const at = kind === 'Application' ? ['spec'] : ['spec', 'template', 'spec'];
  const spec = { path: at, value: mapAt(value, ...at) };
  return [...(isPlainMap(spec.value['source']) ? [{ path: [...at, 'source'], value: spec.value['source'] }] : []), ...items(spec, ['sources'])];
}

/** Values kept in a text: what is in it is at the place of the text. */
function written(text: string | undefined, path: Path): ValuedImage[] {
  const [document] = text === undefined || text.length > 100_000 ? [] : parseAsCluster(text);
  const value = document && document.errors.length === 0 ? toPlain(document).value : null;
  return imagesOf(value, []).map(({ image }) => ({ path, image }));
}

function imagesOf(value: Plain, path: Path): ValuedImage[] {
  if (path.length > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => imagesOf(item, [...path, index]));
  if (!isPlainMap(value)) return [];
  return [...tagged(value, path), ...Object.entries(value).flatMap(([key, part]) => imagesOf(part, [...path, key]))];
}

/** `repository` and `tag`, as most charts have it, or the whole reference under `image`. */
function tagged(value: PlainMap, path: Path): ValuedImage[] {
  const [tag, image] = [stringAt(value, 'tag'), stringAt(value, 'image')];
  const name = stringAt(value, 'repository') ?? (path.at(-1) === 'image' ? (stringAt(value, 'name') ?? 'image') : image);
  if (tag !== undefined && tag !== '' && name !== undefined && !stringAt(value, 'digest')) return [{ path: [...path, 'tag'], image: `${[stringAt(value, 'registry'), name].filter(Boolean).join('/')}:${tag}` }];
  return image !== undefined && parseImage(image).tag !== undefined ? [{ path: [...path, 'image'], image }] : [];
}

/** `image.tag=latest`, as `helm --set` would take it. */
function parameter({ path, value }: Element): ValuedImage[] {
  const [name, tag] = [stringAt(value, 'name') ?? '', stringAt(value, 'value')];
  return tag === undefined || !/(^|\.)(image\.)?tag$|[iI]mageTag$/.test(name) ? [] : [{ path: [...path, 'value'], image: `${name.replace(/\.?tag$/, '') || 'image'}:${tag}` }];
}
