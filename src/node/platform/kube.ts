import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { parse } from 'yaml';

/** A Kubernetes API, read as `kubectl` reads it. */
export interface KubeReader {
  /** The body of an answer, in the form asked for, JSON when nothing is said. Rejects with the API server's own sentence when it refuses. */
  read(path: string, accept?: string): Promise<string>;
  /** An answer that goes on, once it has begun: a log that is followed, a watch. Rejects as `read` does; what is read of it fails when the server leaves in the middle, or `signal` says so. */
  open(path: string, signal: AbortSignal): Promise<AsyncIterable<string>>;
}

/** A request that the API server refused, in its words. */
export class KubeRefusal extends Error {
  constructor(readonly code: number, message: string) {
    super(message);
  }
}

/** How long an API may take to begin to answer, in milliseconds, and how much of an answer is read at once, in characters. */
const patience = 15_000;
const most = 64 * 1024 * 1024;

interface Kubeconfig {
  readonly clusters?: readonly { readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } }[];
  readonly users?: readonly { readonly user: { readonly token: string } }[];
}

/** The API that the kubeconfig of a state folder leads to: over TLS, with its own authority and token. Rejects when the file is not there. */
export async function kubeReader(kubeconfig: string): Promise<KubeReader> {
  const { clusters, users } = parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig;
  const cluster = clusters?.[0]?.cluster;
  if (!cluster) throw new Error(`« ${kubeconfig} » ne nomme aucun cluster.`);
  const ca = Buffer.from(cluster['certificate-authority-data'], 'base64');
  const headers = { authorization: `Bearer ${users?.[0]?.user.token ?? ''}`, accept: 'application/json' };
  return readerOf(path => new URL(path, cluster.server), { ca, headers, agent: false });
}

/** Reads through one way of connecting. */
function readerOf(addressOf: (path: string) => URL, options: https.RequestOptions): KubeReader {
  return {
    read: async (path, accept) => textOf(await answered(addressOf(path), accept ? { ...options, headers: { ...options.headers, accept } } : options)),
    open: (path, signal) => answered(addressOf(path), { ...options, signal }),
  };
}

/** The answer to a request, once its head is there and says that it is taken. */
export function answered(address: URL, options: https.RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = https.get(address, options, response => {
      clearTimeout(late);
      response.setEncoding('utf8');
      if ((response.statusCode ?? 500) < 400) resolve(response);
      else textOf(response).then(body => reject(new KubeRefusal(response.statusCode ?? 500, messageOf(body))), reject);
    });
    // One delay for all that comes before the answer: connecting, TLS and waiting each have none of their own.
    const late = setTimeout(() => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), patience);
    request.on('error', error => {
      clearTimeout(late);
      reject(error);
    });
  });
}

/** All of an answer; rejects when it is larger than any object is. */
export async function textOf(response: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of response) if ((text += part).length > most) throw new Error(`Réponse de plus de ${most / 1024 / 1024} Mo.`);
  return text;
}

/** The message of a `Status`, or the body if it is none. */
function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { message?: string }).message ?? body.trim();
  } catch {
    return body.trim();
  }
}
