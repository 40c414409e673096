import type { Stage } from './environment';
import type { Fact } from './facts/fact';

/** Zero-based, as in VS Code and the Language Server Protocol: `character` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half-open: `end` is the first position after the range. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** `file` is relative to the analysed folder, with `/` on every system. */
export interface Location {
  readonly file: string;
  readonly range: Range;
}

export type Severity = 'error' | 'warning' | 'information';
export type Category = 'conformity' | 'security' | 'quality' | 'architecture';

/** The Kubernetes object a finding is about. `index` counts every document of the file, empty ones included; `itemIndex` is its place in a `List`. */
export interface Resource {
  readonly index: number;
  readonly itemIndex?: number;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** Replaces `range` of `file` by `newText`; the rest of the file stays byte for byte the same. */
export interface TextEdit {
  readonly file: string;
  readonly range: Range;
  readonly newText: string;
}

/** What a fix would do: a title in French, and edits that do not overlap. One that reaches other files, or makes some, is shown before it is applied. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Files that do not exist yet, and that the edits fill. */
  readonly creates?: readonly string[];
}

/**
 * Something that does not hold in a file. `rule` is the id `family/name` on which diagnostics, fixes, hints, lessons and questions join;
 * `message` is in French and says what is wrong and what was expected.
 */
export interface Finding {
  readonly rule: string;
  /** What tells it from other findings of the rule on the same thing, whatever the wording: the reading of the card, and the values of the message. */
  readonly key: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly message: string;
  readonly location: Location;
  readonly resource?: Resource;
  /** The environment it belongs to, as the repository names it; none when it is of all. */
  readonly environment?: string;
  readonly requirements: readonly string[];
  readonly fix?: Fix;
}

/** A finding its file asks to pass over, by a comment that gives the reason. */
export interface IgnoredFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/** A file that could not be read as what it claims to be; `reason` is a French sentence saying what, where and what to do. */
export interface Unreadable {
  readonly file: string;
  readonly reason: string;
  readonly range?: Range;
  /** Set when a rule of ours could not be evaluated there: the file is not at fault, and that rule's silence proves nothing. */
  readonly rule?: string;
  /** Set for a `cpin-ignore` that does nothing: nothing was left unread. */
  readonly mark?: true;
}

/** An object seen in a file: what labs look for, so that deleting an object never makes a check hold. */
export interface LocatedResource {
  readonly resource: Resource;
  readonly location: Location;
  /** The containers of its pods, init containers included, and their image if one is written; empty for an object without pods. */
  readonly containers: readonly { readonly name: string; readonly image?: string }[];
}

/** A chart or an overlay that was rendered, or that could not be. */
export interface RenderSummary {
  /** `Chart.yaml` or `kustomization.yaml`. */
  readonly head: string;
  /** The environments it was rendered for; none when it has none. */
  readonly environments: readonly string[];
  readonly rendered: boolean;
  /** How many findings its objects gave, those of several environments counted once. */
  readonly findings: number;
  /** The files it is made from. */
  readonly files: readonly string[];
}

export interface AnalysisResult {
  readonly findings: readonly Finding[];
  readonly unreadable: readonly Unreadable[];
  readonly resources: readonly LocatedResource[];
  /** Set when a whole folder holds no file that any rule reads: silence then says nothing. */
  readonly empty?: boolean;
  /** Left out when the files hold no chart and no overlay. */
  readonly renders?: readonly RenderSummary[];
  /** Left out when there are none, or when files were analysed apart from their repository. */
  readonly ignored?: readonly IgnoredFinding[];
  /** What was seen that bears on a requirement; only a whole repository has any. */
  readonly facts?: readonly Fact[];
  /** The stages that something of the repository says it is for; left out when nothing does. */
  readonly stages?: readonly Stage[];
}
