import type { IncludeSources } from '../../analysis/gitlab-ci/include';
import { readPipelineFile } from '../../analysis/gitlab-ci/read';
import type { PlainMap } from '../../analysis/yaml/plain';
import type { Tree } from '../forge/forge';

/** The files of a project of the forge by its path, at a branch: `denied` when there is none that the pipeline may read, undefined when it has no such branch. */
export type Held = (path: string, ref: string) => Tree | 'denied' | undefined;

/** Where the pipeline of a commit finds what it includes, and which of its includes hold for it. */
export function sourcesOf(tree: Tree, catalogue: Readonly<Record<string, PlainMap>>, asked: { readonly fill: (text: string) => string; readonly takes: (item: PlainMap) => boolean; readonly held: Held }): IncludeSources {
  const of = (one: Tree): IncludeSources => ({
    local: file => (one.texts[file] === undefined ? undefined : readPipelineFile({ file, text: one.texts[file] })),
    files: Object.keys(one.files), catalogue,
    commit: {
      fill: asked.fill, takes: asked.takes,
      project: (path, ref) => {
        const found = asked.held(path, ref);
        return found === undefined || found === 'denied' ? found : of(found);
      },
    },
  });
  return of(tree);
}
