/** Why a model gave no answer, or only part of one. The message is a French sentence made here: nothing a server writes is repeated, since it may quote the key. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
}

/** A sentence for each status that a user can do something about. */
export function statusFailure(status: number, model: string): ModelFailure {
  if (status >= 300 && status < 400) return new ModelFailure('Le serveur renvoie vers une autre adresse : la question n’y a pas été envoyée, la clé non plus. Mettez l’adresse définitive dans `coachCpin.copilot.baseUrl`.');
  if (status === 401) return new ModelFailure('Le serveur refuse la clé (401). Enregistrez-en une autre avec la commande « Copilote : enregistrer la clé du serveur ».');
  if (status === 403) return new ModelFailure('Le serveur refuse l’accès à ce modèle (403). Vérifiez les droits de votre clé.');
  if (status === 404) return new ModelFailure(`Le serveur ne connaît pas cette adresse ou le modèle « ${model} » (404). Vérifiez \`coachCpin.copilot.baseUrl\`, qui finit souvent par « /v1 », et \`coachCpin.copilot.model\`.`);
  if (status === 413) return new ModelFailure('La question est trop longue pour ce serveur (413). Posez-la sans code, ou en plusieurs fois.');
  if (status === 429) return new ModelFailure('Le serveur reçoit trop de demandes, ou votre quota est épuisé (429). Attendez un peu, puis renvoyez la question.');
  if (status >= 500) return new ModelFailure(`Le serveur est en panne ou surchargé (${status}). Réessayez plus tard ; la réponse du coach ci-dessus n’en dépend pas.`);
  return new ModelFailure(`Le serveur a refusé la question (${status}). Vérifiez le nom du modèle et l’adresse.`);
}

/** A sentence for a connection that did not work, by the code Node gives it. */
export function connectionFailure(code: string | undefined, origin: string): ModelFailure {
  if (code === 'ECONNREFUSED') return new ModelFailure(`Personne n’écoute sur ${origin}. Le serveur est-il démarré, et le port est-il le bon ?`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new ModelFailure(`Le nom de ${origin} est introuvable. Vérifiez l’adresse et votre accès au réseau.`);
  if (code === 'ECONNRESET' || code === 'EPIPE') return new ModelFailure('Le serveur a coupé la connexion avant la fin de la réponse. Renvoyez la question.');
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return new ModelFailure(`${origin} ne répond pas. Vérifiez le réseau, le VPN ou le proxy.`);
  if (code?.startsWith('ERR_TLS') || code?.startsWith('CERT_') || /CERT|SELF_SIGNED|UNABLE_TO|SSL|TLS/.test(code ?? '')) {
    return new ModelFailure(`Le certificat de ${origin} n’est pas reconnu : rien n’a été envoyé. Installez l’autorité de votre organisation sur ce poste, ou vérifiez l’adresse.`);
  }
  return new ModelFailure(`La connexion à ${origin} a échoué${code === undefined ? '' : ` (${code})`}. Vérifiez l’adresse et le réseau.`);
}

export const failures = {
  silent: (seconds: number) => new ModelFailure(`Le serveur n’a rien répondu en ${seconds} secondes. Il charge peut-être le modèle : renvoyez la question dans un instant.`),
  stalled: (seconds: number) => new ModelFailure(`Le serveur s’est tu pendant ${seconds} secondes au milieu de sa réponse, qui reste incomplète.`),
  endless: () => new ModelFailure('La réponse dépasse la taille que le coach accepte : elle a été arrêtée là.'),
  notAStream: () => new ModelFailure('Le serveur n’a pas répondu comme un serveur compatible OpenAI : ce n’est pas un flux de texte, peut-être une page web. Vérifiez `coachCpin.copilot.baseUrl`, qui finit souvent par « /v1 ».'),
  broken: () => new ModelFailure('La réponse du serveur est mal formée et s’arrête là. Si cela se reproduit, signalez-le à qui l’exploite.'),
  cut: () => new ModelFailure('La réponse s’est interrompue avant sa fin.'),
  truncated: () => new ModelFailure('Le serveur a coupé la réponse : elle atteint la longueur qu’il permet.'),
  empty: () => new ModelFailure('Le modèle n’a rien répondu.'),
} as const;
