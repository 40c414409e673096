import type { Location } from '../finding';

/** What can be seen in a repository that bears on a requirement, for it or against it; each with its name in a report, before a count. */
export const factNames = {
  workloads: 'Objets qui lancent des pods',
  'probed-containers': 'Conteneurs avec au moins une sonde',
  'split-probes': 'Conteneurs qui séparent vie (liveness) et disponibilité (readiness)',
  'pinned-images': 'Conteneurs dont l’image porte une version',
  'platform-images': 'Conteneurs dont l’image vient du registre de la plateforme',
  'bounded-containers': 'Conteneurs avec requests et limits',
  'high-ports': 'Ports de conteneur au-dessus de 1024',
  'external-config': 'Conteneurs configurés par ConfigMap, Secret ou variable',
  'free-contexts': 'Modèles de pod qui n’imposent ni utilisateur, ni privilège, ni hostPath',
  'readonly-roots': 'Conteneurs dont le système de fichiers est en lecture seule',
  'work-volumes': 'Volumes de travail (emptyDir)',
  'stateless-pods': 'Déploiements sans volume persistant',
  'spread-pods': 'Modèles de pod répartis entre nœuds ou zones',
  replicated: 'Objets à deux réplicas ou plus',
  'disruption-budgets': 'PodDisruptionBudget',
  'free-services': 'Services sans affinité de session',
  'network-policies': 'NetworkPolicy',
  'tls-routes': 'Entrées (Ingress, Route, Gateway) en TLS',
  'clear-routes': 'Entrées (Ingress, Route, Gateway) sans TLS',
  'lasting-data': 'Données persistantes (PVC, StatefulSet, base CNPG)',
  backups: 'Sauvegardes planifiées',
  's3-backups': 'Sauvegardes envoyées vers un stockage S3',
  recoveries: 'Restaurations décrites',
  'backups-before': 'Sauvegardes juste avant un déploiement',
  'managed-secrets': 'Secrets gérés par SOPS ou Vault',
  monitors: 'Objets collectés par Prometheus',
  alerts: 'Règles d’alerte (PrometheusRule)',
  'contact-points': 'Points de contact ou webhooks d’alerte',
  'chat-contacts': 'Messageries déclarées (Mattermost, Tchap)',
  'ca-trust': 'AC racines ajoutées à une image ou montées dans un pod',
  sso: 'Configurations OIDC, SAML ou FranceConnect',
  infrastructure: 'Charts, dossiers Kustomize et objets Kubernetes versionnés',
  charts: 'Charts Helm et dossiers Kustomize',
  'argo-applications': 'Applications Argo CD',
  'hand-deployments': 'Déploiements à la main dans la CI (`kubectl apply`, `helm upgrade`…)',
  'hand-scripts': 'Scripts qui déploient à la main (`kubectl apply`, `helm upgrade`…)',
  'dso-pipelines': 'Pipelines `.gitlab-ci-dso.yml` valides',
  'quality-jobs': 'Jobs qui mesurent la qualité du code',
  'scan-jobs': 'Jobs qui cherchent des vulnérabilités',
  'test-jobs': 'Jobs de test',
  'planned-scans': 'Recherches de vulnérabilités planifiées',
  'sync-triggers': 'Déclenchements de la synchronisation vers la plateforme',
  dockerfiles: 'Dockerfiles',
  'nonroot-images': 'Dockerfiles qui finissent sur un utilisateur non root',
  'thin-images': 'Dockerfiles dont la base finale est réduite',
  'staged-builds': 'Constructions en plusieurs étapes',
  sources: 'Fichiers de code',
  'layered-sources': 'Fichiers de code rangés en couches',
  'listed-languages': 'Langages recommandés',
  'backend-tests': 'Outils de test déclarés',
  coverage: 'Mesures de la couverture des tests',
  'interface-tests': 'Outils de test de l’interface déclarés',
  'accessibility-tests': 'Outils de test d’accessibilité déclarés',
  'design-system': 'Système de design de l’État (DSFR)',
  instrumentation: 'Bibliothèques de mesure (métriques, traces)',
  'architecture-rules': 'Outils qui vérifient l’architecture',
  resilience: 'Disjoncteurs, délais ou reprises déclarés',
  messaging: 'Bus de messages',
  apis: 'API décrites en OpenAPI',
  'api-examples': 'API décrites avec des exemples',
  'personal-data': 'Champs marqués au titre du RGPD',
  migrations: 'Migrations de schéma versionnées',
} as const;

export type FactId = keyof typeof factNames;

/** Where a fact was seen: what it is, and its place. */
export interface Sighting {
  readonly what: string;
  readonly location: Location;
}

/** How often something was seen in one environment (or in none in particular), and the first places. */
export interface Fact {
  readonly id: FactId;
  readonly environment?: string;
  readonly count: number;
  readonly places: readonly Sighting[];
}

/** Enough places to go and look; a report is not an inventory. */
const shown = 5;

/** Gathers facts. A place is computed only when it will be shown. */
export class Facts {
  private readonly seen = new Map<string, { readonly id: FactId; readonly environment: string | undefined; count: number; readonly places: Sighting[] }>();

  add(id: FactId, what: string, locate: () => Location, environment?: string): void {
    const key = `${id}|${environment ?? ''}`;
    let fact = this.seen.get(key);
    if (!fact) this.seen.set(key, (fact = { id, environment, count: 0, places: [] }));
    fact.count++;
    if (fact.places.length >= shown) return;
    const { file, range } = locate();
    fact.places.push({ what, location: { file, range } });
  }

  list(): Fact[] {
    return [...this.seen.values()].map(({ environment, ...fact }) => ({ ...fact, ...(environment === undefined ? {} : { environment }) }));
  }
}

/** The beginning of a file, for what is true of it as a whole. */
export function topOf(file: string): () => Location {
  return () => ({ file, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } });
}
