/** Tout ce qui change d’un environnement à l’autre. Rien n’est écrit en dur : les valeurs viennent de la ConfigMap. */
export interface Configuration {
  readonly port: number;
  readonly environnement: string;
}

export function lireConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration {
  const port = Number(env['GUICHET_PORT'] ?? '8080');
  if (!Number.isInteger(port) || port <= 1024) throw new Error(`GUICHET_PORT doit être un entier supérieur à 1024 (lu : ${env['GUICHET_PORT']})`);
  return { port, environnement: env['GUICHET_ENVIRONNEMENT'] ?? 'local' };
}
