import { listed } from '../listed';
import { isPlainMap, type Plain, type PlainMap } from '../yaml/plain';
import { isOpen } from './inputs';
import { matchRe2 } from './match';

/** What an include gives to a file that GitLab refuses, in French sentences: inputs it does not declare, lacks or of which it wants another value. What a variable or another input will be is not known here. */
export function refusedInputs(file: string, declared: PlainMap | undefined, given: PlainMap): { readonly name?: string; readonly message: string }[] {
  const known = Object.keys(declared ?? {});
  const shown = listed(known) || 'aucune';
  const unknown = Object.keys(given).filter(name => !Object.hasOwn(declared ?? {}, name)).map(name => ({ name, message: `« ${file} » ne déclare pas l’entrée « ${name} » (${shown}) : GitLab refuse l’inclusion. Corrigez son nom, ou retirez-la.` }));
  const lacking = known.filter(name => given[name] === undefined && !hasDefault(declared?.[name])).map(name => ({ message: `« ${file} » veut l’entrée « ${name} », sans valeur par défaut : GitLab refuse l’inclusion. Donnez-la sous « inputs ».` }));
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const said = isPlainMap(declared?.[name]) ? fault(declared[name], value) : undefined;
    return said === undefined ? [] : [{ name, message: `L’entrée « ${name} » de « ${file} » ${said} : GitLab refuse l’inclusion. Corrigez la valeur.` }];
  });
  return [...unknown, ...lacking, ...wrong];
}

function hasDefault(declaration: Plain | undefined): boolean {
  return isPlainMap(declaration) && declaration['default'] !== undefined;
}

function fault({ type = 'string', options, regex }: PlainMap, value: Plain): string | undefined {
  if (isOpen(value) || (typeof value === 'string' && value.includes('$'))) return undefined;
  if (type === 'number' && typeof value !== 'number') return 'doit être un nombre, sans guillemets';
  if (type === 'boolean' && typeof value !== 'boolean') return 'doit être `true` ou `false`, sans guillemets';
  if (type === 'array' && !Array.isArray(value)) return 'doit être une liste';
  if (type === 'string' && typeof value !== 'string') return 'doit être un texte, entre guillemets';
  if (Array.isArray(options) && !options.some(option => option === value)) return `n’admet que ${options.map(option => `« ${String(option)} »`).join(', ')}`;
  return typeof regex === 'string' && typeof value === 'string' && !matchRe2(regex.replace(/^\/(.*)\/$/, '$1'), '', value) ? `doit suivre l’expression « ${regex} »` : undefined;
}
