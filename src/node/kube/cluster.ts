import type { IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { answered, KubeRefusal, textOf, type KubeReader } from '../platform/kube';
import type { Identity } from './credentials';
import { held, type Target } from './kubeconfig';

/** What may be read of a cluster: discovery, objects by kind and by name, and logs. Other subresources act on it, even by a GET. */
const readable = /^\/(?:api|apis|version|api\/v1|apis\/[^/]+\/[^/]+)$|^\/(?:api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/[^/]+)?\/[a-z0-9-]+(?:\/[^/]+(?:\/log)?)?$/;
/** Of Secrets, a server is asked for metadata in a form that has no place for their data; one that cannot refuses. */
const metadataOf = (path: string) => `application/json;as=PartialObjectMetadata${/\/secrets\/[^/?]/i.test(path) ? '' : 'List'};g=meta.k8s.io;v=v1`;

/**
 * A real cluster, read as the simulated one is, and never written to. Of Secrets nothing but names and metadata is asked for, and what a server would send of
 * their data all the same is dropped. `identify` says who reads, and is asked again when its answer is too old or is no longer recognised. Rejects with sentences,
 * for an authority that is not to be verified too, as kubectl does: nobody can tell which of the two was meant.
 */
export async function clusterReader(target: Target, identify: () => Promise<Identity>, words: Strings['cluster']): Promise<KubeReader> {
  const { cluster, server } = target;
  if (cluster['insecure-skip-tls-verify'] && (cluster['certificate-authority-data'] || cluster['certificate-authority'])) throw new Error(format(words.unverified, { name: target.name }));
  const ca = await held(target, cluster['certificate-authority-data'], cluster['certificate-authority'], words);
  const name = cluster['tls-server-name'];
  const tls: RequestOptions = { agent: false, ...(ca ? { ca } : {}), ...(name ? { servername: name } : {}), ...(cluster['insecure-skip-tls-verify'] ? { rejectUnauthorized: false } : {}) };
  let identity: Identity | undefined;
  const ask = async (path: string, accept: string, signal?: AbortSignal) => {
    const address = addressOf(server, path);
    const form = isSecret(path) ? metadataOf(path) : accept;
    const attempt = async () => {
      if (identity?.until !== undefined && identity.until < Date.now() + 10_000) identity = undefined;
      const { headers, cert, key } = (identity ??= await identify());
      return answered(address, { ...tls, headers: { ...headers, accept: form }, ...(cert && key ? { cert, key } : {}), ...(signal ? { signal } : {}) }).then(answer => recognised(answer, path, target, words), (error: Error) => Promise.reject(said(error, target, words)));
    };
    return attempt().catch((error: Error) => {
      // A program may give a new identity in the place of one that is over.
      if (!(error.cause instanceof KubeRefusal) || error.cause.code !== 401 || !target.user.exec) throw error;
      identity = undefined;
      return attempt();
    });
  };
  return {
    read: async (path, accept = 'application/json') => {
      const text = await textOf(await ask(path, accept));
      return isSecret(path) ? withoutData(text) : text;
    },
    open: (path, signal) => (isSecret(path) ? Promise.reject(new Error(format(words.refused, { name: target.name, message: path }))) : ask(path, 'application/json', signal)),
  };
}

/** The address of something that may be read. Throws for anything else: an address may come from a document's. */
function addressOf(server: string, path: string): URL {
  const address = new URL(server.replace(/\/$/, '') + path);
  const inside = address.href.startsWith(server.replace(/\/$/, '')) ? path.replace(/\?.*$/, '') : '';
  if (!readable.test(inside) || /(^|\/)\.\.?(\/|$)|%2e|%2f|%5c|\\/i.test(inside)) throw new Error(`« ${path} » ne se lit pas.`);
  return address;
}

const isSecret = (path: string) => /\/secrets(?:[/?]|$)/i.test(path);
const keptAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

function withoutData(text: string): string {
  const bare = (object: Record<string, unknown>): unknown => {
    const { data: _, stringData: __, metadata, ...rest } = object;
    const { annotations, managedFields: ___, ...own } = (metadata ?? {}) as { annotations?: Record<string, string>; managedFields?: unknown };
    // What kubectl last applied is the whole object, data included.
    const left = Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => key !== keptAnnotation));
    return { ...rest, metadata: { ...own, ...(annotations ? { annotations: left } : {}) } };
  };
  const read = JSON.parse(text) as Record<string, unknown> & { items?: Record<string, unknown>[] };
  return JSON.stringify(read.items ? { kind: read['kind'], apiVersion: read['apiVersion'], metadata: read['metadata'], items: read.items.map(bare) } : bare(read));
}

/** Why a cluster gave no answer, in words that say what to look at. */
function said(error: Error, { name, server }: Target, words: Strings['cluster']): Error {
  if (error instanceof KubeRefusal) return new Error(refusalOf(error, name, words), { cause: error });
  if (error.name === 'AbortError') return error;
  const code = (error as NodeJS.ErrnoException).code ?? error.message;
  return new Error(format(unreached(code, words), { name, server, code }), { cause: error });
}

function refusalOf({ code, message }: KubeRefusal, name: string, words: Strings['cluster']): string {
  const texts: Readonly<Record<number, string>> = { 401: words.unknown, 403: words.forbidden, 404: words.absent };
  return format(texts[code] ?? words.refused, { name, message });
}

/** A connection fails for what the server is, for who we are, or because nothing is there. */
function unreached(code: string, words: Strings['cluster']): string {
  if (/^ERR_OSSL|PASSPHRASE/.test(code)) return words.badIdentity;
  if (code === 'ERR_INVALID_CHAR') return words.badToken;
  if (/CERT|SIGNED|SIGNATURE|ALTNAME|ISSUER/.test(code)) return words.badCertificate;
  return code === 'EPROTO' ? words.notTls : words.noAnswer;
}

/** An answer of a cluster's own: objects in JSON, and a log as it is. Another place answers something else, or leads elsewhere. */
function recognised(answer: IncomingMessage, path: string, { name, server }: Target, words: Strings['cluster']): IncomingMessage {
  if ((answer.statusCode ?? 500) < 300 && (/\/log(\?|$)/.test(path) || /json/.test(answer.headers['content-type'] ?? ''))) return answer;
  answer.destroy();
  throw new Error(format(words.notKubernetes, { name, server }));
}
