import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from '../../protocol/format';
import type { PlatformClient } from '../platform/client';
import { exit, Refusal, type Arguments, type Command, type Terminal } from './command';
import { running, settled } from './platform-client';
import { state } from './platform-state';

/** The project a command is about: the one named, or the only one there is. */
export async function projectOf({ values }: Arguments, client: PlatformClient, { strings: { platform } }: Terminal): Promise<string> {
  if (typeof values['project'] === 'string') return values['project'];
  const known = (await client.status()).projects.map(({ slug }) => slug);
  const [only, ...others] = known;
  if (only === undefined || others.length > 0) throw new Refusal(format(platform.whichProject, { projects: known.join(', ') || '–' }));
  return only;
}

/** `CLE=VALEUR`, or `CLE=@FICHIER` for the content of a file, so that a value need not be in the shell's history; `CLE=-` reads the standard input. */
export async function dataOf(pairs: readonly unknown[], { cwd, strings: { platform } }: Terminal): Promise<Record<string, string>> {
  const data: Record<string, string> = {};
  for (const pair of pairs) {
    const [, key, value = ''] = /^([^=]+)=([\s\S]*)$/.exec(String(pair)) ?? [];
    if (key === undefined) throw new Refusal(format(platform.vaultPair, { pair: String(pair).split('=')[0] ?? '' }));
    data[key] = value === '-' ? await standardInput() : value.startsWith('@') ? await readFile(path.resolve(cwd, value.slice(1)), 'utf8').catch(() => Promise.reject(new Refusal(format(platform.vaultFile, { file: value.slice(1) })))) : value;
  }
  return data;
}

async function standardInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return text.replace(/\r?\n$/, '');
}

/** Lets time pass until what copies the secret has seen it, then shows the project's secrets. */
async function shown(client: PlatformClient, project: string, terminal: Terminal): Promise<number> {
  await settled(client, terminal);
  return list(client, terminal, project);
}

async function list(client: PlatformClient, { out, strings: { platform } }: Terminal, project?: string): Promise<number> {
  const secrets = (await client.vault()).filter(one => project === undefined || one.project === project);
  out(secrets.map(one => `${one.project}/${one.path}  v${one.version}  ${one.deleted ? platform.vaultDeleted : one.keys.join(', ')}\n`).join('') || `${platform.vaultEmpty}\n`);
  return exit.ok;
}

const options = { state, project: { type: 'string' } } as const;

const put: Command = {
  path: ['platform', 'vault', 'put'],
  operands: ['CHEMIN'],
  options: { ...options, set: { type: 'string', multiple: true } },
  usage: '--set CLE=VALEUR|CLE=@FICHIER|CLE=- … [--state DIR] [--project P]',
  summary: ({ platform }) => platform.vaultPutSummary,
  async run(args, terminal) {
    const client = await running(args, terminal);
    const project = await projectOf(args, client, terminal);
    const { set } = args.values;
    const { ok, message } = await client.give({ type: 'vault-put', project, path: args.positionals[0] ?? '', data: await dataOf(Array.isArray(set) ? set : [], terminal) });
    if (!ok) throw new Refusal(message ?? terminal.strings.platform.refused);
    return shown(client, project, terminal);
  },
};

const remove: Command = {
  path: ['platform', 'vault', 'delete'],
  operands: ['CHEMIN'],
  options,
  usage: '[--state DIR] [--project P]',
  summary: ({ platform }) => platform.vaultDeleteSummary,
  async run(args, terminal) {
    const client = await running(args, terminal);
    const project = await projectOf(args, client, terminal);
    const { ok, message } = await client.give({ type: 'vault-delete', project, path: args.positionals[0] ?? '' });
    if (!ok) throw new Refusal(message ?? terminal.strings.platform.refused);
    return shown(client, project, terminal);
  },
};

const all: Command = {
  path: ['platform', 'vault', 'list'],
  operands: [],
  options,
  usage: '[--state DIR] [--project P]',
  summary: ({ platform }) => platform.vaultListSummary,
  run: async (args, terminal) => list(await running(args, terminal), terminal, typeof args.values['project'] === 'string' ? args.values['project'] : undefined),
};

export const vaultCommands: readonly Command[] = [put, remove, all];
