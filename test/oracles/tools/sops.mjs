// sops itself, built from its published Go module: what it reads in each encrypted file of the corpus, which it wrote, some then changed by hand.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { run } from '../../host/support/process.mjs';

export const version = '3.10.2';

export async function install(folder) {
  await run('go', ['install', `github.com/getsops/sops/v3/cmd/sops@v${version}`], { cwd: folder, quiet: true, env: { ...process.env, GOBIN: folder } });
}

/** For each file: its values in the clear, or the reason, in the tool's words, for which there are none; `intact` is whether its authentication code holds. */
export async function judge({ folder, corpus }) {
  const files = path.join(corpus, 'sops');
  const env = { PATH: process.env.PATH, HOME: folder, SOPS_AGE_KEY_FILE: path.join(files, 'keys.txt') };
  const decrypt = (file, ...options) => spawnSync(path.join(folder, 'sops'), ['decrypt', ...options, '--output-type', 'json', path.join(files, file)], { env, encoding: 'utf8' });
  return Object.fromEntries(fs.readdirSync(files).filter(name => name.endsWith('.yaml')).sort().map(file => {
    const strict = decrypt(file);
    if (strict.status === 0) return [file, { ok: true, intact: true, value: JSON.parse(strict.stdout) }];
    const lenient = /MAC mismatch/.test(strict.stderr) ? decrypt(file, '--ignore-mac') : strict;
    if (lenient.status === 0) return [file, { ok: true, intact: false, value: JSON.parse(lenient.stdout) }];
    return [file, { ok: false, reason: /no identity matched/.test(strict.stderr) ? 'no identity matched any of the recipients' : strict.stderr.trim().split('\n').at(-1) }];
  }));
}
