import type { Location, Severity } from '../../analysis/finding';
import type { AuditReport } from '../report';
import type { StaleEntry } from '../baseline';
import { statuses, type AcceptedFinding, type RequirementVerdict, type Status } from '../verdict';

// The words of the report, which is a French document whatever the language of the interface.

export const statusNames: Readonly<Record<Status, string>> = { 'non-conforme': 'non conforme', partiel: 'partiel', 'a-justifier': 'à justifier', conforme: 'conforme' };
/** A sign beside each status, so that none is told by its colour alone. */
export const statusSigns: Readonly<Record<Status, string>> = { 'non-conforme': '✗', partiel: '◐', 'a-justifier': '?', conforme: '✓' };
export const severityNames: Readonly<Record<Severity, string>> = { error: 'erreur', warning: 'avertissement', information: 'information' };
export const checkSigns = { holds: '✓', partly: '◐', fails: '✗', unknown: '?' } as const;
export const checkNames = { holds: 'vérifié', partly: 'tenu en partie', fails: 'non tenu', unknown: 'rien ici ne le dit' } as const;

export const disclaimer = 'Ce rapport dit ce que les fichiers de ce dépôt montrent, à la lecture. Il prépare un dossier ; seul le ministère certifie.';

/** Said in place of findings when no file is one that a rule reads. */
export const nothingToAudit = 'Rien à auditer ici : aucun fichier de ce dossier n’est de ceux que les règles lisent. Sont lus les manifests Kubernetes, les charts Helm et les overlays Kustomize, les Dockerfiles, les pipelines GitLab, le code TypeScript, JavaScript, Java et Python, et les autres fichiers de texte où un secret peut se trouver ; jamais ce qui est installé ou produit (`node_modules`, `dist`, `target`…). Vérifiez que c’est bien le dossier du dépôt.';

export function titleOf({ name }: AuditReport): string {
  return name === undefined ? 'Audit CCT Cloud π Native' : `Audit CCT Cloud π Native de ${name}`;
}

/** Under the title: which environment, which day if one was given. */
export function subtitleOf({ environment, date }: AuditReport): string {
  const asked = environment === 'all' ? 'Tous les environnements' : `Environnement : ${environment}`;
  return date === undefined ? `${asked}.` : `${asked}. Établi le ${date}.`;
}

/** A place as people write it, `file:line`, counted from 1. */
export function placeName({ file, range }: Location): string {
  return `${file}:${range.start.line + 1}`;
}

/** How an official id employed twice is told apart. */
export function idOf({ requirement: { id, officialId } }: RequirementVerdict): string {
  return id === officialId ? id : `${id} (imprimée ${officialId})`;
}

export function acceptance({ reason, by, until }: AcceptedFinding): string {
  return by === 'comment' ? `accepté par un commentaire : ${reason}` : `accepté jusqu’au ${until ?? ''} : ${reason}`;
}

export function staleness({ entry: { rule, file, until }, why }: StaleEntry): string {
  return why === 'expired' ? `${rule} dans ${file} : l’acceptation valait jusqu’au ${until}, l’écart compte à nouveau.` : `${rule} dans ${file} : l’écart n’existe plus, retirez cette acceptation.`;
}

/** The four figures of the summary, primordial requirements apart. */
export function figures({ requirements }: AuditReport): readonly { readonly status: Status; readonly all: number; readonly primordial: number }[] {
  return statuses.map(status => {
    const of = requirements.filter(verdict => verdict.status === status);
    return { status, all: of.length, primordial: of.filter(({ requirement: { priority } }) => priority === 'P').length };
  });
}
