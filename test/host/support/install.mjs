// Installs the VS Code host once per machine: a Node that suits it, code-server's lib/vscode, its dependencies and native modules.
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { cacheFolder } from './paths.mjs';
import { npmEnvironment, run } from './process.mjs';

// Raised whenever the steps below change what is installed: what an older recipe left is then redone.
const recipe = 1;

/**
 * Makes sure that a VS Code host is installed and says where. The first time takes about a minute and 400 MB.
 * @param {import('./versions.mjs').HostVersion} version
 * @returns {Promise<{ node: string, server: string }>} the Node to run it with, and the server's entry point
 */
export async function installHost(version) {
  const folder = path.join(cacheFolder(), `vscode-${version.vscode}`);
  const marker = path.join(folder, 'complete.json');
  const wanted = JSON.stringify({ recipe, ...version });
  const complete = () => fs.existsSync(marker) && fs.readFileSync(marker, 'utf8') === wanted;
  if (!complete()) {
    await withLock(`${folder}.lock`, async () => {
      if (complete()) return;
      console.log(`Installing VS Code ${version.vscode} into the cache (once per machine, about a minute)…`);
      fs.rmSync(folder, { recursive: true, force: true });
      fs.mkdirSync(folder, { recursive: true });
      await install(folder, version);
      fs.writeFileSync(marker, wanted);
    });
  }
  return { node: nodeIn(folder, version), server: path.join(folder, 'vscode', 'out', 'server-main.js') };
}

async function install(folder, version) {
  await installNode(folder, version);
  await unpackServer(folder, version);
  const vscode = path.join(folder, 'vscode');
  replaceDependencies(vscode, version.replace);
  const env = npmEnvironment({ PATH: `${path.dirname(nodeIn(folder, version))}${path.delimiter}${process.env.PATH}`, ...headers() });
  await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], vscode, env);
  try {
    await npm(['rebuild', ...version.rebuild], vscode, env);
  } catch (error) {
    // The server runs without them, with noise in its log and no terminal: worth saying, not worth stopping.
    console.warn(`The native modules of the VS Code host were not built (python3, make and g++ are needed); its terminal will not work.\n${error.message}`);
  }
}

const npm = (args, cwd, env = npmEnvironment()) => run('npm', args, { cwd, env, quiet: true });
const ownNodeServes = version => process.versions.node.split('.')[0] === version.node.split('.')[0];

function nodeIn(folder, version) {
  if (ownNodeServes(version)) return process.execPath;
  return path.join(folder, 'node', 'node_modules', nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const nodePackage = () => `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

async function installNode(folder, version) {
  if (ownNodeServes(version)) return;
  const home = path.join(folder, 'node');
  fs.mkdirSync(home);
  fs.writeFileSync(path.join(home, 'package.json'), '{ "private": true }');
  await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', `${nodePackage()}@${version.node}`], home);
}

// Only lib/vscode is kept: code-server's own entry point, and the postinstall that goes with it, are not needed.
async function unpackServer(folder, version) {
  const download = path.join(folder, 'download');
  fs.mkdirSync(download);
  fs.writeFileSync(path.join(download, 'package.json'), '{ "private": true }');
  await npm(['pack', `code-server@${version.codeServer}`, '--silent'], download);
  await run('tar', ['-xzf', `code-server-${version.codeServer}.tgz`, 'package/lib/vscode'], { cwd: download, quiet: true });
  fs.renameSync(path.join(download, 'package', 'lib', 'vscode'), path.join(folder, 'vscode'));
  fs.rmSync(download, { recursive: true });
}

function replaceDependencies(vscode, replace) {
  if (!replace) return;
  fs.rmSync(path.join(vscode, 'npm-shrinkwrap.json'), { force: true });
  const file = path.join(vscode, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  Object.assign(manifest.dependencies, replace);
  fs.writeFileSync(file, JSON.stringify(manifest, null, 2));
}

// node-gyp downloads Node's headers unless told where they are; a system Node often brings its own.
function headers() {
  const prefix = path.resolve(path.dirname(process.execPath), '..');
  const present = fs.existsSync(path.join(prefix, 'include', 'node', 'node_api.h'));
  return present && !process.env.npm_config_nodedir ? { npm_config_nodedir: prefix } : {};
}
