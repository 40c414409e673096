/** Un événement par ligne, en JSON, sur la sortie standard : c’est la plateforme qui collecte. */
export function journal(niveau: 'info' | 'erreur', message: string, champs: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ date: new Date().toISOString(), niveau, message, ...champs })}\n`);
}
