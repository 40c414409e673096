import type { Fix, Location } from '../finding';
import type { DockerfileSource } from '../dockerfile/parse';
import type { KubernetesObject } from '../kubernetes/object';

/** Everything that was read together: what a rule may look at beside its own document. */
export interface Workspace {
  readonly objects: readonly KubernetesObject[];
  readonly dockerfiles: readonly DockerfileSource[];
}

/** Where a rule does not hold: which variant of its card, where, and the values of its message. */
export interface Place {
  readonly variant: string;
  readonly location: Location;
  readonly fields: Readonly<Record<string, string | number>>;
  /** Left out when no right answer can be computed. */
  readonly fix?: Fix | undefined;
}

export type KubernetesTest = (object: KubernetesObject, workspace: Workspace) => readonly Place[];
export type DockerfileTest = (dockerfile: DockerfileSource, workspace: Workspace) => readonly Place[];
