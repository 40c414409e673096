// Our own reader of real clusters, tried on a real server: what it shows, and what it says when it may not read, is not known, or finds nobody.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../host/support/paths.mjs';

/** What each reader is told, by who reads and how. `place` is where the control plane keeps its tokens and its authority. */
export async function readers({ client }, place) {
  const { read } = await ours(place);
  const [token, limited] = fs.readFileSync(path.join(place, 'tokens.csv'), 'utf8').split('\n').map(line => line.split(',')[0]);
  const server = `https://127.0.0.1:${client.options.port}`;
  const ca = { 'certificate-authority': path.join(place, 'apiserver.crt') };
  fs.writeFileSync(path.join(place, 'token'), `${token}\n`);
  const asked = {
    'a token': [{ token }, { server, ...ca }],
    'a token in a file': [{ tokenFile: 'token' }, { server, ...ca }],
    'an account without rights': [{ token: limited }, { server, ...ca }],
    'an administrator as an account without rights': [{ token, as: 'limited' }, { server, ...ca }],
    'nobody': [{}, { server, ...ca }],
    'an authority that is not known': [{ token }, { server }],
    'without looking at the certificate': [{ token }, { server, 'insecure-skip-tls-verify': true }],
    'under another name': [{ token }, { server: server.replace('127.0.0.1', 'localhost'), ...ca }],
    'under another name that the certificate has': [{ token }, { server: server.replace('127.0.0.1', 'localhost'), ...ca, 'tls-server-name': 'kubernetes.default.svc' }],
    'an address below': [{ token }, { server: `${server}/below`, ...ca }],
    'a port where nobody is': [{ token }, { server: 'https://127.0.0.1:1', ...ca }],
  };
  const said = {};
  for (const [name, [user, cluster]] of Object.entries(asked)) said[name] = stable(await read({ user, cluster, folder: place }));
  return said;
}

const stable = value => JSON.parse(JSON.stringify(value).replace(/127\.0\.0\.1:\d{2,}|localhost:\d+/g, 'HOST'));

/** The reader as the editor has it. */
async function ours(place) {
  const outfile = path.join(place, 'reader.cjs');
  await build({ entryPoints: [path.join(root, 'test/oracles/reader.ts')], bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], outfile });
  return createRequire(import.meta.url)(outfile);
}
