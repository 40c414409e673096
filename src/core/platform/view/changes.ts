/** A file that a merge request changes. */
export interface FileChange {
  readonly path: string;
  readonly what: 'added' | 'changed' | 'deleted';
  /** Lines; undefined for a file that is no text. */
  readonly lines?: { readonly added: number; readonly removed: number };
}

/** What a merge request brings into its target, as git tells it. */
export interface ChangesView {
  /** The commits compared: where the branches part, and what is brought. */
  readonly base: string;
  readonly head: string;
  readonly files: readonly FileChange[];
  /** How many more files there are. */
  readonly more: number;
  /** The files that both branches change, so that git cannot merge them; of a request that is still open. */
  readonly conflicts: readonly string[];
}
