import path from 'node:path';
import * as z from 'zod';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { runBounded } from '../run-bounded';
import { held, type Exec, type Target } from './kubeconfig';

/** What a kubeconfig asks for before it identifies anyone: a program to run, or a provider to use. */
export interface Asked {
  readonly kind: 'exec' | 'auth-provider';
  /** The program as the file names it, or the provider. */
  readonly name: string;
  /** All that would be run. */
  readonly command: string;
  readonly target: Target;
}

/** Who reads: what goes with each request. */
export interface Identity {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly cert?: Buffer | string;
  readonly key?: Buffer | string;
  /** When it is to be asked for again, in milliseconds. */
  readonly until?: number;
}

/** How long a program may take, in milliseconds, and how much it may write. */
const patience = 60_000;
const maxOutput = 1024 * 1024;

const credential = z.object({ kind: z.literal('ExecCredential'), status: z.object({ token: z.string().optional(), clientCertificateData: z.string().optional(), clientKeyData: z.string().optional(), expirationTimestamp: z.string().nullish() }) });

/**
 * Who the user of a kubeconfig is. A program is run, and a provider's token used, only once `allow` has said yes to it by name. Rejects with a sentence: it was
 * refused, is not installed, failed, or did not end. `environment` is what the program receives, beside what the file gives it.
 */
export async function identityOf(target: Target, allow: (asked: Asked) => Promise<boolean>, words: Strings['cluster'], environment: NodeJS.ProcessEnv = process.env, limit = patience): Promise<Identity> {
  const own = await ownIdentity(target, allow, words, environment, limit);
  return { ...own, headers: { ...own.headers, ...impersonating(target.user) } };
}

/** Who is read as, when the file asks to be another: never more may be read than that other may (kubernetes.io, "User impersonation"). */
function impersonating(user: Target['user']): Identity['headers'] {
  const extra = Object.entries(user['as-user-extra'] ?? {}).map(([key, values]) => [`Impersonate-Extra-${encodeURIComponent(key)}`, values] as const);
  const { as: name, 'as-uid': uid, 'as-groups': groups } = user;
  return { ...(name ? { 'Impersonate-User': name } : {}), ...(uid ? { 'Impersonate-Uid': uid } : {}), ...(groups?.length ? { 'Impersonate-Group': groups } : {}), ...Object.fromEntries(extra) };
}

async function ownIdentity(target: Target, allow: (asked: Asked) => Promise<boolean>, words: Strings['cluster'], environment: NodeJS.ProcessEnv, limit: number): Promise<Identity> {
  const { user, name } = target;
  const provider = user['auth-provider'];
  if (user.exec || provider) {
    const program = user.exec?.command ?? provider?.name ?? '';
    const command = [program, ...(user.exec?.args ?? [])].join(' ');
    if (!(await allow({ kind: user.exec ? 'exec' : 'auth-provider', name: program, command, target }))) throw new Error(format(words.declined, { program, name }));
    if (user.exec) return fromProgram(target, user.exec, words, environment, limit);
    const token = provider?.config?.['id-token'] ?? provider?.config?.['access-token'];
    if (!token) throw new Error(format(words.providerEmpty, { program }));
    return { headers: { authorization: `Bearer ${token}` } };
  }
  const cert = await held(target, user['client-certificate-data'], user['client-certificate'], words);
  const key = await held(target, user['client-key-data'], user['client-key'], words);
  const token = user.token ?? (await held(target, undefined, user.tokenFile, words))?.toString('utf8').trim();
  const basic = user.username === undefined ? undefined : `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}`;
  const authorization = token ? `Bearer ${token}` : basic;
  return { headers: authorization ? { authorization } : {}, ...(cert && key ? { cert, key } : {}) };
}

async function fromProgram(target: Target, exec: Exec, words: Strings['cluster'], environment: NodeJS.ProcessEnv, limit: number): Promise<Identity> {
  const program = exec.command;
  if (exec.interactiveMode === 'Always') throw new Error(format(words.execInteractive, { program }));
  const folder = path.dirname(target.file);
  const { 'certificate-authority-data': authority } = target.cluster;
  const info = { apiVersion: exec.apiVersion, kind: 'ExecCredential', spec: { interactive: false, ...(exec.provideClusterInfo ? { cluster: { server: target.server, ...(authority ? { 'certificate-authority-data': authority } : {}) } } : {}) } };
  const env = { ...defined(environment), ...Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value])), KUBERNETES_EXEC_INFO: JSON.stringify(info) };
  // A name alone is looked for in the PATH; a path is that of the file's folder (kubernetes.io, client-go credential plugins).
  const where = /[\\/]/.test(program) ? path.resolve(folder, program) : program;
  const ended = await runBounded({ program: where, args: exec.args ?? [], cwd: folder, env, limit, maxOutput }).catch((error: NodeJS.ErrnoException) => Promise.reject(new Error(error.code === 'ENOENT' ? format(words.execMissing, { program }) : format(words.execFailed, { program, reason: error.message }))));
  if (ended.stopped === 'time') throw new Error(format(words.execSlow, { program, seconds: Math.round(limit / 1000) }));
  if (ended.code !== 0) throw new Error(format(words.execFailed, { program, reason: ended.stderr.trim().split('\n').at(-1)?.slice(0, 300) || `code ${ended.code ?? '?'}` }));
  const answer = credential.safeParse(parsed(ended.stdout));
  const status = answer.data?.status;
  if (!status || (!status.token && !status.clientCertificateData)) throw new Error(format(words.execFailed, { program, reason: words.execAnswer }));
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = status;
  const until = Date.parse(expirationTimestamp ?? '');
  return { headers: token ? { authorization: `Bearer ${token}` } : {}, ...(cert && key ? { cert, key } : {}), ...(Number.isNaN(until) ? {} : { until }) };
}

function defined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
