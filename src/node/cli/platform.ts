import { format } from '../../protocol/format';
import type { PlatformClient } from '../platform/client';
import { deployment } from '../platform/deploy';
import { stopPlatform } from '../platform/launch';
import { rootOf } from './audit';
import { exit, Refusal, type Arguments, type Command, type Terminal } from './command';
import { running, settled } from './platform-client';
import { statusText, whyText } from './platform-report';
import { state, stateFolder } from './platform-state';
import { removeCommands } from './platform-remove';
import { teamCommands } from './platform-team';
import { up } from './platform-up';
import { jobCommands } from './platform-jobs';
import { forgeCommands } from './platform-forge';
import { scan } from './platform-scan';
import { variableCommands } from './platform-variables';
import { vaultCommands } from './platform-vault';

const deploy: Command = {
  path: ['platform', 'deploy'],
  operands: ['DIR'],
  options: { state, project: { type: 'string' }, repository: { type: 'string' }, path: { type: 'string' }, values: { type: 'string' }, environment: { type: 'string', default: 'dev' }, stage: { type: 'string', default: 'dev' }, cluster: { type: 'string', default: 'hp' }, cpu: { type: 'string', default: '4' }, memory: { type: 'string', default: '8' }, 'manual-sync': { type: 'boolean' }, 'real-time': { type: 'boolean' } },
  usage: '[--state DIR] [--project P] [--repository R] [--path CHEMIN] [--values FICHIERS] [--environment E] [--stage S] [--cluster hp|pax] [--cpu N] [--memory GIO] [--manual-sync] [--real-time]',
  summary: ({ platform }) => platform.deploySummary,
  async run(args, terminal) {
    const client = await running(args, terminal);
    const root = await rootOf(args.positionals[0] ?? '.', terminal);
    const text = (name: string) => (typeof args.values[name] === 'string' ? args.values[name] : undefined);
    const wish = { project: text('project'), repository: text('repository'), path: text('path'), values: text('values'), environment: text('environment') ?? 'dev', stage: text('stage') ?? 'dev', cluster: text('cluster') ?? 'hp', cpu: Number(text('cpu') ?? '4'), memory: Number(text('memory') ?? '8'), autosync: args.values['manual-sync'] !== true };
    for (const command of await deployment(root, wish, terminal.strings.platform).catch((error: Error) => Promise.reject(new Refusal(error.message)))) {
      const { ok, message } = await client.give(command);
      if (!ok) throw new Refusal(message ?? terminal.strings.platform.refused);
    }
    if (args.values['real-time']) {
      terminal.out(terminal.strings.platform.started);
      return exit.ok;
    }
    return report(client, terminal, await settled(client, terminal));
  },
};

async function report(client: PlatformClient, terminal: Terminal, atRest = true): Promise<number> {
  const why = await client.why();
  terminal.out(statusText(await client.status(), terminal));
  if (why.length > 0) terminal.out(whyText(why, terminal));
  return why.length > 0 ? exit.found : atRest ? exit.ok : exit.unable;
}

const status: Command = {
  path: ['platform', 'status'],
  operands: [],
  options: { state },
  usage: '[--state DIR]',
  summary: ({ platform }) => platform.statusSummary,
  run: async (args, terminal) => {
    terminal.out(statusText(await (await running(args, terminal)).status(), terminal));
    return exit.ok;
  },
};

const why: Command = {
  path: ['platform', 'why'],
  operands: [],
  options: { state },
  usage: '[--state DIR]',
  summary: ({ platform }) => platform.whySummary,
  run: async (args, terminal) => {
    const found = await (await running(args, terminal)).why();
    terminal.out(found.length > 0 ? whyText(found, terminal) : `${terminal.strings.platform.allWell}\n`);
    return found.length > 0 ? exit.found : exit.ok;
  },
};

const onApplicationSummaries = { sync: 'syncSummary', rollback: 'rollbackSummary', 'confirm-deletion': 'confirmDeletionSummary', 'delete-application': 'deleteApplicationSummary' } as const;

/** What is asked of Argo CD for one application; the only one there is may go unnamed. */
function onApplication(name: keyof typeof onApplicationSummaries, usage: string, options: Command['options'], commandOf: (application: string, args: Arguments, history: readonly { readonly id: number }[]) => Parameters<PlatformClient['give']>[0]): Command {
  return {
    path: ['platform', name],
    operands: [],
    options: { state, application: { type: 'string' }, ...options },
    usage: `[--state DIR] [--application A] ${usage}`,
    summary: ({ platform }) => platform[onApplicationSummaries[name]],
    async run(args, terminal) {
      const client = await running(args, terminal);
      const known = (await client.status()).projects.flatMap(({ environments }) => environments.flatMap(({ applications }) => applications));
      const asked = args.values['application'];
      const [first, ...others] = typeof asked === 'string' ? known.filter(one => one.name === asked) : known;
      if (!first || others.length > 0) throw new Refusal(format(terminal.strings.platform.whichApplication, { applications: known.map(one => one.name).join(', ') || '–' }));
      const { ok, message } = await client.give(commandOf(first.name, args, first.history ?? []));
      if (!ok) throw new Refusal(message ?? terminal.strings.platform.refused);
      return report(client, terminal, await settled(client, terminal));
    },
  };
}

const sync = onApplication('sync', '[--prune] [--sync-option FailOnSharedResource=true]', { prune: { type: 'boolean' }, 'sync-option': { type: 'string', multiple: true } }, (application, { values }) => ({ type: 'sync-application', application, prune: values['prune'] === true, ...(Array.isArray(values['sync-option']) ? { options: values['sync-option'].map(String) } : {}) }));
const rollback = onApplication('rollback', '[--id N]', { id: { type: 'string' } }, (application, { values }, history) => ({ type: 'rollback-application', application, id: Number(values['id'] ?? history.at(-2)?.id ?? -1) }));

const confirmDeletion = onApplication('confirm-deletion', '', {}, application => ({ type: 'confirm-deletion', application }));
const deleteApplication = onApplication('delete-application', '[--keep]', { keep: { type: 'boolean' } }, (application, { values }) => ({ type: 'delete-application', application, cascade: values['keep'] !== true }));

const keys: Command = {
  path: ['platform', 'keys'],
  operands: [],
  options: { state },
  usage: '[--state DIR]',
  summary: ({ platform }) => platform.keysSummary,
  run: async (args, terminal) => {
    const { clusters = [] } = await (await running(args, terminal)).status();
    terminal.out(clusters.map(({ name, flavour, key = '' }) => `${name}  ${flavour}  ${key}\n`).join(''));
    return exit.ok;
  },
};

const down: Command = {
  path: ['platform', 'down'],
  operands: [],
  options: { state },
  usage: '[--state DIR]',
  summary: ({ platform }) => platform.downSummary,
  run: async (args, terminal) => {
    await stopPlatform(stateFolder(args, terminal), await running(args, terminal), terminal.strings.platform);
    return exit.ok;
  },
};

export const platformCommands: readonly Command[] = [up, deploy, status, why, sync, rollback, confirmDeletion, deleteApplication, keys, ...vaultCommands, ...variableCommands, scan, ...forgeCommands, ...jobCommands, ...teamCommands, ...removeCommands, down];
