import type { Location } from '../finding';
import type { Path } from '../yaml/nodes';

/**
 * Something that makes GitLab refuse the pipeline, or run another one than its author meant. `code` tells which; `file` and `path` lead to the
 * element in the file as written; `message` is French.
 */
export interface PipelineProblem {
  readonly code:
    | 'unreadable' | 'input-unknown' | 'input-refused' | 'include-missing' | 'include-outside' | 'include-denied' | 'include-remote' | 'include-cycle' | 'include-unknown-file' | 'too-many-includes' | 'bad-include'
    | 'extends-unknown' | 'extends-cycle' | 'extends-too-deep' | 'reference-unknown' | 'reference-cycle'
    | 'unknown-keyword' | 'no-script' | 'bad-job' | 'reserved-name' | 'no-visible-job' | 'bad-value' | 'bad-expression'
    | 'stage-unknown' | 'need-unknown' | 'need-later' | 'need-cycle' | 'dependency-unknown' | 'dependency-later' | 'dependency-unneeded' | 'conflict';
  readonly file: string;
  readonly path: Path;
  /** Set when the element is written elsewhere than its path says: in what a job extends. */
  readonly location?: Location;
  readonly message: string;
  /** GitLab's own sentence, where only what made the problem knows it. */
  readonly words?: string;
  /** The word that was most likely meant by the one written at the place, when the pipeline has one so near that it fits. */
  readonly typo?: Typo;
}

export interface Typo {
  readonly written: string;
  readonly meant: string;
}

/** One text for each place: what several jobs extend has its faults once. */
export function placeKey({ file, range: { start } }: Location): string {
  return `${file} ${start.line} ${start.character}`;
}
