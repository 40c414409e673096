import type { Library } from '../../src/core/curriculum/page';
import { readContent } from '../../src/node/content/authors';

let read: Library | undefined;

/** Our own content as the authors wrote it, read once. */
export function ownLibrary(): Library {
  if (!read) {
    const { catalog, modules } = readContent('.');
    read = { catalog, modules };
  }
  return read;
}
