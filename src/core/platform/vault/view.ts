import type { PlatformState } from '../state';

/** A secret of a project as its owner sees it in a list: the names of its keys, never a value. */
export interface SecretView {
  readonly project: string;
  readonly path: string;
  readonly version: number;
  readonly keys: readonly string[];
  readonly deleted: boolean;
}

/** The secrets that projects keep, without their values. The pipeline's engine is not shown: projects have no access to it. */
export function vaultView({ console: { projects }, vault }: Pick<PlatformState, 'console' | 'vault'>): SecretView[] {
  return projects.flatMap(({ slug }) => Object.entries(vault.mounts[slug] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([path, versions]) => {
    const last = versions.at(-1);
    return last ? [{ project: slug, path, version: last.version, keys: Object.keys(last.data), deleted: last.deletedAt !== undefined }] : [];
  }));
}
