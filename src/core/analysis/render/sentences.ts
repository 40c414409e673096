// What is said when a chart or an overlay cannot be rendered: what, where, and what to do. Nothing of it was checked, and the reader must know.

const unchecked = 'Ce qu’il produit n’a pas été vérifié.';

export const sentences = {
  missingDependency: (name: string) => `Le chart dépend de « ${name} », qui n’est pas dans « charts/ » : rien n’est téléchargé, et ses objets n’ont pas été vérifiés. Lancez « helm dependency build » et versionnez « charts/ », ou retirez la dépendance.`,
  outside: (name: string) => `« ${name} » mène hors du dépôt : rien n’y est lu. Déplacez ce fichier dans le dépôt, ou corrigez le chemin. ${unchecked}`,
  remote: (name: string) => `« ${name} » est une adresse distante : rien n’est téléchargé. Copiez cette base dans le dépôt, à une version que vous choisissez, et citez-la par un chemin relatif. ${unchecked}`,
  helmInKustomize: `Kustomize lancerait Helm pour télécharger et rendre ce chart : cela n’est pas fait. Rendez le chart à part, ou confiez-le à Argo CD par une source Helm. ${unchecked}`,
  time: (what: string) => `Le rendu de ${what} dépassait le temps permis et a été arrêté : une boucle ne finit sans doute pas, ou la machine est très occupée. Réduisez ce qu’elle parcourt, ou recommencez. ${unchecked}`,
  memory: (what: string) => `Le rendu de ${what} demandait trop de mémoire et a été arrêté : une boucle ou un texte se multiplie sans doute. ${unchecked}`,
  size: (what: string) => `Le rendu de ${what} est trop long pour être vérifié. Découpez-le : Helm lui-même refuserait une version de plus d’un mégaoctet. ${unchecked}`,
  fault: (what: string, words: string) => `Le rendu de ${what} s’est interrompu (${words}). Recommencez ; si cela se répète, signalez-le. ${unchecked}`,
  notYaml: (words: string) => `Ce modèle produit un texte qui n’est pas du YAML : « ${words} ». Vérifiez ici l’indentation (« nindent ») et les guillemets (« quote »). Le chart entier n’a pas été vérifié.`,
  template: (words: string) => `Helm ne peut pas rendre ce modèle : « ${words} ». Corrigez-le, ou donnez la valeur qui lui manque. Le chart entier n’a pas été vérifié.`,
  cycle: (name: string) => `Le modèle nommé « ${name} » s’inclut lui-même, directement ou par un autre : Helm s’arrête. Rompez le cercle. Le chart entier n’a pas été vérifié.`,
  schema: (key: string, words: string) => `La valeur de « ${key} » ne respecte pas le schéma du chart (values.schema.json) : ${words}. Corrigez-la. Le chart n’a pas été vérifié.`,
  kubeVersion: (words: string) => `Le chart refuse la version de Kubernetes prise pour le rendu : « ${words} ». Élargissez « kubeVersion ». ${unchecked}`,
  chart: (words: string) => `Helm ne peut pas rendre ce chart : « ${words} ». ${unchecked}`,
  circle: `Ces kustomizations se citent en cercle : Kustomize les refuse toutes. Rompez le cercle ; une base ne cite pas ses overlays. ${unchecked}`,
  missing: (file: string) => `Cet overlay demande « ${file} », qui n’est pas dans le dépôt : Kustomize ne le construit pas. Versionnez ce fichier (chiffré, s’il porte des secrets), ou corrigez le nom écrit ici. ${unchecked}`,
  kustomization: (words: string) => `Kustomize ne peut pas construire cet overlay : « ${words} ». Corrigez ce qui est désigné ici. ${unchecked}`,
} as const;
