import { chartAt } from '../../analysis/render/charts';
import { overlayAt } from '../../analysis/render/kustomizations';
import { join, resolve } from '../../analysis/render/paths';
import type { RenderRequest } from '../../analysis/render/port';
import { YamlFiles } from '../../analysis/render/yaml-file';
import { isPlainMap, listAt, stringAt } from '../../analysis/yaml/plain';
import { sha1Hex } from '../chance';
import type { Repository } from '../console/console';
import type { Tree } from '../forge/forge';
import { inRepository } from '../pipeline/expand';
import { failed, renderDirectory, toolOf, type Rendered } from './render';
import { phrase, type Phrase } from '../view/words/said';

/** Where the objects of an application come from: known at once, or asked of an engine. `key` tells two questions apart; `command` is what Argo CD would have run. */
export type Source = { readonly type: 'known'; readonly rendered: Rendered } | { readonly type: 'engine'; readonly key: string; readonly command: string; readonly request: RenderRequest };

/** For whom a repository is rendered. */
export interface Destination {
  readonly application: string;
  readonly namespace: string;
  readonly environment: string;
}

const known = (rendered: Rendered): Source => ({ type: 'known', rendered });

/** What an application asks for at a commit, as Argo CD reads it: the settings of the console with `<env>` replaced (sheet 04 §1). */
export function sourceOf(tree: Tree, repository: Repository, to: Destination): Source {
  const folder = inRepository(repository.path);
  const tool = toolOf(tree, repository.path);
  if (tool === 'directory') return known(renderDirectory(tree, repository.path));
  const names = Object.keys(tree.files);
  const texts = new Map(Object.entries(tree.texts));
  const yaml = new YamlFiles(texts);
  if (tool === 'helm') return chart(folder, repository, names, texts, yaml, to, tree.commit);
  return { type: 'engine', key: askedOf(tree.commit, repository, to), command: `kustomize build ${cached(folder)}`, request: overlayAt(folder, names, texts, yaml) };
}

/** Argo CD hides where it keeps a repository. */
const cached = (file: string) => join('<path to cached source>', file);

/** What tells apart two things asked for: the commit, and the settings it is read with. */
export function askedOf(commit: string, { path, values }: Repository, { environment }: Pick<Destination, 'environment'>): string {
  return sha1Hex(JSON.stringify([commit, path, values, environment]));
}

function chart(folder: string, repository: Repository, names: readonly string[], texts: ReadonlyMap<string, string>, yaml: YamlFiles, to: Destination, commit: string): Source {
  const values = repository.values.map(name => name.replaceAll('<env>', to.environment));
  const files = values.map(name => (name.startsWith('/') ? inRepository(name) : resolve(folder, name)));
  const outside = values[files.indexOf(undefined)];
  if (outside !== undefined) return known(failed(`error resolving helm value files: error resolving value file path: file '${outside}' resolved to outside repository root`));
  const within = files as string[];
  const command = ['helm template .', `--name-template ${to.application}`, `--namespace ${to.namespace}`, '--kube-version 1.33', ...within.map(file => `--values ${cached(file)}`), '<api versions removed> --include-crds'].join(' ');
  const absent = within.find(file => !texts.has(file));
  if (absent !== undefined) return known(failed(helmFailed(command, `open ${cached(absent)}: no such file or directory`)));
  const { request, missing } = chartAt(folder, within, names, texts, yaml);
  const [first] = missing;
  if (first !== undefined) return known(failed(unreachable(first, join(folder, 'Chart.yaml'), yaml)));
  return { type: 'engine', key: askedOf(commit, repository, to), command, request: { ...request, release: to.application, namespace: to.namespace } };
}

/** How Argo CD tells what a `helm template` that ends badly wrote. */
export function helmFailed(command: string, words: string): string {
  return `failed to execute helm template command: failed to get command args to log: \`${command}\` failed exit status 1: Error: ${words}`;
}

/** A dependency that is not vendored has to be downloaded: the simulated platform reaches no other registry. */
function unreachable(name: string, head: string, yaml: YamlFiles): Phrase {
  const dependency = listAt(yaml.get(head)?.values[0], 'dependencies').find(one => isPlainMap(one) && one['name'] === name);
  const address = stringAt(dependency, 'repository') ?? '';
  const host = /^[a-z]+:\/\/([^/:]+)/.exec(address)?.[1] ?? address;
  return phrase('chartAbsent', `error building helm chart dependencies: failed to add helm repository ${address}: failed running helm: \`helm repo add ${address}\` failed exit status 1: Error: looks like "${address}" is not a valid chart repository or cannot be reached: Get "${address}/index.yaml": dial tcp: lookup ${host}: no such host`, name);
}
