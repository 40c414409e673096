// Modules as an application has them, the same for the same number.

/** A module of some fifty lines as an application has them, that imports the one before. */
export function module(index) {
  const before = index === 0 ? '' : `import { Depot${index - 1} } from './m${index - 1}';\n`;
  const methods = Array.from({ length: 6 }, (_, one) => `
  async chercher${one}(texte: string, limite = 20): Promise<readonly Ligne[]> {
    const lignes: Ligne[] = [];
    for (const ligne of this.lignes) {
      if (lignes.length >= limite) break;
      if (ligne.libelle.toLowerCase().includes(texte.trim()) && !ligne.supprimee) lignes.push({ ...ligne, rang: lignes.length + ${one} });
    }
    return lignes.sort((a, b) => a.libelle.localeCompare(b.libelle));
  }`);
  return `${before}
interface Ligne { readonly id: number; readonly libelle: string; readonly rang: number; readonly supprimee: boolean }

/** Un dépôt parmi d'autres. */
export class Depot${index} {
  private readonly lignes: Ligne[] = [];
${index === 0 ? '' : `  readonly voisin = new Depot${index - 1}();\n`}${methods.join('\n')}
}
`;
}
