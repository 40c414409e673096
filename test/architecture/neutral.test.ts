import assert from 'node:assert/strict';
import { build, type Plugin } from 'esbuild';
import { sourceImports } from './imports';

/** Names what is not neutral with the file that asked for it, be it ours or a dependency's. */
const neutral: Plugin = {
  name: 'neutral',
  setup(b) {
    b.onResolve({ filter: /^(node:|vscode$)/ }, ({ path, importer }) => ({ errors: [{ text: `${importer} imports ${path}: the core and its packages reach no machine; put this package behind a port in src/node` }] }));
  },
};

describe('the core on any machine', () => {
  it('bundles without Node, with all its packages', async () => {
    const entryPoints = sourceImports().map(f => f.file).filter(file => file.startsWith('src/core/'));
    const result = await build({ entryPoints, bundle: true, write: false, outdir: 'out', platform: 'neutral', mainFields: ['module', 'main'], conditions: ['import'], logLevel: 'silent', plugins: [neutral] }).catch((error: { errors: { text: string }[] }) => error);
    assert.deepEqual(result.errors.map(error => error.text), []);
  });

  it('refuses a package that needs Node', async () => {
    const stdin = { contents: "import { readFileSync } from 'node:fs'; console.log(readFileSync);", resolveDir: '.' };
    await assert.rejects(build({ stdin, bundle: true, write: false, platform: 'neutral', logLevel: 'silent', plugins: [neutral] }), /imports node:fs/);
  });
});
