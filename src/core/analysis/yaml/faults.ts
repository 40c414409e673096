import type { YAMLError } from 'yaml';
import type { SourceText } from '../text';
import type { ValueProblem } from './plain';

/** A reason why a YAML text cannot be read as its author meant it. */
export interface YamlFault {
  readonly code: YAMLError['code'] | ValueProblem['code'] | 'TOO_LONG' | 'TOO_DEEP';
  readonly start: number;
  readonly end: number;
}

export function faultOf(error: YAMLError): YamlFault {
  return { code: error.code, start: error.pos[0], end: error.pos[1] };
}

const structure = 'la structure est rompue à cet endroit. Vérifiez l’indentation, les deux-points et les guillemets de cette ligne et de la précédente';

const sentences: Readonly<Partial<Record<YamlFault['code'], string>>> = {
  TAB_AS_INDENT: 'une tabulation sert d’indentation. Remplacez-la par des espaces',
  DUPLICATE_KEY: 'la même clé est écrite deux fois dans le même objet ; seule la dernière compterait. Supprimez l’une des deux',
  BAD_INDENT: 'l’indentation n’est pas cohérente. Alignez cette ligne avec ses voisines, en espaces',
  BAD_ALIAS: 'cet alias (« *nom ») ne renvoie à aucune ancre (« &nom ») écrite plus haut. Corrigez le nom ou ajoutez l’ancre',
  ALIAS_BOMB: 'des alias imbriqués se multiplient jusqu’à des centaines de milliers de valeurs, ce que le cluster refuserait aussi. Écrivez les valeurs sans alias',
  MISSING_CHAR: 'il manque un caractère (guillemet, crochet, accolade ou deux-points). Fermez ce qui a été ouvert',
  BAD_DQ_ESCAPE: 'la barre oblique inverse n’introduit ici aucun caractère connu. Doublez-la, ou passez aux guillemets simples',
  BAD_SCALAR_START: 'cette valeur commence par un caractère réservé (@, `, %, etc.). Mettez-la entre guillemets',
  MULTILINE_IMPLICIT_KEY: 'une clé s’étend sur plusieurs lignes : il manque sans doute un deux-points. Complétez la ligne',
  BLOCK_AS_IMPLICIT_KEY: 'deux couples « clé: valeur » sont sur la même ligne. Passez à la ligne, ou mettez la valeur entre guillemets',
  TOO_LONG: 'le fichier dépasse 4 Mo. Découpez-le, ou excluez-le du dépôt s’il est généré',
  TOO_DEEP: 'les valeurs sont imbriquées trop profondément. Simplifiez ce fichier, ou excluez-le s’il est généré',
};

/** What is said of a fault, before it is put into words: where it is, counted from 1, how many more the file has, and whether the text is a template that was not rendered. */
export interface YamlFaultTold {
  readonly code: YamlFault['code'];
  readonly line: number;
  readonly column: number;
  readonly others: number;
  readonly template: boolean;
}

export function toldOf(fault: YamlFault, source: SourceText, others = 0): YamlFaultTold {
  const { line, character } = source.positionAt(fault.start);
  return { code: fault.code, line: line + 1, column: character + 1, others, template: fault.code !== 'DUPLICATE_KEY' && source.text.includes('{{') };
}

/** One French sentence: what is wrong, where, and what to do. `others` is how many more faults the file has. */
export function sentenceFor(fault: YamlFault, source: SourceText, others = 0): string {
  return sentenceOf(toldOf(fault, source, others));
}

/** The same, of a fault that was told before. */
export function sentenceOf({ code, line, column, others, template }: YamlFaultTold): string {
  const where = code === 'TOO_LONG' || code === 'TOO_DEEP' ? '' : ` (ligne ${line}, colonne ${column})`;
  const more = others > 0 ? ` ${others === 1 ? 'Une autre erreur suit' : `${others} autres erreurs suivent`}.` : '';
  const what = template ? 'il contient des accolades doubles : c’est un modèle qui n’a pas été rendu. Analysez le fichier qu’il produit' : (sentences[code] ?? structure);
  return `Ce fichier YAML ne se lit pas entièrement${where} : ${what}.${more} Ce qui n’a pas pu être lu n’a pas été vérifié.`;
}
