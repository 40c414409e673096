import type { AnalysisResult, Position } from './finding';
import type { FieldDescription } from './schema/field';

/** A file as it is now, saved or not. `file` is relative to the folder, with `/`. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  /** Manifests are made from it by an engine, and it is none itself: only what has no kind, secrets above all, is looked for in it. */
  readonly part?: boolean;
}

/** Whether the files are all those of a repository, or some of them: then nothing is said of what may be in the others. */
export type Scope = 'repository' | 'files';

/** Analyses files together. The CLI calls the core directly, the editor asks its worker: same code, same verdict. Never rejects for what a file holds. */
export interface AnalysisPort {
  analyse(files: readonly SourceFile[], scope?: Scope): Promise<AnalysisResult>;
}

/** Says what the field at a place of a manifest is. Never rejects for what a file holds. */
export interface DescriptionPort {
  describe(file: SourceFile, position: Position): Promise<FieldDescription | undefined>;
}
