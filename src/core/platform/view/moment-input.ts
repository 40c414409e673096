import type { Input } from '../event';
import type { Time } from '../time';
import type { Health } from './health';
import type { Moment } from './moment';
import { said } from './words/said';

type Told = string | { readonly what: string; readonly health: Health };
type Words = { readonly [T in Input['type']]: (input: Input & { readonly type: T }) => Told | undefined };

const of = ({ project, repository }: { readonly project: string; readonly repository: string }) => `${project}/${repository}`;
const bad = (what: string): Told => ({ what, health: 'bad' });
const good = (what: string): Told => ({ what, health: 'good' });

/** What each input says in a run's timeline: no value of a secret, and nothing of what only tells how the platform was started. */
const words: Words = {
  'create-project': ({ slug }) => `Console : projet ${slug} créé`,
  'set-repository': ({ project, repository }) => `Console : dépôt ${project}/${repository.name} réglé${repository.infra ? `, déployé depuis « ${repository.path} »` : ''}`,
  'set-environment': ({ project, environment }) => `Console : environnement ${environment.name} de ${project}, sur le cluster ${environment.cluster}`,
  'remove-environment': ({ project, environment }) => `Console : environnement ${environment} de ${project} supprimé, avec tout ce qu’il contient`,
  'remove-repository': ({ project, repository }) => `Console : dépôt ${project}/${repository} supprimé, avec ce qui en est déployé`,
  'add-member': ({ project, email }) => `Console : ${email} entre dans l’équipe de ${project}`,
  'remove-member': ({ project, email }) => `Console : ${email} quitte l’équipe de ${project}`,
  'set-role': ({ project, role }) => `Console : rôle « ${role} » de ${project} réglé`,
  'remove-role': ({ project, role }) => `Console : rôle « ${role} » de ${project} retiré`,
  reprovision: ({ project }) => `Console : services de ${project} refaits`,
  synchronise: input => `Synchronisation de ${of(input)} demandée, branche ${input.branch}`,
  mirrored: input => (input.outcome.ok ? good(`${of(input)} reçoit ${input.outcome.tree.commit.slice(0, 8)} « ${input.outcome.tree.title} »`) : bad(`La synchronisation de ${of(input)} échoue : ${said('fr', input.outcome.message)}`)),
  pushed: input => `Push dans le dépôt secondaire ${of(input)}, branche ${input.branch}${input.tree ? ` : ${input.tree.commit.slice(0, 8)} « ${input.tree.title} »` : ' : supprimée'}`,
  'refresh-application': ({ application }) => `Argo CD relit Git pour ${application}`,
  'sync-application': ({ application }) => `Synchronisation de ${application} demandée à Argo CD`,
  'rollback-application': ({ application, id }) => `Retour de ${application} au déploiement n° ${id} demandé à Argo CD`,
  'confirm-deletion': ({ application }) => `Suppressions de ${application} confirmées à Argo CD`,
  'delete-application': ({ application, cascade }) => `Suppression de l’application ${application} demandée à Argo CD${cascade ? ', avec ce qu’elle a créé' : ', sans ce qu’elle a créé'}`,
  rendered: ({ application, outcome }) => (outcome.ok ? undefined : bad(`Le rendu de ${application} échoue : ${outcome.error.trim().split('\n')[0] ?? ''}`)),
  'change-by-hand': ({ object, patch }) => `À la main, ${object.kind} ${object.name} : ${patch === undefined ? 'supprimé' : 'modifié'}`,
  'delete-pod': ({ ref }) => `kubectl : pod ${ref.name} supprimé`,
  'restart-rollout': ({ ref }) => `kubectl : ${ref.kind} ${ref.name} relancé`,
  'vault-put': ({ project, path }) => `Vault : secret ${project}/${path} écrit`,
  'vault-delete': ({ project, path }) => `Vault : secret ${project}/${path} supprimé`,
  'vault-by-hand': ({ path }) => `Vault : secret de pipeline ${path} changé par un administrateur`,
  'cluster-key': () => undefined,
  decrypted: ({ name, outcome }) => (outcome.ok ? undefined : bad(`SopsSecret ${name} n’est pas déchiffré : ${outcome.reason}`)),
  'tests-allowed': () => undefined,
  'tests-ran': ({ outcome }) => (outcome.ran ? { what: `Tests du dépôt lancés : code ${outcome.code}`, health: outcome.code === 0 ? 'good' : 'bad' } : undefined),
  'sources-read': () => undefined,
  merged: input => (input.outcome.ok ? good(`${of(input)} : demande de fusion !${input.iid} fusionnée`) : bad(`${of(input)} : demande de fusion !${input.iid} non fusionnée, ${said('fr', input.outcome.message)}`)),
  'open-merge-request': input => `${of(input)} : demande de fusion ouverte, « ${input.title} »`,
  'approve-merge-request': input => `${of(input)} : demande de fusion !${input.iid} approuvée`,
  'close-merge-request': input => `${of(input)} : demande de fusion !${input.iid} fermée`,
  'merge-request-merge': input => `${of(input)} : fusion de !${input.iid} demandée`,
  'open-issue': input => `${of(input)} : ticket ouvert, « ${input.title} »`,
  'close-issue': input => `${of(input)} : ticket #${input.iid} fermé`,
  'reopen-issue': input => `${of(input)} : ticket #${input.iid} rouvert`,
  comment: input => `${of(input)} : commentaire sur ${input.on === 'issue' ? '#' : '!'}${input.iid}`,
  'set-variable': ({ project, repository, key }) => `GitLab : variable ${key} réglée dans ${repository === undefined ? `le groupe ${project}` : `${project}/${repository}`}`,
  'delete-variable': ({ project, repository, key }) => `GitLab : variable ${key} retirée de ${repository === undefined ? `${project}` : `${project}/${repository}`}`,
  'play-job': ({ job }) => `GitLab : job n° ${job} lancé à la main`,
  'retry-job': ({ job }) => `GitLab : job n° ${job} relancé`,
  'cancel-job': ({ job }) => `GitLab : job n° ${job} annulé`,
  'retry-pipeline': ({ pipeline }) => `GitLab : pipeline n° ${pipeline} relancé`,
  'cancel-pipeline': ({ pipeline }) => `GitLab : pipeline n° ${pipeline} annulé`,
  'protect-branch': input => `${of(input)} : branche ${input.branch} protégée`,
  'unprotect-branch': input => `${of(input)} : branche ${input.branch} déprotégée`,
};

/** An input as a moment of its run; undefined for one that nobody would look for. */
export function inputMoment(input: Input, at: Time): Moment | undefined {
  const told = (words[input.type] as (input: Input) => Told | undefined)(input);
  if (told === undefined) return undefined;
  return { at, kind: 'asked', ...(typeof told === 'string' ? { what: told, health: 'idle' } : told) };
}
