import { stringAt } from '../../../analysis/yaml/plain';
import { readYamlMap } from './yaml';
import { inRepository } from '../expand';
import { expandText } from '../variables';
import { phrase, type Said } from '../../view/words/said';
import { sha256Hex } from '../../chance';
import { pushFault } from './push';
import { simulated, type PushedChart, type Work, type Workplace } from './executor';

/** `.helm:build-push`: packs the charts that changed since the last push and sends them to Harbor (gitlab-ci-catalog, `helm-ci.yml`). Which changed is looked for under `charts/` whatever `CHARTS_DIR` says, as the job does. */
export function pushCharts(place: Workplace): Work {
  const { pipeline, tree, variables } = place;
  const value = (name: string) => expandText(variables[name] ?? '', variables);
  const folder = inRepository(value('CHARTS_DIR') || 'charts');
  const names = Object.keys(tree.files);
  const all = [...new Set(names.filter(name => name.startsWith(`${folder}/`)).map(name => name.slice(folder.length + 1)).filter(name => name.includes('/')).map(name => name.split('/')[0] ?? ''))];
  const { changed } = pipeline;
  const charts = changed === undefined ? all : [...new Set(changed.filter(name => /^charts\/[^/]+/.test(name)).map(name => name.split('/')[1] ?? ''))];
  const lines: Said[] = [simulated(phrase('chartsRead')), changed === undefined ? 'No previous commit found, packaging all charts' : `Changed files: ${changed.join(' ')}`, `Changed charts: ${charts.join(' ')}`];
  if (charts.length === 0) return { lines: [...lines, 'No charts changed, skipping...'], duration: 6_000 };
  const pushed: PushedChart[] = [];
  for (const chart of charts) {
    const file = `${folder}/${chart}/Chart.yaml`;
    const text = tree.texts[file];
    if (text === undefined) {
      lines.push(`Skipping ${chart} - not a valid chart`);
      continue;
    }
    const [name, version] = [fieldOf(text, 'name'), fieldOf(text, 'version')];
    const stop = (...more: readonly string[]): Work => ({ lines: [...lines, ...more], duration: 9_000, failure: { code: 1, summary: more.at(-1) ?? '', at: { file, line: 1 } } });
    if (!name || !version) return stop(`Error: Could not extract chart name or version from ${value('CHARTS_DIR') || './charts'}/${chart}/Chart.yaml`);
    lines.push(`Packaging ${name} version ${version}`, `Successfully packaged chart and saved it to: ${value('CI_PROJECT_DIR')}/${name}-${version}.tgz`);
    const target = `${value('IMAGE_REPOSITORY')}/${name}`;
    if (pushFault(place, [`${target}:${version}`], value('DOCKER_AUTH')) !== undefined) return stop(`Error: failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://${place.registryHost}/service/token?scope=repository%3A${pipeline.project}%2F${name}%3Apull%2Cpush&service=harbor-registry: 401 Unauthorized`);
    const digest = `sha256:${sha256Hex(`${name} ${version} ${names.filter(one => one.startsWith(`${folder}/${chart}/`)).map(one => tree.files[one]).join(' ')}`)}`;
    lines.push(`Pushed: ${target}:${version}`, `Digest: ${digest}`, `Successfully pushed ${name}:${version} to ${value('IMAGE_REPOSITORY')}`);
    pushed.push({ repository: `${pipeline.project}/${name}`, tag: version, digest });
  }
  return { lines, duration: 14_000, charts: pushed };
}

/** The value of a key at the root, as `grep '^key:' | awk '{print $2}'` reads it. */
function fieldOf(text: string, key: string): string | undefined {
  return text.split('\n').find(line => line.startsWith(`${key}:`))?.split(/\s+/)[1];
}

/** `helm lint FOLDER`, as far as Chart.yaml tells; templates are read by Argo CD's own render. */
export function lint({ tree }: Workplace, folder: string): { readonly code: number; readonly lines: readonly string[] } {
  const shown = folder === '' ? '.' : folder;
  const text = tree.texts[inRepository(folder, 'Chart.yaml')];
  const done = (errors: readonly string[]) => ({ code: errors.length > 0 ? 1 : 0, lines: [`==> Linting ${shown}`, ...errors.map(error => `[ERROR] ${error}`), ...(errors.length === 0 ? ['[INFO] Chart.yaml: icon is recommended'] : []), '', ...(errors.length > 0 ? ['Error: 1 chart(s) linted, 1 chart(s) failed'] : ['1 chart(s) linted, 0 chart(s) failed'])] });
  if (text === undefined) return { code: 1, lines: [`==> Linting ${shown}`, `Error unable to check Chart.yaml file in chart: stat ${inRepository(folder, 'Chart.yaml')}: no such file or directory`, '', 'Error: 1 chart(s) linted, 1 chart(s) failed'] };
  const chart = readYamlMap(text);
  if (chart === undefined) return done(['Chart.yaml: unable to parse YAML']);
  const missing = (key: string, why: string) => (stringAt(chart, key) ? [] : [`Chart.yaml: ${why}`]);
  const version = stringAt(chart, 'version');
  return done([...missing('name', 'name is required'), ...missing('apiVersion', 'apiVersion is required. The value must be either "v1" or "v2"'), ...(version === undefined ? ['Chart.yaml: version is required'] : /^v?\d+(\.\d+){0,2}([-+].*)?$/.test(version) ? [] : [`Chart.yaml: version '${version}' is not a valid SemVer`])]);
}

