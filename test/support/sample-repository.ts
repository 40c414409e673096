import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Makes a copy of the sample a Git repository whose pods are admitted, and then do not find their image: it asks for `latest`, which no pipeline pushes. Answers the manifest as it was. */
export function commitSample(folder: string): string {
  const file = path.join(folder, 'deploiement', 'deployment.yaml');
  const original = readFileSync(file, 'utf8');
  const admitted = original.replace(/^ +(runAsUser|fsGroup): 1000\n/gm, '').replace(/^( +)limits:\n +memory: 256Mi\n/m, '$1requests: { cpu: 100m, memory: 128Mi }\n$1limits: { cpu: 500m, memory: 256Mi }\n');
  writeFileSync(file, admitted);
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: folder, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main', '.');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Premier déploiement');
  return original;
}
