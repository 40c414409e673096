import type { ForgeState } from './forge';
import { someone, type WorkItemCommand } from './work-items';

const texts = (command: WorkItemCommand): readonly (readonly [string, unknown, number])[] => [
  ['Le titre', 'title' in command ? command.title : undefined, 255],
  ['La description', 'description' in command ? command.description : undefined, 100_000],
  ['Le commentaire', 'text' in command ? command.text : undefined, 100_000],
];

/** Why GitLab does not take a command, as a French sentence with its own words; undefined when it does. The repository exists. */
export function workItemRefusal(forge: ForgeState, command: WorkItemCommand): string | undefined {
  for (const [what, text, most] of texts(command)) if (text !== undefined && (typeof text !== 'string' || text.length > most)) return `${what} est un texte de ${most} caractères au plus.`;
  if ('title' in command && (typeof command.title !== 'string' || command.title.trim() === '')) return 'Le titre est vide (Title can\'t be blank). Dites en une ligne ce que cela change.';
  const repository = `${command.project}/${command.repository}`;
  const branches = (forge.branches[repository] ?? []).map(({ name }) => name);
  switch (command.type) {
    case 'protect-branch': case 'unprotect-branch': return typeof command.branch === 'string' && /^[\w*][\w./*-]{0,200}$/.test(command.branch) ? undefined : `« ${String(command.branch)} » n’est ni un nom de branche ni un motif (une étoile tient lieu de n’importe quel texte).`;
    case 'open-merge-request': return openRefusal(forge, repository, branches, command);
    case 'approve-merge-request': case 'close-merge-request': case 'merge-request-merge': return requestRefusal(forge, repository, command);
    case 'close-issue': case 'reopen-issue': return issueRefusal(forge, repository, command.iid, command.type === 'close-issue' ? 'opened' : 'closed');
    case 'comment':
      if (command.on === 'issue') return issueRefusal(forge, repository, command.iid);
      return forge.items.mergeRequests.some(one => one.repository === repository && one.iid === command.iid) ? undefined : `La demande de fusion !${command.iid} n’existe pas dans « ${repository} » (404 Not found).`;
    case 'open-issue': return undefined;
  }
}

function openRefusal({ items }: ForgeState, repository: string, branches: readonly string[], { source, target }: WorkItemCommand & { type: 'open-merge-request' }): string | undefined {
  if (source === target) return `You can't use same project/branch for source and target : « ${source} » ne se fusionne pas dans elle-même.`;
  const absent = [source, target].find(name => !branches.includes(name));
  if (absent !== undefined) return `${absent === source ? 'Source' : 'Target'} branch "${absent}" does not exist : la forge connaît ${branches.join(', ') || 'aucune branche'}. Poussez-la ou synchronisez-la d’abord.`;
  const other = items.mergeRequests.find(one => one.repository === repository && one.source === source && one.target === target && one.state === 'opened');
  return other ? `Another open merge request already exists for this source branch: !${other.iid} : poussez dans cette branche plutôt que d’en ouvrir une autre.` : undefined;
}

function requestRefusal({ items }: ForgeState, repository: string, { type, iid, author = someone }: WorkItemCommand & { type: 'approve-merge-request' | 'close-merge-request' | 'merge-request-merge' }): string | undefined {
  const found = items.mergeRequests.find(one => one.repository === repository && one.iid === iid);
  if (!found) return `La demande de fusion !${iid} n’existe pas dans « ${repository} » (404 Not found).`;
  if (found.state !== 'opened') return `La demande de fusion !${iid} est ${found.state === 'merged' ? 'déjà fusionnée' : found.state === 'merging' ? 'en cours de fusion' : 'fermée'} (405 Method Not Allowed).`;
  if (type === 'approve-merge-request' && found.approvals.includes(author)) return `« ${author} » a déjà approuvé la demande de fusion !${iid} (401 Unauthorized).`;
  if (type === 'merge-request-merge' && /^(draft|wip):/i.test(found.title)) return `La demande de fusion !${iid} est un brouillon (405 Method Not Allowed) : retirez « Draft: » de son titre.`;
  return undefined;
}

function issueRefusal({ items }: ForgeState, repository: string, iid: number, state?: 'opened' | 'closed'): string | undefined {
  const found = items.issues.find(one => one.repository === repository && one.iid === iid);
  if (!found) return `Le ticket #${iid} n’existe pas dans « ${repository} » (404 Not found).`;
  return state === undefined || found.state === state ? undefined : `Le ticket #${iid} est déjà ${found.state === 'closed' ? 'fermé' : 'ouvert'}.`;
}
