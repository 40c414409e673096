import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';

// The file that kubectl reads (kubernetes.io, "kubeconfig (v1)"): what is used of it is checked, what is not is passed over.

const text = z.string().optional();
const exec = z.object({ command: z.string(), args: z.array(z.string()).nullish(), env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(), apiVersion: z.string(), interactiveMode: text, provideClusterInfo: z.boolean().optional() });
const user = z.object({ as: text, 'as-uid': text, 'as-groups': z.array(z.string()).nullish(), 'as-user-extra': z.record(z.string(), z.array(z.string())).nullish(), token: text, tokenFile: text, username: text, password: text, 'client-certificate': text, 'client-certificate-data': text, 'client-key': text, 'client-key-data': text, exec: exec.optional(), 'auth-provider': z.object({ name: z.string(), config: z.record(z.string(), z.string()).nullish() }).optional() });
const cluster = z.object({ server: z.string(), 'certificate-authority': text, 'certificate-authority-data': text, 'insecure-skip-tls-verify': z.boolean().optional(), 'tls-server-name': text, 'proxy-url': text });
const shape = z.object({
  'current-context': text,
  contexts: z.array(z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: text, namespace: text }) })).nullish(),
  clusters: z.array(z.object({ name: z.string(), cluster })).nullish(),
  users: z.array(z.object({ name: z.string(), user: user.nullish() })).nullish(),
});

export type Exec = z.infer<typeof exec>;
export type User = z.infer<typeof user>;

/** The cluster of a kubeconfig's current context, and who reads it. */
export interface Target {
  readonly file: string;
  /** The context's name. */
  readonly name: string;
  readonly server: string;
  readonly namespace: string;
  readonly cluster: z.infer<typeof cluster>;
  readonly user: User;
}

/** Reads a kubeconfig file. Rejects with a sentence that says what of it cannot be used; nothing is started nor sent. */
export async function readTarget(file: string, words: Strings['cluster']): Promise<Target> {
  const read = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => Promise.reject(new Error(format(words.fileMissing, { file, code: error.code ?? error.message }))));
  const config = shape.safeParse(plain(read));
  if (!config.success) throw new Error(format(words.fileNotOurs, { file }));
  const { contexts, clusters, users, 'current-context': name = '' } = config.data;
  const context = contexts?.find(one => one.name === name)?.context;
  const found = clusters?.find(one => one.name === context?.cluster)?.cluster;
  if (!context || !found) throw new Error(format(words.noContext, { file }));
  const { server } = found;
  if (!URL.canParse(server) || new URL(server).protocol !== 'https:') throw new Error(format(words.notHttps, { name, server }));
  if (found['proxy-url']) throw new Error(format(words.proxy, { name }));
  return { file, name, server, namespace: context.namespace ?? 'default', cluster: found, user: users?.find(one => one.name === context.user)?.user ?? {} };
}

function plain(read: string): unknown {
  try {
    return parse(read, { maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

/** Something that a kubeconfig holds in base64, or names by a file beside it; undefined when it has neither. */
export async function held(target: Target, data: string | undefined, name: string | undefined, words: Strings['cluster']): Promise<Buffer | undefined> {
  if (data) return Buffer.from(data, 'base64');
  if (!name) return undefined;
  const file = path.resolve(path.dirname(target.file), name);
  return readFile(file).catch((error: NodeJS.ErrnoException) => Promise.reject(new Error(format(words.badFile, { file, code: error.code ?? error.message }))));
}
