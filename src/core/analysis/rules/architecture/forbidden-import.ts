import { invert } from './invert';
import type { CodeTest, Place } from '../test';

/** Dependencies point inwards: from adapters to the domain, never back. A type counts as well: who names it must change with it. */
export const forbiddenImport: CodeTest = code => code.dependencies.flatMap((dependency): Place[] => {
  const { from, import: one, target } = dependency;
  if (!('file' in target) || !code.isProduct(from.file)) return [];
  const crossed = code.layers.crossed(from.file, target.file);
  if (!crossed) return [];
  const reading = code.layers.declared ? ['declared', 'declared-type'] : ['value', 'type'];
  return [{ variant: reading[one.erased ? 1 : 0] ?? 'value', location: code.locate(from.file, one), fields: { from: crossed.from.name, to: crossed.to.name, specifier: one.specifier }, fix: invert(code, dependency) }];
});
