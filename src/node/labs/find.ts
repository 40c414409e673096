import type { Catalog } from '../../core/curriculum/catalog';
import type { Lab } from '../../core/curriculum/lab';
import { unknownLab } from './problem';

/** The lab whose id is `id`; a `LabProblem` that lists the known ones otherwise. */
export function findLab(catalog: Catalog, id: string): Lab {
  const lab = catalog.labs.find(known => known.id === id);
  if (!lab) throw unknownLab(id, catalog.labs.map(known => known.id));
  return lab;
}
