import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, watch } from 'node:fs';
import https from 'node:https';
import { findPlatform } from '../../../src/node/platform/client';
import { makeCertificate } from '../../../src/node/platform/certificate';

const asked = 200;
const idleSeconds = 10;

/** A real process that starts from the run recorded in `folder`: how long that takes, lists of its 1,000 pods beside the same bytes served by Node alone, what it takes at rest. */
export async function served(folder: string): Promise<object> {
  const start = performance.now();
  const child = spawn(process.execPath, ['dist/cli.js', 'platform', 'up', '--state', folder], { stdio: 'ignore' });
  try {
    const { api, token } = await listening(folder, child);
    const started = performance.now() - start;
    const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
    const address = `${api}/api/v1/pods`;
    const ask = (accept: string) => timed(address, agent, { authorization: `Bearer ${token}`, accept });
    const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const [first] = [await ask('application/json')];
    const json = await repeat(() => ask('application/json'));
    const tables = await repeat(() => ask(table));
    const peer = await bare(first.body);
    agent.destroy();
    // At rest is measured by letting time pass.
    const before = usage(child);
    await new Promise(resolve => setTimeout(resolve, idleSeconds * 1000));
    const after = usage(child);
    return { started, items: (JSON.parse(first.body) as { items: unknown[] }).items.length, bytes: first.body.length, first: first.time, json, tables, peer, idle: before && after ? (after.cpu - before.cpu) / idleSeconds : undefined, memory: after?.memory };
  } finally {
    child.kill();
    await once(child, 'close');
  }
}

async function listening(folder: string, child: ChildProcess): Promise<{ readonly api: string; readonly token: string }> {
  const watcher = watch(folder);
  try {
    for (;;) {
      const client = await findPlatform(folder);
      if (client && client.endpoint.pid === child.pid) return client.endpoint;
      await once(watcher, 'change');
    }
  } finally {
    watcher.close();
  }
}

async function repeat(ask: () => Promise<{ readonly time: number }>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < asked; i++) times.push((await ask()).time);
  return times;
}

function timed(address: string, agent: https.Agent, headers: Record<string, string>): Promise<{ readonly time: number; readonly body: string }> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    https.get(address, { agent, headers }, response => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).on('error', reject).on('end', () => resolve({ time: performance.now() - start, body: Buffer.concat(parts).toString('utf8') }));
    }).on('error', reject);
  });
}

/** The same bytes from a server that does nothing else, in this process. */
async function bare(body: string): Promise<number[]> {
  const { key, certificate } = await makeCertificate(Date.now());
  const server = https.createServer({ key, cert: certificate }, (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
  const { port } = server.address() as { port: number };
  const times = await repeat(() => timed(`https://127.0.0.1:${port}/`, agent, {}));
  agent.destroy();
  server.close();
  return times;
}

/** Seconds of processor taken and megabytes held, where the system has `/proc`. */
function usage({ pid = 0 }: ChildProcess): { readonly cpu: number; readonly memory: number } | undefined {
  try {
    const [, user = 0, system = 0] = /^.*\) (?:\S+ ){11}(\d+) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.map(Number) ?? [];
    const held = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    return { cpu: (user + system) / 100, memory: held / 1024 };
  } catch {
    return undefined;
  }
}

