import type { Codebase } from '../code/codebase';
import type { Fix, Location } from '../finding';
import type { SourceFile } from '../port';
import type { Leak } from '../secrets/leak';
import type { SourceText } from '../text';
import type { DockerfileSource } from '../dockerfile/parse';
import { labelPlaces, labelValue } from '../kubernetes/labels';
import type { RepositoryPipeline } from '../gitlab-ci/repository';
import { KnownTags } from '../image';
import type { KubernetesObject } from '../kubernetes/object';
import type { Schemas } from '../schema/description';
import { mapAt, stringAt, type Plain } from '../yaml/plain';

/** Everything that was read together: what a rule may look at beside its own document. */
export class Workspace {
  private deployed: KnownTags | undefined;
  private base: KnownTags | undefined;
  private pods: Map<string, KubernetesObject[]> | undefined;
  private names: Map<string, KubernetesObject[]> | undefined;
  private kinds: Map<string, KubernetesObject[]> | undefined;
  private environments: ReadonlySet<string> | undefined;
  private texts: ReadonlyMap<string, string> | undefined;

  constructor(readonly objects: readonly KubernetesObject[], readonly dockerfiles: readonly DockerfileSource[], readonly pipelines: readonly RepositoryPipeline[], readonly schemas?: Schemas,
    /** The files that only change what others hold. */
    readonly patches: ReadonlySet<string> = new Set(), private readonly files: readonly SourceFile[] = [],
    /** By file where secrets were looked for, whether there was none. */
    private readonly harmless: ReadonlyMap<string, boolean> = new Map()) {}

  /** Whether files of the repository are known to hold no secret; those that are not in it are not. */
  holdNoSecret(files: readonly string[]): boolean {
    const known = files.flatMap(file => this.harmless.get(file) ?? []);
    return known.length > 0 && known.every(Boolean);
  }

  /** The text of a file that was read, by its name. */
  textOf(file: string): string | undefined {
    this.texts ??= new Map(this.files.map(one => [one.file, one.text]));
    return this.texts.get(file);
  }

  /** The objects of a namespace whose pods carry all of these labels. */
  podsLabelled(namespace: string | undefined, labels: readonly (readonly [key: string, value: Plain])[]): readonly KubernetesObject[] {
    const index = (this.pods ??= this.indexPods());
    // Of the labels, the one that the fewest pods carry.
    const [fewest = []] = labels.map(([key, value]) => index.get(podKey(namespace, key, value)) ?? []).sort((a, b) => a.length - b.length);
    return fewest.filter(({ podTemplate }) => {
      const own = mapAt(podTemplate?.value, 'metadata', 'labels');
      return labels.every(([key, value], index) => own[key] === value || (index === 0 && Object.hasOwn(own, key) && String(own[key]) === String(value)));
    });
  }

  /** The objects of a kind and a name that an object of `namespace` reaches; one that names no namespace is taken for the same. */
  named(kind: string, name: string, namespace: string | undefined): readonly KubernetesObject[] {
    this.names ??= this.indexNames();
    const found = this.names.get(`${kind}/${name}`) ?? [];
    return found.filter(other => other.namespace === undefined || namespace === undefined || other.namespace === namespace);
  }

  private indexNames(): Map<string, KubernetesObject[]> {
    const index = new Map<string, KubernetesObject[]>();
    for (const object of this.objects) {
      const key = `${object.kind}/${object.name}`;
      const known = index.get(key);
      if (known) known.push(object);
      else index.set(key, [object]);
    }
    return index;
  }

  /** The objects of a kind. */
  ofKind(kind: string): readonly KubernetesObject[] {
    this.kinds ??= this.indexKinds();
    return this.kinds.get(kind) ?? [];
  }

  private indexKinds(): Map<string, KubernetesObject[]> {
    const index = new Map<string, KubernetesObject[]>();
    for (const object of this.objects) {
      const known = index.get(object.kind);
      if (known) known.push(object);
      else index.set(object.kind, [object]);
    }
    return index;
  }

  private indexPods(): Map<string, KubernetesObject[]> {
    const index = new Map<string, KubernetesObject[]>();
    for (const object of this.objects) {
      for (const [key, value] of Object.entries(mapAt(object.podTemplate?.value, 'metadata', 'labels'))) {
        const label = podKey(object.namespace, key, value);
        const known = index.get(label);
        if (known) known.push(object);
        else index.set(label, [object]);
      }
    }
    return index;
  }

  /** The tags of the images the repository deploys. */
  get deployedTags(): KnownTags {
    return (this.deployed ??= new KnownTags(this.objects.flatMap(object => object.containers.flatMap(container => stringAt(container.value, 'image') ?? []))));
  }

  /** The environment that labels name, when they all name the same. */
  get environment(): string | undefined {
    this.environments ??= new Set(this.objects.flatMap(object => labelPlaces(object).flatMap(({ labels }) => labelValue(labels, 'env') ?? [])));
    const [only, ...others] = this.environments;
    return others.length > 0 ? undefined : only;
  }

  /** The tags of the images its Dockerfiles start from and its jobs run in. */
  get baseTags(): KnownTags {
    return (this.base ??= new KnownTags([...this.dockerfiles.flatMap(({ stages }) => stages.flatMap(stage => (stage.parent ? [] : (stage.image ?? [])))), ...this.pipelines.flatMap(({ pipeline }) => (pipeline?.jobs ?? []).flatMap(({ own, definition: { image } }) => (own ? (typeof image === 'string' ? image : (stringAt(image, 'name') ?? [])) : [])))]));
  }
}

const podKey = (namespace: string | undefined, key: string, value: Plain): string => JSON.stringify([namespace, key, String(value)]);

/** Where a rule does not hold: which variant of its card, where, and the values of its message. */
export interface Place {
  readonly variant: string;
  readonly location: Location;
  readonly fields: Readonly<Record<string, string | number>>;
  /** Left out when no right answer can be computed; a function when it takes what the other files hold. */
  readonly fix?: Fix | ((workspace: Workspace) => Fix | undefined) | undefined;
}

/** A rule that looks at an object alone: it runs while the object's file is at hand. */
export type KubernetesTest = (object: KubernetesObject) => readonly Place[];
/** A rule that compares an object with others: it runs once everything was read. */
export type NeighbourTest = (object: KubernetesObject, workspace: Workspace) => readonly Place[];
export type PipelineTest = (pipeline: RepositoryPipeline, workspace: Workspace) => readonly Place[];
/** A file of any kind, and the secrets that can be read in it. */
export interface SecretSource {
  readonly file: string;
  readonly source: SourceText;
  readonly leaks: readonly Leak[];
}

export type SecretTest = (source: SecretSource) => readonly Place[];
export type DockerfileTest = (dockerfile: DockerfileSource, workspace: Workspace) => readonly Place[];
/** Looks at all source code together: who imports whom, what is written in it. */
export type CodeTest = (code: Codebase) => readonly Place[];
