import { passagesOf } from '../../core/copilot/passages';
import { searchIn, type Search } from '../../core/copilot/search';
import type { Library } from '../../core/curriculum/page';
import type { Coach } from '../kit/context';

/** Our content and the index over it: read and built by the first question. */
export interface Knowledge {
  readonly library: Library;
  readonly search: Search;
}

/** Gives the same knowledge to every question; tries again after a failure, which rejects with a French sentence. */
export function knowledgeOf(content: Coach['content']): () => Promise<Knowledge> {
  let known: Promise<Knowledge> | undefined;
  return () => {
    known ??= read(content);
    known.catch(() => (known = undefined));
    return known;
  };
}

async function read(content: Coach['content']): Promise<Knowledge> {
  const catalog = await content.catalog();
  const library = { catalog, modules: await Promise.all(catalog.modules.map(module => content.module(module.id))) };
  return { library, search: searchIn(passagesOf(library)) };
}
