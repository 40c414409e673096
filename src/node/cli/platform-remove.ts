import type { RemovalCommand } from '../../core/platform/console/remove';
import { exit, Refusal, type Command } from './command';
import { running, settled } from './platform-client';
import { statusText } from './platform-report';
import { state } from './platform-state';
import { projectOf } from './platform-vault';

/** What the console takes away, and the platform as it is once it has gone. */
function removing(what: string, summary: Command['summary'], commandOf: (project: string, name: string) => RemovalCommand): Command {
  return {
    path: ['platform', what, 'remove'], operands: ['NOM'], options: { state, project: { type: 'string' }, by: { type: 'string' } }, usage: '[--state DIR] [--project P] [--by COURRIEL]', summary,
    async run(args, terminal) {
      const client = await running(args, terminal);
      const { by } = args.values;
      const { ok, message } = await client.give({ ...commandOf(await projectOf(args, client, terminal), args.positionals[0] ?? ''), ...(typeof by === 'string' ? { by } : {}) });
      if (!ok) throw new Refusal(message ?? terminal.strings.platform.refused);
      await settled(client, terminal);
      terminal.out(statusText(await client.status(), terminal));
      return exit.ok;
    },
  };
}

export const removeCommands: readonly Command[] = [
  removing('environment', ({ platform }) => platform.environmentRemoveSummary, (project, environment) => ({ type: 'remove-environment', project, environment })),
  removing('repository', ({ platform }) => platform.repositoryRemoveSummary, (project, repository) => ({ type: 'remove-repository', project, repository })),
];
