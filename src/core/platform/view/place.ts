import { readPipelineFile } from '../../analysis/gitlab-ci/read';
import { parseKubernetes } from '../../analysis/kubernetes/parse';
import type { KubernetesObject } from '../../analysis/kubernetes/object';
import { YamlFile } from '../../analysis/render/yaml-file';
import type { Path } from '../../analysis/yaml/nodes';
import { controllerOf, groupOf, type KubeObject, type ReplicaSet } from '../cluster/object';
import { find } from '../cluster/store';
import { treeAt, type Tree } from '../forge/forge';
import { pipelineFileOf } from '../pipeline/expand';
import type { PlatformState } from '../state';

/** A line of a file of a repository, counted from 1: where a cause can be put right. */
export interface Place {
  readonly repository: string;
  readonly file: string;
  readonly line: number;
}

/** An object by what a manifest calls it. */
export interface Named {
  readonly kind: string;
  readonly name: string;
}

/** What an object comes from: the workload that made a pod, or the object itself. */
export function originOf(state: PlatformState, object: KubeObject): Named {
  const owner = controllerOf(object);
  const namespace = object.metadata.namespace ?? '';
  const above = owner && find(state.cluster.objects, { group: groupOf(owner.apiVersion), kind: owner.kind, namespace, name: owner.name });
  return above ? originOf(state, above as ReplicaSet) : (owner ?? { kind: object.kind, name: object.metadata.name });
}

/** Finds, in the commit that an environment was deployed from, where its objects are written. What a chart makes has no such place: only plain manifests and bases are looked into. */
export class Places {
  private readonly parsed = new Map<Tree, Map<string, readonly KubernetesObject[]>>();

  constructor(private readonly state: PlatformState) {}

  /** Where a part of an object is; of the object's pods if `ofPod`, and of one of their containers if it is named. */
  of(project: string, environment: string, { kind, name }: Named, path: Path, { container, ofPod = false }: { readonly container?: string; readonly ofPod?: boolean } = {}): Place | undefined {
    for (const { repository, revision } of this.state.gitops.applications.filter(one => one.project === project && one.environment === environment)) {
      const tree = treeAt(this.state.forge, `${project}/${repository}`, revision ?? 'HEAD');
      const object = tree && this.objectsOf(tree, name).find(one => one.kind === kind && one.name === name);
      if (!object) continue;
      const inside = container === undefined ? (ofPod ? (object.podTemplate?.path ?? []) : []) : (object.containers.find(one => one.name === container)?.path ?? []);
      const { file, range } = object.locate([...inside, ...path]);
      return { repository, file, line: range.start.line + 1 };
    }
    return undefined;
  }

  /** Where a job of a pipeline is written: in the repository's own file, else in another that it may include or start; the top of the file when it is nowhere. */
  job(project: string, repository: string, ref: string, job: string): Place | undefined {
    const pipelineFile = pipelineFileOf(this.state.console.projects.find(({ slug }) => slug === project)?.repositories.find(({ name }) => name === repository));
    const texts = treeAt(this.state.forge, `${project}/${repository}`, ref)?.texts ?? {};
    const holds = (file: string) => texts[file]?.includes(job) === true && readPipelineFile({ file, text: texts[file] })?.value[job] !== undefined;
    const file = [pipelineFile, ...Object.keys(texts).filter(name => /\.ya?ml$/.test(name))].find(holds) ?? pipelineFile;
    const text = texts[file];
    return text === undefined ? undefined : { repository, file, line: new YamlFile(file, text).locateKey([job]).range.start.line + 1 };
  }

  /** The objects of the files that name one: others are not parsed. */
  private objectsOf(tree: Tree, name: string): readonly KubernetesObject[] {
    const known = this.parsed.get(tree) ?? new Map<string, readonly KubernetesObject[]>();
    this.parsed.set(tree, known);
    return Object.entries(tree.texts).filter(([file, text]) => /\.(ya?ml|json)$/i.test(file) && text.includes(name)).flatMap(([file, text]) => {
      const objects = known.get(file) ?? parseKubernetes({ file, text }).objects;
      known.set(file, objects);
      return objects;
    });
  }
}
