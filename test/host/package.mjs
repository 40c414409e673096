// `npm run package`: builds for production and packs coach-cpin-<version>.vsix, without asking the network.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './support/paths.mjs';
import { run } from './support/process.mjs';

/**
 * Packs the extension as it ships.
 * @returns {Promise<string>} the path of the .vsix, in the repository's root
 */
export async function packageExtension() {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = path.join(root, `${name}-${version}.vsix`);
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  await run(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file], { cwd: root, quiet: true });
  return file;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const file = await packageExtension();
    console.log(`${path.basename(file)}: ${(fs.statSync(file).size / 1024).toFixed(0)} KiB`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
