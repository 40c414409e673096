import { isHarmless } from '../../secrets/value';
import type { SecretTest } from '../test';

/** A `.env` that says something: models, whose values are to be filled in, are meant to be committed. */
export const dotenvCommitted: SecretTest = ({ file, source, leaks }) => {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (!/^\.env(\.[\w.-]+)?$|^[\w-]+\.env$/.test(name) || /[.-](example|exemple|sample|dist|template|tpl|model|modele|schema|defaults?)([.-]|$)/i.test(name)) return [];
  const set = [...source.text.matchAll(/^[ \t]*(?:export[ \t]+)?([\w.]+)[ \t]*=[ \t]*["']?([^\r\n"']*)/gm)].filter(([, key = '', value = '']) => !key.startsWith('sops_') && value.trim() !== '' && (value.trim().length < 3 || !isHarmless(value)));
  const first = set[0];
  if (!first) return [];
  const start = first.index;
  return [{ variant: leaks.length > 0 ? 'secret' : 'settings', location: { file, range: source.range(start, source.lineEnd(start)) }, fields: { file: name, count: set.length } }];
};
