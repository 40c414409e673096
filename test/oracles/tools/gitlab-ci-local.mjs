// gitlab-ci-local, run by a Node that suits it: how it expands each pipeline of the corpus, or why it refuses it. Only `--preview` and `--list-json`: nothing of the pipelines is run.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { npmEnvironment, run } from '../../host/support/process.mjs';

export const version = '4.75.1';

const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

export async function install(folder) {
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `gitlab-ci-local@${version}`, `${nodePackage}@22`], { cwd: folder, env: npmEnvironment(), quiet: true });
}

export async function judge({ folder, corpus }) {
  const modules = path.join(folder, 'node_modules');
  const program = [path.join(modules, nodePackage, 'bin', 'node'), path.join(modules, 'gitlab-ci-local', 'dist', 'index.js')];
  const cases = fs.readdirSync(path.join(corpus, 'pipeline')).sort();
  return Object.fromEntries(cases.map(name => [name, verdict(program, path.join(corpus, 'pipeline', name))]));
}

/** The tool writes in the folder it looks at, and asks git where that comes from: it is given a copy that is a repository of its own. */
function verdict([node, script], source) {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'coach-pipeline-'));
  try {
    fs.cpSync(source, copy, { recursive: true });
    const env = { ...process.env, GIT_CONFIG_GLOBAL: os.devNull };
    const origin = 'refs/remotes/origin';
    for (const args of [['init', '-q', '-b', 'main'], ['config', 'user.name', 'a'], ['config', 'user.email', 'a@exemple.fr'], ['remote', 'add', 'origin', 'git@exemple.fr:equipe/guichet.git'], ['add', '-A'], ['commit', '-q', '-m', 'a'], ['update-ref', `${origin}/main`, 'HEAD'], ['symbolic-ref', `${origin}/HEAD`, `${origin}/main`]]) spawnSync('git', args, { cwd: copy, env });
    const ask = option => spawnSync(node, [script, option], { cwd: copy, encoding: 'utf8', env });
    const preview = ask('--preview');
    if (preview.status !== 0) return { refused: firstLine(preview.stderr + preview.stdout, copy) };
    const listed = ask('--list-json');
    if (listed.status !== 0) return { refused: firstLine(listed.stderr + listed.stdout, copy) };
    return { expanded: parse(preview.stdout.replace(/^---\n/, '')), jobs: JSON.parse(listed.stdout).map(({ name, stage, when, needs, allow_failure }) => ({ name, stage, when, allowFailure: Boolean(allow_failure), needs: (needs ?? []).map(need => need.job ?? need) })) };
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}

function firstLine(text, folder) {
  return text.replace(/\u001b\[[0-9;]*m/g, '').replaceAll(folder, '').split('\n').map(line => line.trim()).find(line => line !== '' && !/deprecat|warn|^parsing and downloads/i.test(line)) ?? '';
}
