// Starts a real control plane for one run, in a folder of its own that goes with it: etcd on a socket, the API server and its controllers on loopback ports.
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { removeFolder, runFolder } from '../../../host/support/paths.mjs';
import { Client } from './client.mjs';

/** The controllers that write what a namespace, a quota and a policy hold. None makes, schedules or runs a pod: the status of the corpus stays as it is given. */
const controllers = ['serviceaccount-controller', 'root-ca-certificate-publisher-controller', 'resourcequota-controller', 'validatingadmissionpolicy-status-controller'];

/** Hands a client of a control plane, once it answers, to `ask`, and ends it when that is done. */
export async function withControlPlane(program, ask) {
  const folder = runFolder('api');
  const children = [];
  const start = (...args) => {
    const log = fs.openSync(path.join(folder, `${args[0]}.log`), 'w');
    // Each part ends when its input does: none outlives this process, however that one ends.
    const child = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', log] });
    child.stdout.resume();
    children.push(child);
    return child;
  };
  try {
    const client = await started(folder, start);
    return await ask(client, folder);
  } catch (error) {
    for (const name of fs.readdirSync(folder).filter(file => file.endsWith('.log'))) error.message += `\n--- ${name}\n${fs.readFileSync(path.join(folder, name), 'utf8').slice(-2_000)}`;
    throw error;
  } finally {
    await Promise.all(children.reverse().filter(child => child.exitCode === null && child.signalCode === null).map(child => {
      child.stdin.end();
      return once(child, 'exit');
    }));
    removeFolder(folder);
  }
}

async function started(folder, start) {
  const at = name => path.join(folder, name);
  const [token, limited] = [1, 2].map(() => crypto.randomBytes(24).toString('hex'));
  fs.writeFileSync(at('tokens.csv'), `${token},oracle,1,system:masters\n${limited},limited,2\n`, { mode: 0o600 });
  const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  fs.writeFileSync(at('accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const etcd = start('etcd', folder);
  await Promise.race([once(etcd.stdout, 'data'), once(etcd, 'exit').then(() => Promise.reject(new Error('etcd ended')))]);
  const port = await freePort();
  const apiserver = start('apiserver',
    '--etcd-servers=unix://clients:1', '--bind-address=127.0.0.1', `--secure-port=${port}`, `--cert-dir=${folder}`, '--advertise-address=10.0.0.1', '--endpoint-reconciler-type=none',
    '--service-cluster-ip-range=172.30.0.0/16', '--service-account-issuer=https://kubernetes.default.svc', `--service-account-key-file=${at('accounts.key')}`, `--service-account-signing-key-file=${at('accounts.key')}`,
    '--allow-privileged', '--anonymous-auth=false', `--token-auth-file=${at('tokens.csv')}`, '--authorization-mode=RBAC', '--watch-cache=false');
  const client = await Client.ready({ port, token, authority: at('apiserver.crt'), ended: () => apiserver.exitCode !== null });
  fs.writeFileSync(at('kubeconfig'), JSON.stringify({
    apiVersion: 'v1', kind: 'Config', 'current-context': 'oracle', contexts: [{ name: 'oracle', context: { cluster: 'oracle', user: 'oracle' } }],
    clusters: [{ name: 'oracle', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': at('apiserver.crt') } }], users: [{ name: 'oracle', user: { token } }],
  }), { mode: 0o600 });
  start('controllers', `--kubeconfig=${at('kubeconfig')}`, '--leader-elect=false', '--secure-port=0', `--service-account-private-key-file=${at('accounts.key')}`, `--root-ca-file=${at('apiserver.crt')}`, `--controllers=${controllers.join(',')}`);
  return client;
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
