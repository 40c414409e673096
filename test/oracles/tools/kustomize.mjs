// The real kustomize, built by Go: what `kustomize build` prints for each overlay of the corpus, or why it does not.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { run } from '../../host/support/process.mjs';

/** The program's version, whose library is api v0.21.1. */
export const version = '5.8.1';

export const install = folder => run('go', ['install', `sigs.k8s.io/kustomize/kustomize/v5@v${version}`], { quiet: true, env: { ...process.env, GOBIN: folder, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod' } });

/** A case is a folder of a repository that has a kustomization, components apart. */
export async function judge({ folder, corpus }) {
  const root = path.join(corpus, 'kustomize');
  const heads = fs.readdirSync(root, { recursive: true }).map(name => String(name).split(path.sep).join('/')).filter(name => /(^|\/)kustomization\.ya?ml$/.test(name)).sort();
  const built = heads.filter(head => !fs.readFileSync(path.join(root, head), 'utf8').includes('kind: Component'));
  return Object.fromEntries(built.map(head => [path.posix.dirname(head), build(path.join(folder, 'kustomize'), root, path.posix.dirname(head))]));
}

function build(program, root, folder) {
  const { status, stdout, stderr } = spawnSync(program, ['build', folder], { cwd: root, encoding: 'utf8', maxBuffer: 1e9, env: { PATH: process.env.PATH, HOME: path.dirname(program) } });
  // A folder of this machine, or an address in its memory, is no part of what the tool says.
  return status === 0 ? { output: stdout } : { error: stderr.trim().replace(/^Error: /, '').replaceAll(fs.realpathSync(root), '').replace(/0x[0-9a-f]+/g, '0x…') };
}
