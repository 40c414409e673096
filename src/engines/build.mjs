// Rebuilds the rendering engines from their Go sources: `node src/engines/build.mjs [--check]`.
// The same sources and the same Go give the same bytes, whatever the commit they are read at; --check rebuilds and fails if the committed artifact, or the licences of what is in it, are not what they give.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { licences } from './licences.mjs';
import { withSwitch } from './patch.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const artifacts = path.join(here, 'artifacts');
const artifact = path.join(artifacts, 'engines.wasm.br');
const run = (args, target) => execFileSync('go', args, { cwd: here, encoding: 'utf8', env: { ...process.env, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local', ...target } }).trim();
const go = (...args) => run(args, { GOOS: 'js', GOARCH: 'wasm' });
const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

/** What the program of this library calls itself in the labels it writes. */
const kustomize = 'v5.8.1';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'coach-engines-'));
try {
  const output = path.join(scratch, 'engines.wasm');
  run(['run', './slim', path.join(artifacts, 'kubernetes.pb')], { GOOS: '', GOARCH: '' });
  withSwitch(here, go('list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kustomize/api'), switched => go('build', switched, '-trimpath', '-buildvcs=false', `-ldflags=-s -w -buildid= -X sigs.k8s.io/kustomize/api/provenance.version=${kustomize}`, '-o', output, '.'));
  const built = readFileSync(output);
  if (process.argv.includes('--check')) check(built);
  else write(built);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function check(built) {
  const committed = sha256(brotliDecompressSync(readFileSync(artifact)));
  const listed = readFileSync(path.join(artifacts, 'LICENCES'), 'utf8') === licences(go);
  if (committed === sha256(built) && listed) return console.log(`engines: ${committed}, the same as committed`);
  console.error(`engines: built ${sha256(built)} with ${go('version')}, committed ${committed}, licences ${listed ? 'the same' : 'changed'}: run node src/engines/build.mjs and commit the result`);
  process.exitCode = 1;
}

function write(built) {
  mkdirSync(artifacts, { recursive: true });
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: built.length } };
  const packed = brotliCompressSync(built, options);
  writeFileSync(artifact, packed);
  copyFileSync(path.join(go('env', 'GOROOT'), 'lib', 'wasm', 'wasm_exec.js'), path.join(artifacts, 'wasm_exec.js'));
  writeFileSync(path.join(artifacts, 'VERSIONS'), `${go('version')}\nhelm.sh/helm/v3 ${moduleVersion('helm.sh/helm/v3')}\nsigs.k8s.io/kustomize/api ${moduleVersion('sigs.k8s.io/kustomize/api')}\nsha256 ${sha256(built)}\n`);
  writeFileSync(path.join(artifacts, 'LICENCES'), licences(go));
  console.log(`engines: ${built.length} bytes, ${packed.length} compressed`);
}

function moduleVersion(name) {
  return go('list', '-m', '-f', '{{.Version}}', name);
}
