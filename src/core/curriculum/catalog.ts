import type { RuleCard } from '../analysis/card';
import type { Schemas } from '../analysis/schema/description';
import type { PlainMap } from '../analysis/yaml/plain';
import type { GlossaryTerm, Guide, Lesson, Misconception, Module, Question, Requirement, Source } from './schemas';
import type { ExamPlan } from './exam-plan';
import type { Lab } from './lab';
import type { PlacementPlan } from './placement';

/** Everything the product knows that is not code, as the build writes it: light enough to load on first use, never on activation. */
export interface Catalog {
  /** Digest of the whole content: every journal event names the version it was earned on. */
  readonly version: string;
  readonly modules: readonly Module[];
  readonly labs: readonly Lab[];
  readonly rules: readonly RuleCard[];
  /** The platform's pipeline catalogue, by file name: what a pipeline that includes it is resolved with. */
  readonly catalogue: Readonly<Record<string, PlainMap>>;
  /** Read on first use; left out where only the authors' files are known. */
  readonly schemas?: Schemas;
  readonly requirements: readonly Requirement[];
  readonly glossary: readonly GlossaryTerm[];
  readonly sources: readonly Source[];
  readonly misconceptions: readonly Misconception[];
  /** Pages about the coach and the certification themselves. */
  readonly guides?: readonly Guide[];
  /** What a mock exam is made of; absent when the authors wrote none. */
  readonly exam?: ExamPlan;
  /** The profiles that the placement knows; absent when the authors wrote none. */
  readonly placement?: PlacementPlan;
}

/** A module's lessons and questions, loaded when it is opened. Right answers are in here: it never leaves the extension host. */
export interface ModuleContent {
  readonly module: string;
  readonly lessons: readonly Lesson[];
  readonly questions: readonly Question[];
}

/** Where content comes from; fails with a French sentence when the installation is damaged. */
export interface ContentPort {
  catalog(): Promise<Catalog>;
  module(id: string): Promise<ModuleContent>;
}
