/** Délai de réponse de chaque démarche, en jours, tel que l’arrêté de l’équipe métier le fixe. */
export const delais: Readonly<Record<string, number>> = {
  'carte-stationnement': 60,
  'duplicata-titre': 30,
  'inscription-registre': 15,
};

export type Echeance = { readonly demarche: string; readonly depot: string; readonly limite: string };
export type Refus = { readonly erreur: string };

/**
 * Date limite de réponse d’une démarche déposée le `depot` (AAAA-MM-JJ). Le délai court à partir du lendemain du dépôt,
 * et une échéance qui tombe un samedi ou un dimanche est reportée au lundi.
 */
export function echeance(demarche: string, depot: string): Echeance | Refus {
  const delai = delais[demarche];
  if (delai === undefined) return { erreur: `démarche inconnue : ${demarche}` };
  const jour = lireJour(depot);
  if (!jour) return { erreur: `date de dépôt illisible : ${depot} (attendu : AAAA-MM-JJ)` };
  jour.setUTCDate(jour.getUTCDate() + delai);
  while (jour.getUTCDay() === 0 || jour.getUTCDay() === 6) jour.setUTCDate(jour.getUTCDate() + 1);
  return { demarche, depot, limite: jour.toISOString().slice(0, 10) };
}

/** Lit un jour du calendrier ; `2026-02-30` n’en est pas un, et `Date` seul l’accepterait. */
function lireJour(texte: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(texte)) return undefined;
  const jour = new Date(`${texte}T00:00:00Z`);
  return !Number.isNaN(jour.getTime()) && jour.toISOString().startsWith(texte) ? jour : undefined;
}
