import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { session } from './support/session';

/** Everything that may ship; a new kind of file is added here on purpose, never by accident. */
const allowed = [
  /^package(\.nls(\.\w+)?)?\.json$/, /^(LICENSE(\.txt)?|NOTICE|README\.md|readme\.md|CHANGELOG\.md|changelog\.md)$/, /^\.vsixmanifest$/,
  /^dist\/(worker|engine|code|(extension|cli)(\.[A-Z0-9]{8})?)\.js$/, /^dist\/engines\.wasm\.br$/, /^dist\/licences\.txt$/, /^dist\/webview\/[\w.-]+\.(js|css|ttf)$/, /^dist\/content\/[\w./-]+\.json$/, /^dist\/schemas\/[\w-]+\.(json|js)$/,
  /^media\/(walkthroughs\/[\w-]+\/)?[\w-]+\.(svg|png|css)$/, /^labs\/[\w-]+\/lab\.yaml$/, /^labs\/[\w-]+\/start\/(?!.*node_modules)[\w./-]+$/,
];

function installed(): { folder: string; files: string[] } {
  const extensions = path.join(session().folder, 'extensions');
  const folder = path.join(extensions, fs.readdirSync(extensions).find(name => name.startsWith('coach-cpin.coach-cpin-')) ?? 'missing');
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return { folder, files: files.map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')) };
}

describe('the package', () => {
  it('holds nothing but what ships: no source, no test, no source map', () => {
    assert.deepEqual(installed().files.filter(file => !allowed.some(pattern => pattern.test(file))), []);
  });

  it('holds every file that the manifest names', () => {
    const { folder, files } = installed();
    const manifest = fs.readFileSync(path.join(folder, 'package.json'), 'utf8');
    // Files of authors, which some patterns name, are theirs.
    const named = [...manifest.replace(/"fileMatch": *"[^"]*"/g, '').matchAll(/"(?:\.\/)?((?:media|dist|walkthroughs)\/[^"]+\.\w+)"/g)].map(match => match[1] ?? '');
    assert.ok(named.includes('dist/extension.js'), 'the manifest names its entry point');
    assert.deepEqual(named.filter(file => !files.includes(file)), []);
  });

  it('carries the licence of the libraries it bundles', () => {
    const licences = fs.readFileSync(path.join(installed().folder, 'dist/licences.txt'), 'utf8');
    for (const library of ['yaml', 'zod', 'typescript', 'eslint', 'unbash', 'preact', 'age-encryption', '@secretlint/core']) assert.match(licences, new RegExp(`^${library} \\d+\\.\\S+ \\([\\w.-]+\\)\\n\\n\\S`, 'm'), library);
    for (const compiledIn of ['helm.sh/helm/v3', 'sigs.k8s.io/kustomize/api', 'go.yaml.in/yaml/v3', 'Go']) assert.match(licences, new RegExp(`^${compiledIn} v?\\d+\\.\\S+$`, 'm'), compiledIn);
  });

  it('holds every file of a lab as the repository has it', () => {
    const { folder } = installed();
    const labs = path.join(session().root, 'labs');
    for (const lab of fs.readdirSync(labs)) {
      const start = path.join(labs, lab, 'start');
      const files = fs.readdirSync(start, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => path.relative(labs, path.join(entry.parentPath, entry.name)));
      assert.ok(files.length > 0, `${lab} has no starting point`);
      for (const file of files) assert.deepEqual(fs.readFileSync(path.join(folder, 'labs', file)), fs.readFileSync(path.join(labs, file)), file);
    }
  });

  it('names no machine, no registry and holds no key', () => {
    const { folder, files } = installed();
    for (const file of files.filter(name => /\.(js|json|ya?ml|md|css|svg)$/.test(name))) {
      const text = fs.readFileSync(path.join(folder, file), 'utf8');
      assert.ok(!text.includes(session().root), `${file} names the folder it was built in`);
      assert.doesNotMatch(text, /-----BEGIN [A-Z ]*PRIVATE KEY-----\n|AGE-SECRET-KEY-1[A-Z0-9]{40}|glpat-[\w-]{20}|"resolved":/, file);
    }
  });
});
