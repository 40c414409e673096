import { lstat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { baselineFile, baselineText } from '../../core/compliance/baseline';
import { isOwnRule, withOwnLint } from '../../core/compliance/own-lint';
import { auditReport } from '../../core/compliance/report';
import { format } from '../../protocol/format';
import { auditFolder, baselineOf, dateOf, ownLintOf, rootOf, today } from './audit';
import { exit, Refusal, type Command } from './command';

/** `cpin baseline DIR`: accepts what the audit finds now, for one reason and until one date; what was accepted already keeps its own. */
export const baseline: Command = {
  path: ['baseline'],
  operands: ['DIR'],
  options: { reason: { type: 'string' }, until: { type: 'string' }, rule: { type: 'string' }, baseline: { type: 'string' }, eslint: { type: 'boolean', default: false } },
  usage: '--reason TEXT --until AAAA-MM-JJ [--rule RULE] [--baseline FILE] [--eslint]',
  summary: ({ cli }) => cli.baselineSummary,
  async run({ values, positionals: [dir = '.'] }, terminal) {
    const { cli } = terminal.strings;
    const reason = typeof values['reason'] === 'string' ? values['reason'].trim() : '';
    const until = dateOf(terminal, '--until', values['until']);
    if (reason === '' || until === undefined) throw new Refusal(cli.baselineNeeds);
    if (until < today()) throw new Refusal(format(cli.pastDate, { option: '--until', value: until }));
    const root = await rootOf(dir, terminal);
    const given = values['baseline'];
    const target = typeof given === 'string' ? path.resolve(terminal.cwd, given) : path.join(root, baselineFile);
    const exists = await lstat(target).then(() => true, () => false);
    const known = exists ? await baselineOf(root, values, terminal) : [];
    const catalog = await terminal.content.catalog();
    const only = values['rule'];
    const eslint = values['eslint'] === true;
    if (only !== undefined && !(eslint && isOwnRule(String(only))) && !catalog.rules.some(({ id }) => id === only)) throw new Refusal(format(cli.unknownRule, { rule: String(only) }));
    const { result, baseline: entries, apart } = withOwnLint(await auditFolder(dir, terminal), known, await ownLintOf(root, values));
    const { findings, accepted } = auditReport(result, catalog, { environment: 'all', today: today(), baseline: entries });
    const kept = accepted.filter(({ by }) => by === 'baseline').map(({ finding }) => finding);
    const added = findings.filter(({ severity, rule }) => severity !== 'information' && (only === undefined || rule === only));
    // An acceptance that has expired is renewed with the reason given now.
    const current = known.filter(entry => kept.some(({ fingerprint }) => fingerprint === entry.fingerprint));
    const file = path.relative(terminal.cwd, target) || target;
    try {
      await writeFile(target, baselineText([...kept, ...added], current, reason, until, apart));
    } catch (error) {
      throw new Refusal(format(cli.cannotWrite, { file, reason: (error as NodeJS.ErrnoException).code ?? String(error) }));
    }
    terminal.out(`${format(cli.baselineWritten, { file, added: added.length, kept: kept.length + apart.length, until })}\n`);
    return exit.ok;
  },
};
