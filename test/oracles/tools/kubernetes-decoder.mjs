// The API server's own decoder in strict mode, built from Kubernetes' published Go modules: what it says of each document of the corpus.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { run } from '../../host/support/process.mjs';
import { root } from '../../host/support/paths.mjs';

export const version = '0.34.1';

export async function install(folder) {
  const source = path.join(root, 'test', 'oracles', 'tools', 'decoder');
  fs.copyFileSync(path.join(source, 'main.go.txt'), path.join(folder, 'main.go'));
  await run('go', ['mod', 'init', 'decoder'], { cwd: folder, quiet: true });
  await run('go', ['get', `k8s.io/client-go/kubernetes/scheme@v${version}`], { cwd: folder, quiet: true });
  await run('go', ['build', '-o', 'decoder', '.'], { cwd: folder, quiet: true });
}

export async function judge({ folder, corpus }) {
  const names = fs.readdirSync(path.join(corpus, 'kubernetes')).sort();
  return JSON.parse(execFileSync(path.join(folder, 'decoder'), names, { cwd: path.join(corpus, 'kubernetes'), encoding: 'utf8' }));
}
