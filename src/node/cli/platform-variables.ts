import type { PlatformClient } from '../platform/client';
import { exit, Refusal, type Arguments, type Command, type Terminal } from './command';
import { running } from './platform-client';
import { state } from './platform-state';
import { dataOf, projectOf } from './platform-vault';

const options = { state, project: { type: 'string' }, repository: { type: 'string' } } as const;
const where = '[--state DIR] [--project P] [--repository R]';

/** The settings a variable is in: those of a repository, or of the project's group. */
async function placeOf(args: Arguments, client: PlatformClient, terminal: Terminal): Promise<{ readonly project: string; readonly repository?: string }> {
  const { repository } = args.values;
  return { project: await projectOf(args, client, terminal), ...(typeof repository === 'string' ? { repository } : {}) };
}

async function list(client: PlatformClient, { out, strings: { platform } }: Terminal): Promise<number> {
  const { variables } = await client.forge();
  out(variables.map(({ project, repository, key, value = '[MASKED]', masked, protected: kept }) => `${project}${repository === undefined ? '' : `/${repository}`}  ${key}  ${value}${masked ? '  masked' : ''}${kept ? '  protected' : ''}\n`).join('') || `${platform.variableEmpty}\n`);
  return exit.ok;
}

async function given(client: PlatformClient, command: Parameters<PlatformClient['give']>[0], terminal: Terminal): Promise<number> {
  const { ok, message } = await client.give(command);
  if (!ok) throw new Refusal(message ?? terminal.strings.platform.refused);
  return list(client, terminal);
}

const set: Command = {
  path: ['platform', 'variable', 'set'],
  operands: ['CLE=VALEUR'],
  options: { ...options, masked: { type: 'boolean' }, protected: { type: 'boolean' } },
  usage: `[--masked] [--protected] ${where}`,
  summary: ({ platform }) => platform.variableSetSummary,
  async run(args, terminal) {
    const client = await running(args, terminal);
    const [entry, ...others] = Object.entries(await dataOf(args.positionals, terminal));
    if (!entry || others.length > 0) throw new Refusal(terminal.strings.platform.variableOne);
    const [key, value] = entry;
    return given(client, { type: 'set-variable', ...(await placeOf(args, client, terminal)), key, value, masked: args.values['masked'] === true, protected: args.values['protected'] === true }, terminal);
  },
};

const remove: Command = {
  path: ['platform', 'variable', 'delete'],
  operands: ['CLE'],
  options,
  usage: where,
  summary: ({ platform }) => platform.variableDeleteSummary,
  async run(args, terminal) {
    const client = await running(args, terminal);
    return given(client, { type: 'delete-variable', ...(await placeOf(args, client, terminal)), key: args.positionals[0] ?? '' }, terminal);
  },
};

const all: Command = {
  path: ['platform', 'variable', 'list'],
  operands: [],
  options: { state },
  usage: '[--state DIR]',
  summary: ({ platform }) => platform.variableListSummary,
  run: async (args, terminal) => list(await running(args, terminal), terminal),
};

export const variableCommands: readonly Command[] = [set, remove, all];
