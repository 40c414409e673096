import type { Document } from 'yaml';
import type { Location, Range, Resource } from '../finding';
import type { SourceText } from '../text';
import type { Documents } from './documents';
import { madePodsOf, noPods, type MadePods } from './made-pods';
import { keyPlaceOf, placeOf, type Path } from '../yaml/nodes';
import { isPlainMap, listAt, mapAt, stringAt, valueAt, type Plain, type PlainMap, type ValueProblem } from '../yaml/plain';

/** Where pod templates are kept, by kind; a Pod is its own. The group is checked too: other projects use the same kinds for other things. */
const workloads: Readonly<Record<string, { readonly group: RegExp; readonly path: readonly string[] }>> = {
  Pod: { group: /^$/, path: [] },
  PodTemplate: { group: /^$/, path: ['template'] },
  ReplicationController: { group: /^$/, path: ['spec', 'template'] },
  Deployment: { group: /^(apps|extensions)$/, path: ['spec', 'template'] },
  ReplicaSet: { group: /^(apps|extensions)$/, path: ['spec', 'template'] },
  DaemonSet: { group: /^(apps|extensions)$/, path: ['spec', 'template'] },
  StatefulSet: { group: /^apps$/, path: ['spec', 'template'] },
  Job: { group: /^batch$/, path: ['spec', 'template'] },
  CronJob: { group: /^batch$/, path: ['spec', 'jobTemplate', 'spec', 'template'] },
  Rollout: { group: /^argoproj\.io$/, path: ['spec', 'template'] },
  DeploymentConfig: { group: /^(apps\.openshift\.io)?$/, path: ['spec', 'template'] },
};

export const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const;
export type ContainerList = (typeof containerLists)[number];

/** A part of an object, and the way to it from the object's root. */
export interface Element {
  readonly path: Path;
  readonly value: PlainMap;
}

export interface Container extends Element {
  readonly list: ContainerList;
  readonly name: string;
}

/** One Kubernetes object as it is written: its value, and the means to find the place of any part of it in the file. */
export class KubernetesObject {
  readonly kind: string;
  readonly name: string;
  /** The API group, empty for the core one. */
  readonly group: string;
  private elements: { readonly pod: Element | undefined; readonly containers: readonly Container[] } | undefined;
  private made: MadePods | undefined;
  private said: Resource | undefined;

  constructor(
    readonly file: string,
    readonly source: SourceText,
    readonly documents: Documents,
    readonly value: PlainMap,
    /** From the document's root to the object: empty, or the way to an item of a `List`. */
    readonly base: Path,
    readonly index: number,
    private readonly itemIndex: number | undefined,
    private readonly repeated: readonly ValueProblem[] = [],
    /** Whether its document has faults that make it read as something else. */
    readonly broken = false,
  ) {
    this.kind = stringAt(value, 'kind') ?? '';
    this.name = stringAt(value, 'metadata', 'name') ?? stringAt(value, 'metadata', 'generateName') ?? '';
    const apiVersion = stringAt(value, 'apiVersion') ?? '';
    this.group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  }

  /** The document it is written in, parsed again if its file was let go. */
  get document(): Document {
    return this.documents.at(this.index);
  }

  get namespace(): string | undefined {
    return stringAt(this.value, 'metadata', 'namespace');
  }

  /** An instruction to who applies it (`$patch: delete`): it completes or takes away another object. */
  get instructs(): boolean {
    return this.value['$patch'] !== undefined;
  }

  get resource(): Resource {
    return (this.said ??= this.described());
  }

  private described(): Resource {
    const { namespace } = this;
    return {
      index: this.index,
      ...(this.itemIndex === undefined ? {} : { itemIndex: this.itemIndex }),
      apiVersion: stringAt(this.value, 'apiVersion') ?? '',
      kind: this.kind,
      name: this.name,
      ...(namespace === undefined ? {} : { namespace }),
    };
  }

  /** The pods this object makes, if it makes some. */
  get podTemplate(): Element | undefined {
    return this.parts().pod;
  }

  /** All containers of its pods: ordinary, initialising and ephemeral. */
  get containers(): readonly Container[] {
    return this.parts().containers;
  }

  /** What an object of another project says of the pods that are made from it. */
  get madePods(): MadePods {
    return (this.made ??= this.podTemplate ? noPods : madePodsOf(this.group, this.value));
  }

  get volumes(): readonly Element[] {
    const pod = this.podTemplate;
    return pod ? items(pod, ['spec', 'volumes']) : [];
  }

  /** Where `path`, counted from the object's root, is in the file; if it does not exist, the nearest thing that holds it. It is looked for when its range is first read. */
  locate(path: Path): Location {
    return placed(this.file, () => {
      const [start, end] = placeOf(this.document, [...this.base, ...path]);
      // A block scalar ends with its last line break, which nobody means to underline.
      const text = this.source.text.slice(start, end).trimEnd();
      return this.source.range(start, start + text.length);
    });
  }

  /** The same, and the key rather than what is under it. */
  locateKey(path: Path): Location {
    return placed(this.file, () => this.source.range(...(keyPlaceOf(this.document, [...this.base, ...path]) ?? placeOf(this.document, [...this.base, ...path]))));
  }

  /** Keys written twice in one map of its document. */
  get duplicates(): readonly { readonly location: Location; readonly key: string }[] {
    return this.repeated.map(({ start, end }) => ({ key: this.source.text.slice(start, end), location: { file: this.file, range: this.source.range(start, end) } }));
  }

  private parts() {
    return (this.elements ??= this.readParts());
  }

  private readParts(): { pod: Element | undefined; containers: readonly Container[] } {
    const workload = Object.hasOwn(workloads, this.kind) ? workloads[this.kind] : undefined;
    // A Rollout that takes the pods of a Deployment says nothing of them.
    if (!workload?.group.test(this.group) || (this.kind === 'Rollout' && valueAt(this.value, 'spec', 'template') === undefined && valueAt(this.value, 'spec', 'workloadRef') !== undefined)) return { pod: undefined, containers: [] };
    const pod: Element = { path: workload.path, value: mapAt(this.value, ...workload.path) };
    const containers = containerLists.flatMap(list => items(pod, ['spec', list]).map(item => ({ ...item, list, name: stringAt(item.value, 'name') ?? '' })));
    return { pod, containers };
  }
}

function placed(file: string, look: () => Range): Location {
  let known: Range | undefined;
  return {
    file,
    get range() {
      return (known ??= look());
    },
  };
}

/** The maps listed at `path` below `parent`, each with its own path from the object's root. */
export function items(parent: Element, path: readonly string[]): Element[] {
  return listAt(parent.value, ...path).flatMap((value: Plain, index) => (isPlainMap(value) ? [{ path: [...parent.path, ...path, index], value }] : []));
}
