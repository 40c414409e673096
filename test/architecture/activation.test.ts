import assert from 'node:assert/strict';
import { build, type Metafile } from 'esbuild';

/** Packages with the chain of files through which `entry` loads each at once: what is reached by `import()` waits for its first use, and does not count. */
function loadedAtOnce(entry: string, inputs: Metafile['inputs']): ReadonlyMap<string, string> {
  const chains = new Map([[entry, entry]]);
  const packages = new Map<string, string>();
  for (const [file, chain] of chains) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
    if (name !== undefined && !packages.has(name)) packages.set(name, chain);
    for (const { path, kind, external } of inputs[file]?.imports ?? []) {
      if (kind !== 'dynamic-import' && !external && !chains.has(path)) chains.set(path, `${chain} > ${path}`);
    }
  }
  return packages;
}

const bundle = (input: { entryPoints: string[] } | { stdin: { contents: string; resolveDir: string; sourcefile: string } }) =>
  build({ ...input, bundle: true, write: false, metafile: true, outdir: 'out', platform: 'node', mainFields: ['module', 'main'], external: ['vscode'], logLevel: 'silent' });

describe('activation', () => {
  it('loads no package: each waits for the first command, view or file that needs it', async () => {
    const { metafile } = await bundle({ entryPoints: ['src/extension.ts'] });
    assert.deepEqual([...loadedAtOnce('src/extension.ts', metafile.inputs).values()], [], 'load it with import() where it is first needed');
  });

  it('sees a package loaded at once, and passes over one that waits', async () => {
    const { metafile } = await bundle({ stdin: { contents: "import 'yaml'; void import('zod');", resolveDir: '.', sourcefile: 'entry.ts' } });
    assert.deepEqual([...loadedAtOnce('entry.ts', metafile.inputs).keys()], ['yaml']);
  });
});
