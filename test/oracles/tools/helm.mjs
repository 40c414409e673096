// The real helm, built by Go: what `helm template` prints for each case of the corpus, or the last line of why it does not.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { run } from '../../host/support/process.mjs';

export const version = '3.22.0';

export const install = folder => run('go', ['install', `helm.sh/helm/v3/cmd/helm@v${version}`], { quiet: true, env: { ...process.env, GOBIN: folder, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod' } });

/** A case is a chart's folder; its `cases.json`, if it has one, names several ways to render it: values files, a release, a namespace, versions of the cluster. */
export async function judge({ folder, corpus }) {
  const cases = {};
  for (const name of fs.readdirSync(path.join(corpus, 'helm')).sort()) {
    const chart = path.join(corpus, 'helm', name);
    for (const [id, asked] of Object.entries(ways(chart))) cases[`${name} ${id}`] = template(path.join(folder, 'helm'), chart, asked);
  }
  return cases;
}

function ways(chart) {
  const file = path.join(chart, 'cases.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { defaults: {} };
}

function template(program, chart, { values = [], release = 'essai', namespace = 'default', kubeVersion = '1.33.0', apiVersions = [] }) {
  const args = ['template', release, '.', '--namespace', namespace, '--kube-version', kubeVersion, ...values.flatMap(file => ['-f', file]), ...apiVersions.flatMap(one => ['--api-versions', one])];
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: chart, encoding: 'utf8', maxBuffer: 1e9, env: { PATH: process.env.PATH, HOME: path.dirname(program) } });
  return status === 0 ? { output: stdout } : { error: shortened(stderr.split('\n').filter(line => !/^(WARNING|level=|Use --debug)/.test(line)).join('\n').replace(/^Error: /, '').trim()) };
}

/** An inclusion that goes round a thousand times says so a thousand times. */
function shortened(words) {
  return words.length > 2000 ? `${words.slice(0, 200)} … ${words.slice(-120)}` : words;
}
