// Builds everything that ships (dist/) and, with --tests, everything that tests it (out/).
// Flags: --production (minified, no source maps), --watch, --tests (also bundles the tests), --only-tests.
'use strict';
const esbuild = require('esbuild');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');
const watch = flags.has('--watch');

/** @type {esbuild.BuildOptions} */
const base = { bundle: true, logLevel: 'warning', sourcemap: production ? false : 'linked', minify: production, legalComments: 'none' };
/** @type {esbuild.BuildOptions} */
const node = { ...base, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'], mainFields: ['module', 'main'] };
/** @type {esbuild.BuildOptions} */
const browser = { ...base, platform: 'browser', format: 'iife', target: 'es2022', jsx: 'automatic', jsxImportSource: 'preact' };

/** All files under `folder` whose name ends with `suffix`, as paths from the root. */
function files(folder, suffix) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true }).map(name => path.posix.join(folder, String(name).split(path.sep).join('/'))).filter(name => name.endsWith(suffix)).sort();
}

/** The webviews' entry points: one file per surface, directly in src/webview. */
function webviewEntries() {
  return fs.readdirSync('src/webview').filter(name => /\.tsx?$/.test(name)).map(name => `src/webview/${name}`);
}

/** The TypeScript parser and the linter are a bundle of their own, loaded when a file first needs them: by require, since import reads a file that large twice more. */
/** @type {esbuild.Plugin} */
const codeApart = { name: 'code-apart', setup: build => build.onResolve({ filter: /^\.\/reader$/ }, ({ resolveDir }) => (resolveDir === path.resolve('src/node/code') ? { path: './code.js', external: true } : undefined)) };

/** What starts often and needs little of itself at first: its parts behind `import()` are files of their own, read at their first use. */
const inParts = { extension: 'src/extension.ts', cli: 'src/cli.ts' };

function targets() {
  const whole = { ...node, outdir: 'dist', plugins: [codeApart], supported: { 'dynamic-import': false } };
  const product = [
    { ...whole, entryPoints: { worker: 'src/worker.ts', engine: 'src/engine.ts' } },
    { ...node, entryPoints: { code: 'src/node/code/reader.ts' }, outdir: 'dist', external: ['jiti', 'jiti/package.json'], mainFields: ['main', 'module'] },
    { ...browser, entryPoints: webviewEntries(), outdir: 'dist/webview' },
    // The pages' style and the editor's icon font: a page can reach nothing but our own files, and each one it asks for takes its time.
    { ...browser, sourcemap: false, entryPoints: ['src/webview/page.css'], outdir: 'dist/webview', loader: { '.ttf': 'file' }, assetNames: '[name]' },
    // Parts change their names with what is in them, which a watcher could not follow: it makes whole files.
    ...(watch ? [{ ...whole, entryPoints: inParts }] : []),
  ];
  const tests = { ...node, minify: false, sourcemap: 'linked', entryPoints: [...files('test/unit', '.test.ts'), ...files('test/content', '.test.ts'), ...files('test/architecture', '.test.ts'), ...files('test/host', '.test.ts'), ...files('test/host', 'index.ts'), ...files('test/e2e', '.test.ts'), ...files('test/e2e', 'index.ts')], outdir: 'out/test', outbase: 'test', external: ['vscode', 'mocha', 'playwright-core', 'esbuild', 'eslint', 'eslint/universal', 'eslint-plugin-security', '@typescript-eslint/parser', '@typescript-eslint/eslint-plugin', 'typescript', 'axe-core'] };
  if (flags.has('--only-tests')) return [tests];
  return flags.has('--tests') ? [...product, tests] : product;
}

/** What is needed at once is one file, and not one for each set of parts that share some of it: every later part says that it comes after the entry, so that they all share all of it. */
/** @type {(entry: string, later: readonly string[]) => esbuild.Plugin} */
const beginsWith = (entry, later) => ({
  name: 'begins-with',
  setup: build => build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => (later.includes(file) ? { loader: 'ts', contents: `${fs.readFileSync(file, 'utf8')}\nimport ${JSON.stringify(path.resolve(entry))};\n` } : undefined)),
});

/** esbuild parts modules only, and the editor and Node are given CommonJS: each part is made as a module, then changed. Parts lie beside their entry, where `__dirname` is the same. */
async function buildParts(name, entry) {
  const made = path.join('out', 'parts', name);
  fs.rmSync(made, { recursive: true, force: true });
  for (const old of fs.readdirSync('dist').filter(file => file.startsWith(`${name}.`))) fs.rmSync(path.join('dist', old));
  /** @type {esbuild.BuildOptions} */
  const parts = { ...node, minify: false, format: 'esm', splitting: true, chunkNames: `${name}.[hash]`, entryPoints: { [name]: entry }, outdir: made };
  const { metafile } = await esbuild.build({ ...parts, plugins: [codeApart], write: false, metafile: true });
  const later = Object.values(metafile.outputs).flatMap(({ entryPoint }) => (entryPoint?.startsWith('src/') && entryPoint !== entry ? [path.resolve(entryPoint)] : []));
  await esbuild.build({ ...parts, plugins: [codeApart, beginsWith(entry, later)] });
  await esbuild.build({ ...node, bundle: false, external: undefined, mainFields: undefined, entryPoints: files(made, '.js'), outdir: 'dist', supported: { 'dynamic-import': false } });
  return metafile;
}

/** Content is data: the authors' YAML and Markdown are validated and written as compact JSON; what ships parses no YAML of ours. */
async function buildContent() {
  await esbuild.build({ ...node, minify: false, entryPoints: { content: 'src/node/content/build.ts' }, outdir: 'out/build' });
  execFileSync(process.execPath, ['--enable-source-maps', 'out/build/content.js', 'dist/content'], { stdio: 'inherit' });
  await esbuild.build({ ...node, minify: false, entryPoints: { schemas: 'src/node/schemas/build.ts' }, outdir: 'out/build' });
  execFileSync(process.execPath, ['--enable-source-maps', 'out/build/schemas.js', 'dist/schemas'], { stdio: 'inherit' });
  await buildPipelineValidator();
}

/** GitLab's description becomes the code that checks it: what ships compiles no schema. */
async function buildPipelineValidator() {
  const ajv = new (require('ajv').default)({ strict: false, allErrors: true, allowUnionTypes: true, code: { source: true } });
  require('ajv-formats').default(ajv);
  const validate = ajv.compile(JSON.parse(fs.readFileSync('src/schemas/artifacts/gitlab-ci.json', 'utf8')));
  await esbuild.build({ ...node, minify: true, sourcemap: false, stdin: { contents: require('ajv/dist/standalone').default(ajv, validate), resolveDir: '.' }, outfile: 'dist/schemas/gitlab-ci.js' });
}

/** Helm and Kustomize, packed. */
function copyEngines() {
  fs.mkdirSync('dist', { recursive: true });
  fs.copyFileSync('src/engines/artifacts/engines.wasm.br', 'dist/engines.wasm.br');
}

/** The text of a library's licence: its own file with its notice, the part of its README that says it, or at least who made it under what. */
function licenceOf(folder) {
  const { name, version, license, author } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (!license) throw new Error(`${name} ${version} is bundled and says no licence`);
  const named = pattern => fs.readdirSync(folder).filter(file => pattern.test(file)).map(file => fs.readFileSync(path.join(folder, file), 'utf8').trim())[0];
  const notice = named(/^notice/i);
  const said = /^#+ +licen[cs]e\b[^\n]*\n([\s\S]+)/im.exec(named(/^readme/i) ?? '')?.[1]?.trim();
  const text = named(/^(licen[cs]e|copying)/i) ?? said ?? `Copyright (c) ${typeof author === 'object' ? author.name : (author ?? `the authors of ${name}`)}`;
  return `${name} ${version} (${license})\n\n${text}\n${notice ? `\n${notice}\n` : ''}`;
}

/** Every bundled library with its licence, as most licences ask, then what the engines are made of; `metafiles`: what the builds say they read. */
function writeLicences(metafiles) {
  const folders = new Set(metafiles.flatMap(({ inputs }) => Object.keys(inputs)).flatMap(input => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  const texts = [...[...folders].sort().map(licenceOf), fs.readFileSync('src/engines/artifacts/LICENCES', 'utf8')];
  fs.writeFileSync('dist/licences.txt', texts.join(`\n${'-'.repeat(80)}\n\n`));
}

async function main() {
  copyEngines();
  if (watch) {
    await buildContent();
    for (const target of targets()) await (await esbuild.context({ ...target, logLevel: 'info' })).watch();
    return;
  }
  if (!flags.has('--only-tests')) await buildContent();
  // A test that was removed or renamed must not go on running from what an earlier build left.
  if (flags.has('--tests') || flags.has('--only-tests')) fs.rmSync('out/test', { recursive: true, force: true });
  const built = await Promise.all(targets().map(target => esbuild.build({ ...target, metafile: true })));
  if (flags.has('--only-tests')) return;
  const parts = await Promise.all(Object.entries(inParts).map(([name, entry]) => buildParts(name, entry)));
  writeLicences([...built.filter((_, index) => targets()[index]?.outdir?.startsWith('dist')).map(({ metafile }) => metafile), ...parts]);
}

main().catch(error => {
  if (!error.errors && error.status === undefined) console.error(error);
  process.exit(1);
});
