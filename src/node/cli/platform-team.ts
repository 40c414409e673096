import type { TeamCommand } from '../../core/platform/console/team';
import type { Permission } from '../../core/platform/console/permissions';
import { exit, Refusal, type Arguments, type Command, type Terminal } from './command';
import { running } from './platform-client';
import { state } from './platform-state';
import { projectOf } from './platform-vault';

const options = { state, project: { type: 'string' }, by: { type: 'string' } } as const;
const where = '[--state DIR] [--project P] [--by COURRIEL]';

async function show(args: Arguments, terminal: Terminal): Promise<number> {
  for (const { project, members, roles } of await (await running(args, terminal)).team()) {
    const { out, strings: { platform } } = terminal;
    out(`${platform.project} ${project}\n`);
    for (const { name, permissions } of roles) out(`  ${platform.role} ${name}  ${permissions.join(', ')}\n`);
    for (const { email, roles: held, permissions } of members) out(`  ${email}  ${held.join(', ') || '–'}  ${permissions.join(', ')}\n`);
  }
  return exit.ok;
}

function onTeam(words: readonly string[], operands: readonly string[], usage: string, more: Command['options'], summary: Command['summary'], commandOf: (project: string, args: Arguments) => TeamCommand): Command {
  return {
    path: ['platform', ...words], operands, options: { ...options, ...more }, usage: `${usage ? `${usage} ` : ''}${where}`, summary,
    async run(args, terminal) {
      const client = await running(args, terminal);
      const { by } = args.values;
      const { ok, message } = await client.give({ ...commandOf(await projectOf(args, client, terminal), args), ...(typeof by === 'string' ? { by } : {}) });
      if (!ok) throw new Refusal(message ?? terminal.strings.platform.refused);
      return show(args, terminal);
    },
  };
}

const first = ({ positionals }: Arguments) => positionals[0] ?? '';
const listed = (value: unknown) => (typeof value === 'string' ? value.split(',').map(one => one.trim()).filter(Boolean) : []);

const journal: Command = {
  path: ['platform', 'journal'], operands: [], options: { state }, usage: '[--state DIR]', summary: ({ platform }) => platform.journalSummary,
  async run(args, terminal) {
    for (const { project, journal: entries } of await (await running(args, terminal)).team()) for (const one of entries) terminal.out(`${project}  ${one.ok ? 'OK' : 'KO'}  ${one.action}${one.about ? ` ${one.about}` : ''}  ${one.by}${one.message ? `\n    ${one.message}` : ''}\n`);
    return exit.ok;
  },
};

export const teamCommands: readonly Command[] = [
  { path: ['platform', 'team'], operands: [], options: { state }, usage: '[--state DIR]', summary: ({ platform }) => platform.teamSummary, run: show },
  onTeam(['member', 'add'], ['COURRIEL'], '[--roles R1,R2]', { roles: { type: 'string' } }, ({ platform }) => platform.memberAddSummary, (project, args) => ({ type: 'add-member', project, email: first(args), roles: listed(args.values['roles']) })),
  onTeam(['member', 'remove'], ['COURRIEL'], '', {}, ({ platform }) => platform.memberRemoveSummary, (project, args) => ({ type: 'remove-member', project, email: first(args) })),
  onTeam(['role', 'set'], ['NOM'], '--permissions P1,P2', { permissions: { type: 'string' } }, ({ platform }) => platform.roleSetSummary, (project, args) => ({ type: 'set-role', project, role: first(args), permissions: listed(args.values['permissions']) as Permission[] })),
  onTeam(['role', 'remove'], ['NOM'], '', {}, ({ platform }) => platform.roleRemoveSummary, (project, args) => ({ type: 'remove-role', project, role: first(args) })),
  onTeam(['reprovision'], [], '', {}, ({ platform }) => platform.reprovisionSummary, project => ({ type: 'reprovision', project })),
  journal,
];
