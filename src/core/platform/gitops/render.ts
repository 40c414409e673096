import { parseKubernetes, type KubernetesFile } from '../../analysis/kubernetes/parse';
import { isPlainMap, stringAt, type PlainMap } from '../../analysis/yaml/plain';
import type { Manifest } from '../cluster/operations';
import type { Tree } from '../forge/forge';
import { inRepository } from '../pipeline/expand';
import { phrase, yamlFaultPhrase, type Said } from '../view/words/said';

/** The objects a folder of a commit asks for, or why they cannot be known: in Argo CD's words, with ours where it is the simulation that cannot. */
export type Rendered = { readonly ok: true; readonly objects: readonly Manifest[] } | { readonly ok: false; readonly message: Said };

/** How Argo CD reads a folder: by the file that marks a chart or a kustomization, else as plain manifests. */
export function toolOf(tree: Tree, folder: string): 'helm' | 'kustomize' | 'directory' {
  const at = (name: string) => Object.hasOwn(tree.files, inRepository(folder, name));
  if (at('Chart.yaml')) return 'helm';
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some(at) ? 'kustomize' : 'directory';
}

/** A failure to know what is asked for, as Argo CD's controller tells what its repo-server answered. */
export function failed(why: Said): Rendered {
  return { ok: false, message: typeof why === 'string' ? `${unloaded}${why}` : phrase('after', unloaded, why) };
}

const unloaded = 'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ';

/** A file that is not YAML, as Argo CD tells it; where it is at fault, and why, in our words. */
export function notYaml(head: string, { unreadable: [first], fault }: KubernetesFile): Rendered | undefined {
  if (!first || !fault) return undefined;
  return failed(phrase('after', `${head}: error converting YAML to JSON: ${first.range ? `yaml: line ${first.range.start.line + 1}: ` : ''}`, yamlFaultPhrase(fault)));
}

/** Plain manifests: the files of the folder itself, not of those below, as Argo CD does unless told to recurse. */
export function renderDirectory(tree: Tree, path: string): Rendered {
  const folder = inRepository(path);
  const inside = Object.keys(tree.files).filter(name => folder === '' || name.startsWith(`${folder}/`));
  if (inside.length === 0) return failed(`${path}: app path does not exist`);
  const own = inside.filter(name => /\.(ya?ml|json)$/i.test(name) && !name.slice(folder === '' ? 0 : folder.length + 1).includes('/')).sort();
  const objects: Manifest[] = [];
  for (const file of own) {
    const parsed = parseKubernetes({ file, text: tree.texts[file] ?? '' });
    const broken = notYaml(`Failed to unmarshal "${file.slice(file.lastIndexOf('/') + 1)}"`, parsed);
    if (broken) return broken;
    for (const object of parsed.objects) {
      const manifest = manifestOf(object.value);
      if (!manifest) return failed(`Object 'Name' is missing in ${file}`);
      objects.push(manifest);
    }
  }
  return { ok: true, objects };
}

/** An object as a manifest; undefined when it has no name, which only a hook may go without. */
export function manifestOf(value: PlainMap): Manifest | undefined {
  const name = stringAt(value, 'metadata', 'name') ?? stringAt(value, 'metadata', 'generateName');
  return isPlainMap(value['metadata']) && name !== undefined ? (value as unknown as Manifest) : undefined;
}
