import { stages } from '../../core/analysis/environment';
import { exportRules } from '../../core/compliance/admission/export';
import { exit, oneOf, type Command } from './command';

/** `cpin rules export`: the rules a cluster can ask at admission, as ValidatingAdmissionPolicy; the others with the reason. */
export const rulesExport: Command = {
  path: ['rules', 'export'],
  operands: [],
  options: { env: { type: 'string', default: 'dev' } },
  usage: '[--env dev|preprod|prod]',
  summary: ({ cli }) => cli.rulesExportSummary,
  async run({ values }, terminal) {
    const environment = oneOf(terminal, '--env', values['env'], stages);
    terminal.out(exportRules((await terminal.content.catalog()).rules, environment));
    return exit.ok;
  },
};
