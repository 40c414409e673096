// `npm run setup`: everything a fresh machine with Node and git still lacks. Runs before `npm ci`, so it needs nothing but Node.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromiumPath } from './support/browser.mjs';
import { cacheFolder, onPath, root } from './support/paths.mjs';
import { npmEnvironment, run } from './support/process.mjs';

/** Brings node_modules and the system's packages up to what this project needs. Rejects with what to do by hand. */
export async function setup() {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Error(`Node ${process.versions.node} is too old: install Node 20 or later.`);
  await installModules();
  await installSystemPackages();
  await installKubectl();
}

async function installModules() {
  if (modulesMatch()) return;
  const modules = path.join(root, 'node_modules');
  // npm ci empties the folder; through a link it would empty somebody else's.
  if (fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) throw new Error('node_modules is a link and does not match package-lock.json: run `npm ci --ignore-scripts` where it leads.');
  console.log('Installing node_modules…');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, env: npmEnvironment(), quiet: true });
}

/** Whether every package of package-lock.json is installed in that version; optional ones depend on the platform and may be absent. */
function modulesMatch() {
  try {
    const wanted = read('package-lock.json').packages;
    const present = read('node_modules/.package-lock.json').packages;
    return Object.entries(wanted).every(([name, entry]) => name === '' || (present[name] ? present[name].version === entry.version : entry.optional || entry.devOptional));
  } catch {
    return false;
  }
}

const read = file => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));

/** The commands we need and the Debian packages that bring them. */
const needs = [
  { package: 'chromium', present: () => chromiumPath() !== undefined, why: 'shows VS Code in the tests' },
  { package: 'git', present: () => onPath('git') !== undefined, why: 'is read by labs and audits' },
  { package: 'python3', present: () => onPath('python3') !== undefined, why: 'builds the VS Code host’s native modules' },
  { package: 'make', present: () => onPath('make') !== undefined, why: 'builds the VS Code host’s native modules' },
  { package: 'g++', present: () => onPath('g++', 'clang++') !== undefined, why: 'builds the VS Code host’s native modules' },
];

async function installSystemPackages() {
  if (process.platform === 'win32') return;
  const missing = needs.filter(need => !need.present());
  if (missing.length === 0) return;
  const names = missing.map(need => need.package);
  const apt = onPath('apt-get');
  if (!apt || process.getuid?.() !== 0) {
    const command = apt ? `sudo apt-get install -y ${names.join(' ')}` : `your system's equivalent of: ${names.join(' ')}`;
    console.warn(`Missing on this machine:\n${missing.map(need => `  ${need.package}: ${need.why}`).join('\n')}\nInstall with: ${command}`);
    return;
  }
  console.log(`Installing ${names.join(', ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run(apt, ['update', '-qq'], { env, quiet: true });
  await run(apt, ['install', '-y', '-qq', '--no-install-recommends', ...names], { env, quiet: true });
}

/** The real kubectl, for the tests of the simulated platform: the machine's, else built once from Kubernetes' own Go modules into the cache. */
async function installKubectl() {
  const folder = path.join(cacheFolder(), 'kubectl');
  const program = path.join(folder, process.platform === 'win32' ? 'kubectl.exe' : 'kubectl');
  if (onPath('kubectl') || fs.existsSync(program)) return;
  if (!onPath('go')) return void console.warn('Missing on this machine: kubectl. Install it (or Go, with which the set-up builds it) to run the tests of the simulated platform.');
  console.log('Building kubectl…');
  const source = path.join(folder, 'source');
  fs.mkdirSync(source, { recursive: true });
  fs.copyFileSync(path.join(root, 'test', 'support', 'kubectl.go.txt'), path.join(source, 'main.go'));
  if (!fs.existsSync(path.join(source, 'go.mod'))) await run('go', ['mod', 'init', 'kubectl'], { cwd: source, quiet: true });
  await run('go', ['get', 'k8s.io/kubectl/pkg/cmd@v0.33.4', 'k8s.io/component-base/cli@v0.33.4'], { cwd: source, quiet: true });
  await run('go', ['build', '-trimpath', '-ldflags=-s -w -X k8s.io/component-base/version.gitVersion=v1.33.4 -X k8s.io/client-go/pkg/version.gitVersion=v1.33.4', '-o', program, '.'], { cwd: source, quiet: true });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setup().catch(error => {
    console.error(error.message);
    process.exit(1);
  });
}
