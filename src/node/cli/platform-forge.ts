import { format } from '../../protocol/format';
import type { WorkItemCommand } from '../../core/platform/forge/work-items';
import { exit, Refusal, type Arguments, type Command, type Terminal } from './command';
import { running, settled } from './platform-client';
import { state } from './platform-state';

const options = { state, project: { type: 'string' }, repository: { type: 'string' } } as const;
const where = '[--state DIR] [--project P] [--repository R]';

/** The repository a command is about: the one named, or the only one there is. */
async function repositoryOf({ values }: Arguments, client: Awaited<ReturnType<typeof running>>, { strings: { platform } }: Terminal): Promise<{ readonly project: string; readonly repository: string }> {
  const known = (await client.status()).projects.flatMap(({ slug, repositories }) => repositories.map(({ name }) => ({ project: slug, repository: name })));
  const [only, ...others] = known.filter(one => (values['project'] === undefined || one.project === values['project']) && (values['repository'] === undefined || one.repository === values['repository']));
  if (!only || others.length > 0) throw new Refusal(format(platform.whichRepository, { repositories: known.map(one => `${one.project}/${one.repository}`).join(', ') || '–' }));
  return only;
}

/** One command of the forge about a repository; its outcome is the forge as it is then. */
function onForge(words: readonly string[], operands: readonly string[], usage: string, more: Command['options'], summary: Command['summary'], commandOf: (at: { readonly project: string; readonly repository: string }, args: Arguments) => WorkItemCommand): Command {
  return {
    path: ['platform', ...words], operands, options: { ...options, ...more }, usage: `${usage ? `${usage} ` : ''}${where}`, summary,
    async run(args, terminal) {
      const client = await running(args, terminal);
      const { ok, message } = await client.give(commandOf(await repositoryOf(args, client, terminal), args));
      if (!ok) throw new Refusal(message ?? terminal.strings.platform.refused);
      await settled(client, terminal);
      return show(args, terminal);
    },
  };
}

async function show(args: Arguments, terminal: Terminal): Promise<number> {
  const { out, strings: { platform } } = terminal;
  const client = await running(args, terminal);
  const { endpoint } = client;
  const { protections, mergeRequests, issues } = await client.forge();
  for (const { slug, repositories } of (await client.status()).projects) for (const { name } of repositories) {
    const full = `${slug}/${name}`;
    const account = args.values['token'] === true ? `apprenant:${endpoint.token}` : 'apprenant';
    out(`${platform.repository} ${full}  ${endpoint.console.replace('//', `//${account}@`)}/forge-mi/projects/${full}.git\n`);
    for (const branch of protections[full] ?? []) out(`  ${platform.protectedBranch} ${branch}\n`);
    for (const one of mergeRequests.filter(({ repository }) => repository === full)) out(`  !${one.iid}  ${one.state}  ${one.source} → ${one.target}  ${one.title}${one.mergeError ? `\n      ${one.mergeError}` : ''}\n`);
    for (const one of issues.filter(({ repository }) => repository === full)) out(`  #${one.iid}  ${one.state}  ${one.title}\n`);
  }
  return exit.ok;
}

const first = ({ positionals }: Arguments) => positionals[0] ?? '';
const number = (args: Arguments) => Number(first(args).replace(/^[!#]/, ''));
const text = (args: Arguments, name: string) => (typeof args.values[name] === 'string' ? { [name]: args.values[name] } : {});

const forge: Command = { path: ['platform', 'forge'], operands: [], options: { state, token: { type: 'boolean' } }, usage: '[--state DIR] [--token]', summary: ({ platform }) => platform.forgeSummary, run: show };

export const forgeCommands: readonly Command[] = [
  forge,
  onForge(['protect'], ['BRANCHE'], '', {}, ({ platform }) => platform.protectSummary, (at, args) => ({ type: 'protect-branch', ...at, branch: first(args) })),
  onForge(['unprotect'], ['BRANCHE'], '', {}, ({ platform }) => platform.unprotectSummary, (at, args) => ({ type: 'unprotect-branch', ...at, branch: first(args) })),
  onForge(['merge-request', 'open'], ['TITRE'], '--source BRANCHE [--target BRANCHE] [--description TEXTE]', { source: { type: 'string' }, target: { type: 'string' }, description: { type: 'string' } }, ({ platform }) => platform.requestOpenSummary, (at, args) => ({ type: 'open-merge-request', ...at, title: first(args), source: String(args.values['source'] ?? ''), target: String(args.values['target'] ?? 'main'), ...text(args, 'description') })),
  onForge(['merge-request', 'approve'], ['N'], '', {}, ({ platform }) => platform.requestApproveSummary, (at, args) => ({ type: 'approve-merge-request', ...at, iid: number(args) })),
  onForge(['merge-request', 'merge'], ['N'], '', {}, ({ platform }) => platform.requestMergeSummary, (at, args) => ({ type: 'merge-request-merge', ...at, iid: number(args) })),
  onForge(['merge-request', 'close'], ['N'], '', {}, ({ platform }) => platform.requestCloseSummary, (at, args) => ({ type: 'close-merge-request', ...at, iid: number(args) })),
  onForge(['issue', 'open'], ['TITRE'], '[--description TEXTE]', { description: { type: 'string' } }, ({ platform }) => platform.issueOpenSummary, (at, args) => ({ type: 'open-issue', ...at, title: first(args), ...text(args, 'description') })),
  onForge(['issue', 'close'], ['N'], '', {}, ({ platform }) => platform.issueCloseSummary, (at, args) => ({ type: 'close-issue', ...at, iid: number(args) })),
];
