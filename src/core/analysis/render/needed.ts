import type { SourceFile } from '../port';
import { isPlainMap } from '../yaml/plain';
import { chartFolders, isValues } from './charts';
import { isKustomization, referencesOf } from './kustomizations';
import { baseName, folderOf, isUnder, relative, resolve } from './paths';
import { textsOf, YamlFiles } from './yaml-file';

/** Whether a file makes a chart or an overlay of what is beside it. */
export function isHead(file: string): boolean {
  return baseName(file) === 'Chart.yaml' || isKustomization(file);
}

/** The files an engine reads beside those that are analysed: everything of a chart, and what a kustomization names. `files` are those read already, of all `names`. */
export function neededForRenders(names: readonly string[], files: readonly SourceFile[]): string[] {
  const texts = textsOf(files);
  const charts = chartFolders(names);
  const yaml = new YamlFiles(texts);
  const named = new Set<string>();
  for (const head of texts.keys()) {
    const kustomization = isKustomization(head) ? yaml.get(head)?.values[0] : undefined;
    if (kustomization && isPlainMap(kustomization)) for (const { name } of referencesOf(kustomization)) named.add(resolve(folderOf(head), name) ?? '');
  }
  return names.filter(name => !texts.has(name) && (named.has(name) || charts.some(folder => isUnder(name, folder) && isOfChart(relative(name, folder), folder === ''))));
}

/** The files that charts and overlays may be rendered from, by their names alone. */
export function inputsOfRenders(names: readonly string[]): string[] {
  const charts = chartFolders(names);
  const overlays = names.filter(isKustomization).map(folderOf);
  if (charts.length === 0 && overlays.length === 0) return [];
  return names.filter(name =>
    charts.some(folder => (isUnder(name, folder) && isOfChart(relative(name, folder), folder === '')) || isValues(name, folderOf(folder)))
    || overlays.some(folder => (folder === '' ? /\.(ya?ml|json|properties|env|conf|ini|txt)$/i.test(name) : isUnder(name, folder) && isOfChart(name, false))));
}

/** A chart at the root of a repository has the whole of it below: only what charts keep is read. */
function isOfChart(name: string, isRoot: boolean): boolean {
  if (/\.(png|jpe?g|gif|svg|ico|woff2?|ttf|zip|jar|so|dll|exe|wasm|pdf)$/i.test(name)) return false;
  return !isRoot || !name.includes('/') || /^(templates|charts|files|config|configs|scripts|crds)\//.test(name);
}
