import { stemmer } from '@orama/stemmers/french';
import { stopwords } from '@orama/stopwords/french';

/** Words of a question that name nothing: an index keeps none of them. */
const empty = `comment pourquoi quoi quel quelle quels quelles combien quand où faire fait fais dois doit doivent falloir faut peut peux peuvent pouvoir veux veut vouloir savoir sais est-ce
  puis-je dois-je peut-on doit-on avoir mettre met mets utiliser utilise dire dit dis explique expliquer explique-moi aide aider merci bonjour svp plait besoin sert servir signifie signifier veut-dire
  cela ceci ça celui celle mon ma mes notre nos votre vos être etre sert exactement vraiment vais aller va passe quelque chose cas truc fonctionne fonctionner fonctionnent marche marchent ranger stocker garder conserver placer obligatoire obligatoires how what why the is are do does can should`.split(/\s+/);
const fold = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '');
const stop = new Set([...stopwords, ...empty].map(word => fold(word.toLowerCase())));

/**
 * Ways to say the same thing, kept by hand, as the question says it → as our content does. French and English live side by side in this trade.
 */
const synonyms = new Map(Object.entries({
  limit: 'limite', limits: 'limites', request: 'demande', memory: 'mémoire', ram: 'mémoire', processeur: 'cpu', probe: 'sonde', probes: 'sondes', healthcheck: 'sonde', liveness: 'sonde', readiness: 'sonde',
  étiquette: 'label', étiquettes: 'label', deploy: 'déploiement', deployment: 'déploiement', deployer: 'déploiement', mep: 'production', prod: 'production', dev: 'développement', preprod: 'préproduction',
  container: 'conteneur', containers: 'conteneurs', docker: 'conteneur', password: 'secret', mdp: 'secret', secrets: 'secret', key: 'clé', backup: 'sauvegarde', backups: 'sauvegarde', restore: 'restauration', log: 'journal', logs: 'journaux',
  monitoring: 'supervision', observability: 'observabilité', security: 'sécurité', requirement: 'exigence', requirements: 'exigences', user: 'utilisateur', build: 'construction', runner: 'pipeline', ci: 'pipeline', registry: 'registre', harbor: 'registre',
  replica: 'réplica', replicas: 'réplicas', version: 'tag', rollback: 'retour', quotas: 'quota', ns: 'namespace', argo: 'argocd',
}));

/** Words of a text: elisions cut (« l’image » → « image »), hyphens kept inside names so that each part is found too. */
export function tokenize(text: string): string[] {
  return text.normalize('NFC').replace(/\b(?:qu|jusqu|lorsqu|puisqu|[cdjlmnst])['’]/giu, ' ').replace(/argo[ -]?cd/giu, 'argocd').replace(/mots? de passe/giu, 'secret').split(/[^\p{L}\p{N}]+/u).filter(word => word.length > 1 || /\d/.test(word));
}

/** A word as the index knows it; undefined when it says nothing. Accents are folded after the stem, which needs them. */
export function termOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (stop.has(fold(lower))) return undefined;
  return fold(stemmer(synonyms.get(lower) ?? synonyms.get(fold(lower)) ?? lower)).toLowerCase();
}
