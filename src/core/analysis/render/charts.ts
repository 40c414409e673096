import { environmentOfFile, isIn, type Stage } from '../environment';
import type { Unreadable } from '../finding';
import { isPlainMap, listAt, stringAt, type PlainMap } from '../yaml/plain';
import { baseName, folderOf, isUnder, join, relative, resolve } from './paths';
import type { HelmRequest } from './port';
import { sentences } from './sentences';
import type { RenderPlan, RenderUnit } from './unit';
import type { YamlFile, YamlFiles } from './yaml-file';

/** The folders of charts that are rendered for themselves: those vendored in another's `charts/` are rendered with it. */
export function chartFolders(names: readonly string[]): string[] {
  const folders = names.filter(name => baseName(name) === 'Chart.yaml').map(folderOf);
  return folders.filter(folder => !folders.some(other => other !== folder && isUnder(folder, join(other, 'charts'))));
}

/** What a cluster of the platform offers beside Kubernetes itself: charts ask before they make such objects. */
const apiVersions = ['monitoring.coreos.com/v1', 'cert-manager.io/v1', 'isindir.github.com/v1alpha3', 'secrets.hashicorp.com/v1beta1', 'postgresql.cnpg.io/v1', 'kyverno.io/v1', 'argoproj.io/v1alpha1'];
const kubeVersion = '1.33.0';

/** The charts of a repository, each with the values of each environment it has some for. */
export function planCharts(names: readonly string[], texts: ReadonlyMap<string, string>, yaml: YamlFiles, asked: Stage | 'all'): RenderPlan {
  const units: RenderUnit[] = [];
  const unreadable: Unreadable[] = [];
  const parts: RenderPlan['parts'][number][] = [];
  const folders = chartFolders(names);
  for (const folder of folders) {
    const chart = new Chart(folder, names, texts, yaml, folders);
    parts.push({ head: chart.head, files: chart.parts(), resources: [] });
    if (stringAt(chart.metadata, 'type') === 'library') continue;
    unreadable.push(...chart.unreadable);
    units.push(...chart.units(asked));
  }
  return { units, unreadable, parts };
}

/** One chart with the values files named, in their order, as who deploys it asks for it; `missing` are the dependencies that are neither vendored nor in the repository. */
export function chartAt(folder: string, values: readonly string[], names: readonly string[], texts: ReadonlyMap<string, string>, yaml: YamlFiles): { readonly request: HelmRequest; readonly missing: readonly string[] } {
  const chart = new Chart(folder, names, texts, yaml, chartFolders(names));
  return { request: chart.unit(values).request as HelmRequest, missing: [...chart.missing] };
}

class Chart {
  readonly head: string;
  readonly unreadable: Unreadable[] = [];
  readonly metadata: PlainMap;
  private readonly file: YamlFile | undefined;
  private readonly request = new Map<string, string>();
  readonly missing = new Set<string>();

  constructor(private readonly folder: string, private readonly names: readonly string[], private readonly texts: ReadonlyMap<string, string>, private readonly yaml: YamlFiles, private readonly others: readonly string[]) {
    this.head = join(folder, 'Chart.yaml');
    this.file = yaml.get(this.head);
    this.metadata = this.file?.values[0] ?? {};
    this.mount(folder, '');
    this.dependencies(this.head);
    this.dependencies(join(folder, 'requirements.yaml'));
  }

  /** All files that are no manifests: templates, vendored charts, values. */
  parts(): string[] {
    const own = ['templates', 'charts'].map(name => join(this.folder, name));
    return this.names.filter(name => own.some(folder => isUnder(name, folder)) || name === this.head || (folderOf(name) === this.folder && /^values.*\.ya?ml$/.test(baseName(name))));
  }

  units(asked: Stage | 'all'): RenderUnit[] {
    const all = this.environments();
    const chosen = [...all].filter(([environment]) => isIn(environment, asked));
    if (chosen.length === 0) return [this.unit([])];
    return chosen.map(([environment, files]) => this.unit(files, environment));
  }

  private mount(folder: string, at: string): void {
    const nested = this.others.filter(other => other !== folder && isUnder(other, folder));
    for (const name of this.names) {
      if (isUnder(name, folder) && !nested.some(other => isUnder(name, other))) this.request.set(at + relative(name, folder), name);
    }
  }

  /** Finds what each dependency is rendered from: what is vendored, else a chart of the repository. */
  private dependencies(source: string): void {
    const file = this.yaml.get(source);
    listAt(file?.values[0], 'dependencies').forEach((dependency, index) => {
      const name = stringAt(dependency, 'name');
      if (!file || name === undefined || this.isVendored(name)) return;
      const repository = stringAt(dependency, 'repository') ?? '';
      const local = repository.startsWith('file://') ? resolve(this.folder, repository.slice(7)) : undefined;
      if (local !== undefined && this.texts.has(join(local, 'Chart.yaml'))) return this.mount(local, `charts/${name}/`);
      const reason = repository.startsWith('file://') && local === undefined ? sentences.outside(repository) : sentences.missingDependency(name);
      this.unreadable.push({ file: source, reason, range: file.locate(['dependencies', index, 'name']).range });
      this.missing.add(name);
    });
  }

  private isVendored(name: string): boolean {
    const charts = join(this.folder, 'charts');
    return this.names.some(file => {
      if (!isUnder(file, charts)) return false;
      const inside = relative(file, charts);
      return (inside.startsWith(`${name}-`) && inside.endsWith('.tgz') && !inside.includes('/')) || (/^[^/]+\/Chart\.yaml$/.test(inside) && stringAt(this.yaml.get(file)?.values[0], 'name') === name);
    });
  }

  /** Values files by the environment their name says, in the chart's folder, else beside it when it is alone there. */
  private environments(): ReadonlyMap<string, readonly string[]> {
    const own = valuesIn(this.folder, this.names);
    const above = folderOf(this.folder);
    if (own.size > 0 || this.folder === '' || this.others.some(other => other !== this.folder && isUnder(other, above))) return own;
    return valuesIn(above, this.names);
  }

  unit(values: readonly string[], environment?: string): RenderUnit {
    const files: Record<string, string> = {};
    const archives: Record<string, string> = {};
    for (const [name, file] of this.request) {
      if (name.endsWith('.tgz')) archives[name] = this.texts.get(file) ?? '';
      else files[name] = this.texts.get(file) ?? '';
    }
    if (this.missing.size > 0) for (const name of ['Chart.yaml', 'requirements.yaml']) this.withoutMissing(files, name);
    const name = stringAt(this.metadata, 'name') ?? 'release-name';
    return {
      folder: this.folder, head: this.head, family: `helm:${this.folder}`, values, names: this.request,
      ...(environment === undefined ? {} : { environment }),
      request: { engine: 'helm', release: name, namespace: 'default', values: values.map(file => this.texts.get(file) ?? ''), files, archives, kubeVersion, apiVersions },
      inputs: [...values.toReversed(), ...[...this.request].filter(([key]) => /^(charts\/[^/]+\/)*values\.ya?ml$/.test(key)).sort(([a], [b]) => a.length - b.length).map(([, file]) => file)],
    };
  }

  /** The chart is rendered without what it lacks, which has been said: the rest is worth checking. */
  private withoutMissing(files: Record<string, string>, name: string): void {
    const value = this.yaml.get(join(this.folder, name))?.values[0];
    if (!value || !Array.isArray(value['dependencies'])) return;
    files[name] = JSON.stringify({ ...value, dependencies: value['dependencies'].filter(one => !isPlainMap(one) || !this.missing.has(String(one['name']))) });
  }
}

/** `values-prod.yaml`, `values/prod.yaml`, `env/prod/values.yaml`, and their like. */
const valuesName = /^(values[-._][\w.-]+|values\/[\w.-]+|(env|envs|environments?|environnements?)\/([\w-]+\/)?[\w.-]+)\.ya?ml$/;

/** Whether the name of a file, from `folder`, is one under which values of an environment are kept. */
export function isValues(name: string, folder: string): boolean {
  return isUnder(name, folder) && valuesName.test(relative(name, folder));
}

function valuesIn(folder: string, names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    if (!isUnder(name, folder)) continue;
    const inside = relative(name, folder);
    const environment = valuesName.test(inside) && !/(^|\/)kustomization\.ya?ml$/.test(inside) ? environmentOfFile(inside) : undefined;
    if (environment !== undefined) found.set(environment, [...(found.get(environment) ?? []), name]);
  }
  return found;
}
