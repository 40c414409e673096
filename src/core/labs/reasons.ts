import type { Finding, LocatedResource } from '../analysis/finding';
import type { LabTarget } from '../curriculum/lab';
import type { Sighting } from './evidence';

// The sentences of a verdict, in French: what, where and what to do. They are content, so they do not follow the interface's language.

/** A target as people name it: `Deployment/guichet` or the file's name. */
export function nameOf(target: LabTarget): string {
  return target.kind === undefined ? `${target.file ?? ''}` : `${target.kind}/${target.name ?? ''}`;
}

/** Why a target cannot be shown, and what was found instead. */
export function sightingReason(target: LabTarget, sighting: Exclude<Sighting, { state: 'seen' }>): { readonly reason: string; readonly found: string } {
  const name = nameOf(target);
  switch (sighting.state) {
    case 'unreadable':
      return { reason: `« ${sighting.unreadable.file} » ne se lit pas : ${sighting.unreadable.reason}`, found: sighting.unreadable.reason };
    case 'containerMissing': {
      const names = sighting.containers.map(container => container.name);
      const found = names.length > 0 ? `Conteneurs : ${names.join(', ')}.` : 'Aucun conteneur.';
      if (names.includes(target.container ?? '')) return { reason: `Le conteneur « ${target.container ?? ''} » de « ${name} » n’a plus d’image : remettez la clé \`image\`. La retirer ou la mettre en commentaire ne la corrige pas.`, found };
      return { reason: `« ${name} » ne déclare plus de conteneur « ${target.container ?? ''} » : remettez-le, avec son nom. Un conteneur retiré ou mis en commentaire n’est pas un conteneur corrigé.`, found };
    }
    case 'missing':
      return target.kind === undefined
        ? { reason: `Le fichier « ${name} » est introuvable : remettez-le, avec ce nom exact. Le supprimer ou le renommer ne le corrige pas.`, found: `Pas de fichier « ${name} ».` }
        : { reason: `« ${name} » est introuvable dans le dossier : remettez cet objet, avec ce nom. Le supprimer ou le mettre en commentaire ne le corrige pas.`, found: alike(target, sighting.alike) };
  }
}

/** The finding's own sentence, and how many others the same rule has. */
export function findingReason([first, ...others]: readonly [Finding, ...Finding[]]): string {
  if (others.length === 0) return first.message;
  return `${first.message} (${others.length === 1 ? 'un autre endroit est' : `${others.length} autres endroits sont`} dans le même cas.)`;
}

export function holdsReason(target: LabTarget, file: string): string {
  return target.kind === undefined ? `« ${file} » : conforme.` : `« ${nameOf(target)} » (${file}) : conforme.`;
}

/** Nothing is said of this check, and why: another comes first. */
export function waitingReason(titles: readonly string[]): string {
  return `Pas encore vérifiable, parce que ${titles.map(title => `« ${title} »`).join(' et ')} ne tient pas encore. Commencez par là.`;
}

export const circularReason = 'Impossible à vérifier, parce que ce TP est mal écrit : cette vérification dépend d’elle-même. Ce n’est pas votre travail qui est en cause.';

export function brokenRuleReason(rule: string, why: string): string {
  return `Impossible à vérifier, parce que la règle « ${rule} » n’a pas pu être évaluée (${why}). Ce n’est pas votre travail qui est en cause.`;
}

function alike(target: LabTarget, others: readonly LocatedResource[]): string {
  if (others.length === 0) return `Aucun objet de type ${target.kind ?? ''}.`;
  return `${others.map(({ resource, location }) => `${resource.kind}/${resource.name} (${location.file})`).join(', ')}.`;
}
