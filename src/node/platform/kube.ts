import { readFile } from 'node:fs/promises';
import https from 'node:https';
import { parse } from 'yaml';

/** A Kubernetes API, read as `kubectl` reads it. */
export interface KubeReader {
  /** The body of an answer. Rejects with the API server's own sentence when it refuses. */
  read(path: string): Promise<string>;
}

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
  return { read: path => get(new URL(path, cluster.server), { ca, headers, agent: false }) };
}

function get(address: URL, options: https.RequestOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    https.get(address, options, response => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).on('error', reject).on('end', () => {
        const body = Buffer.concat(parts).toString('utf8');
        if ((response.statusCode ?? 500) < 400) resolve(body);
        else reject(new Error(messageOf(body)));
      });
    }).on('error', reject);
  });
}

/** The message of a `Status`, or the body if it is none. */
function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { message?: string }).message ?? body;
  } catch {
    return body;
  }
}
