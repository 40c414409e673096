import { parseImage } from '../image';
import { listAt, mapAt, stringAt, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { imagesInValues, sourcesOf } from './chart-values';
import { items, type Container, type Element, type KubernetesObject } from './object';

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
  if (object.podTemplate) return [...object.containers.flatMap(imageOf), ...object.volumes.flatMap(mounted)];
  const made = [...object.madePods.containers.flatMap(imageOf), ...object.madePods.volumes.flatMap(mounted)];
  // What values give to a chart may look like a container.
  const places = new Set(made.map(({ path }) => path.join('/')));
  return [...made, ...imagesBeside(object).filter(({ path }) => !places.has(path.join('/')))];
}

const imageOf = ({ path, value, name }: Container) => at([...path, 'image'], stringAt(value, 'image'), `, conteneur « ${name} »`);
const mounted = ({ path, value }: Element) => at([...path, 'image', 'reference'], stringAt(value, 'image', 'reference'), `, volume « ${stringAt(value, 'name') ?? ''} »`);

/** Where operators are told the image of what they run, by group; a list stands for all its items. */
const named: readonly (readonly [group: RegExp, kind: RegExp, ...paths: readonly (readonly string[])[]])[] = [
  [/^monitoring\.coreos\.com$/, /^(Prometheus|PrometheusAgent|Alertmanager|ThanosRuler)$/, ['spec', 'image'], ['spec', 'thanos', 'image']],
  [/^postgresql\.cnpg\.io$/, /^Cluster$/, ['spec', 'imageName']],
  [/^kafka\.strimzi\.io$/, /./, ['spec', 'image'], ['spec', 'kafka', 'image'], ['spec', 'zookeeper', 'image'], ['spec', 'entityOperator', 'topicOperator', 'image'], ['spec', 'entityOperator', 'userOperator', 'image'], ['spec', 'kafkaExporter', 'image'], ['spec', 'cruiseControl', 'image']],
  [/\.k8s\.elastic\.co$/, /./, ['spec', 'image']],
  [/^(k8s\.keycloak\.org|rabbitmq\.com|opentelemetry\.io|sparkoperator\.k8s\.io|flink\.apache\.org|k8s\.mariadb\.com|acid\.zalan\.do|postgres-operator\.crunchydata\.com|psmdb\.percona\.com|minio\.min\.io|spv\.no|solr\.apache\.org|camel\.apache\.org|jaegertracing\.io|wildfly\.org|apps\.open-liberty\.io|openfaas\.com|core\.humio\.com|runtimecomponent\.app\.stacks|rc\.app\.stacks)$/, /./, ['spec', 'image'], ['spec', 'dockerImage'], ['spec', 'applicationImage'], ['spec', 'driver', 'image'], ['spec', 'executor', 'image'], ['spec', 'allInOne', 'image']],
  [/^tekton\.dev$/, /^StepAction$/, ['spec', 'image']],
  [/^redis\.redis\.opstreelabs\.in$/, /./, ['spec', 'kubernetesConfig', 'image'], ['spec', 'redisExporter', 'image']],
];

function imagesBeside(object: KubernetesObject): NamedImage[] {
  const root = { path: [], value: object.value };
  const fixed = named.flatMap(([group, kind, ...paths]) => (group.test(object.group) && kind.test(object.kind) ? paths.flatMap(path => at(path, stringAt(object.value, ...path))) : []));
  if (fixed.length > 0) return fixed;
  switch (`${object.group}/${object.kind}`) {
    case 'postgresql.cnpg.io/ImageCatalog': case 'postgresql.cnpg.io/ClusterImageCatalog': return items(root, ['spec', 'images']).flatMap(({ path, value }) => at([...path, 'image'], stringAt(value, 'image')));
    case 'kustomize.config.k8s.io/Kustomization': case 'kustomize.config.k8s.io/Component': return items(root, ['images']).flatMap(({ path, value }) => replaced(path, stringAt(value, 'newName') ?? stringAt(value, 'name'), stringAt(value, 'newTag'), stringAt(value, 'digest')));
    case 'argoproj.io/Application': case 'argoproj.io/ApplicationSet': return [...applied(object), ...valued(object)];
    case 'helm.toolkit.fluxcd.io/HelmRelease': return valued(object);
    case 'image.openshift.io/ImageStream': case '/ImageStream': return items(root, ['spec', 'tags']).flatMap(({ path, value }) => fetched([...path, 'from'], mapAt(value, 'from')));
    case 'build.openshift.io/BuildConfig': case '/BuildConfig': return ['dockerStrategy', 'sourceStrategy', 'customStrategy'].flatMap(strategy => fetched(['spec', 'strategy', strategy, 'from'], mapAt(object.value, 'spec', 'strategy', strategy, 'from')));
    default: return [];
  }
}

function at(path: Path, image: string | undefined, where = ''): NamedImage[] {
  return image === undefined ? [] : [{ path, image, where, whole: true }];
}

/** What OpenShift takes from a registry outside of it; its own streams are no images. */
function fetched(path: Path, from: PlainMap): NamedImage[] {
  return from['kind'] === 'DockerImage' ? at([...path, 'name'], stringAt(from, 'name')) : [];
}

/** A kustomization that gives no tag keeps the one that is there. */
function replaced(path: Path, name: string | undefined, tag: string | undefined, digest: string | undefined): NamedImage[] {
  return name === undefined || tag === undefined || digest !== undefined ? [] : [{ path: [...path, 'newTag'], image: `${name}:${tag}`, where: '', whole: false }];
}

/** What values give to a chart that is kept elsewhere. */
function valued(object: KubernetesObject): NamedImage[] {
  return imagesInValues(object).map(({ path, image }) => ({ path, image, where: '', whole: false }));
}

/** `kustomize.images` of an Application: `image:tag`, or `old=new:tag`; without a tag, the one that is there is kept. */
function applied(object: KubernetesObject): NamedImage[] {
  return sourcesOf(object).flatMap(source => listAt(source.value, 'kustomize', 'images').flatMap((written, index): NamedImage[] => {
    const image = typeof written === 'string' ? written.slice(written.indexOf('=') + 1) : undefined;
    return image === undefined || parseImage(image).tag === undefined ? [] : [{ path: [...source.path, 'kustomize', 'images', index], image, where: '', whole: false }];
  }));
}
