import * as z from 'zod';
import { factNames, type FactId } from '../analysis/facts/fact';

// The shapes of everything authors write. Prose is French; Markdown fields are rendered without raw HTML. Ids are stable: progress joins on them.

const slug = z.string().regex(/^[a-z0-9-]+$/, 'minuscules, chiffres et tirets');
/** `module.competence` (see the syllabus). */
export const competenceId = z.string().regex(/^[a-z]+\.[a-z0-9-]+$/);
/** `module.competence.objective`. */
export const objectiveId = z.string().regex(/^[a-z]+\.[a-z0-9-]+\.[a-z0-9-]+$/);
/** A citation: `source` or `source#section`. */
export const citation = z.string().regex(/^[a-z0-9-]+(#[a-z0-9-]+)?$/);

/** `src/data/sources/<id>.yaml`: where a fact comes from, and the facts we rely on, section by section, in our own words. */
export const source = z.strictObject({
  id: slug,
  title: z.string(),
  publisher: z.string(),
  url: z.url().optional(),
  readOn: z.iso.date(),
  sections: z.array(z.strictObject({
    id: slug,
    title: z.string(),
    text: z.string(),
    /** Set when the sources disagree or the fact is bound to change: what is taught must be dated. */
    dated: z.string().optional(),
    url: z.url().optional(),
  })).min(1),
});

const facts = z.array(z.enum(Object.keys(factNames) as [FactId, ...FactId[]])).default([]);

/**
 * How the report on a repository decides of a requirement. A check fails when something `against` it is seen, or when its `subject` is there and its
 * `evidence` is not; it holds when evidence is seen (any of them) or, if it asks for none, when the subject is and its rules find nothing. Otherwise
 * nothing here tells. `rules`: those of the requirement that look at the same thing; what they find makes a check fail, or hold in part if there is evidence too,
 * and their silence means something. `grave`: failing it breaks the requirement; `optional`: its absence is no reproach.
 */
export const assessment = z.strictObject({
  checks: z.array(z.strictObject({ title: z.string(), subject: facts, evidence: facts, against: facts, rules: z.array(z.string()).default([]), grave: z.boolean().default(false), optional: z.boolean().default(false) })).default([]),
  /** Set when a repository shows only a part of it, whatever the checks say. */
  ceiling: z.literal('partial').optional(),
  /** Set when findings that are no error break nothing by themselves: they are marks of a practice that a repository shows otherwise. */
  floor: z.literal('partial').optional(),
  /** What to write in the homologation file for what a repository does not show, and who decides. */
  write: z.string(),
  who: z.string(),
});

/** `src/data/requirements.yaml`: one of the 55 rows of the CCT. `officialId` is what the document prints; `id` tells its duplicates apart. */
export const requirement = z.strictObject({
  id: z.string().regex(/^EXI-(G|ORG|ARCH|DATA)-\d+[ab]?$/),
  officialId: z.string(),
  priority: z.enum(['P', 'I']),
  theme: z.string(),
  text: z.string(),
  automation: z.enum(['yes', 'partial', 'no']),
  how: z.string().optional(),
  note: z.string().optional(),
  assess: assessment,
  source: citation,
});

/** `src/data/glossary.yaml`. `forms` are other spellings recognised in texts (plural, acronym, English). */
export const glossaryTerm = z.strictObject({
  id: slug,
  term: z.string(),
  forms: z.array(z.string()).default([]),
  definition: z.string(),
  source: citation.optional(),
});

/** `walkthroughs/misconceptions.yaml`: a belief that leads to a wrong option, shared by the whole bank. */
export const misconception = z.strictObject({ id: slug, belief: z.string() });

/** What proves a competence. `available: false` is shown as *à venir* and never linked. */
export const validation = z.strictObject({
  id: slug,
  kind: z.enum(['quiz', 'lab', 'exercise', 'evaluation']),
  title: z.string(),
  advanced: z.boolean().default(false),
  available: z.boolean().default(true),
  competences: z.array(competenceId).min(1),
});

/** `walkthroughs/<module>/module.yaml`. */
export const module = z.strictObject({
  id: slug,
  title: z.string(),
  summary: z.string(),
  level: z.string(),
  /** Its place among the modules, from 1: the order in which they are best taken. */
  order: z.number().int().positive().default(99),
  prerequisites: z.array(slug).default([]),
  competences: z.array(z.strictObject({
    id: competenceId,
    title: z.string(),
    summary: z.string(),
    objectives: z.array(z.strictObject({ id: objectiveId, text: z.string() })).min(1),
  })).min(1),
  validations: z.array(validation).min(1),
});

/** Front matter of `walkthroughs/<module>/lessons/<competence>/<objective>.md`; the body is the lesson. Order is that of the objectives. */
export const lessonHeader = z.strictObject({
  id: objectiveId,
  title: z.string(),
  sources: z.array(citation).min(1),
  rules: z.array(z.string()).default([]),
  requirements: z.array(z.string()).default([]),
  /** The practice question that ends the lesson. */
  question: z.string().optional(),
});

/** Front matter of `src/data/guides/<id>.md`: a page about the coach or the certification itself; the body is the page. */
export const guideHeader = z.strictObject({ id: slug, title: z.string(), sources: z.array(citation).min(1) });

const option = z.strictObject({
  text: z.string(),
  correct: z.boolean(),
  /** Why this option is right or wrong: shown after the answer. */
  why: z.string(),
  /** For a wrong option, the belief that leads to it: an id of `walkthroughs/misconceptions.yaml`. */
  misconception: slug.optional(),
  source: citation,
});

/**
 * What the engine must say of an exhibit for an option to be the answer: these rules have a finding there (on this line of the exhibit, if one is
 * given), and those have none there; `never` is for what no exhibit leads to.
 */
const expectation = z.strictObject({ never: z.boolean().default(false), fires: z.array(z.string()).default([]), silent: z.array(z.string()).default([]), line: z.number().int().positive().optional() });

/**
 * How a question's outcome is executed: the exhibit is analysed under the name `file` (between the lines of `frame`, in place of its line `{exhibit}`,
 * when an extract is shown), and an option is right exactly when what it expects holds. The twin is an exhibit for which other options are right.
 */
export const execution = z.strictObject({
  file: z.string(),
  frame: z.string().regex(/(^|\n) *\{exhibit\}(\n|$)/, 'le cadre a une ligne « {exhibit} », à la place de ce qui est montré').optional(),
  options: z.array(expectation).min(2),
  twin: z.strictObject({ text: z.string(), right: z.array(z.number().int().nonnegative()).min(1) }),
});

/** An answer given by someone who wrote neither the question nor its key, from the stem and the sources alone: places in the author's order. */
const blindSolve = z.strictObject({ reader: slug, on: z.iso.date(), response: z.array(z.number().int().nonnegative()).min(1) });

const asked = {
  id: z.string().regex(/^[a-z]+\.[a-z0-9-]+\.q[0-9]{2,3}$/),
  competence: competenceId,
  objective: objectiveId,
  level: z.enum(['recall', 'apply', 'analyse']),
  use: z.enum(['practice', 'exam']).default('practice'),
  stem: z.string(),
  difficulty: z.number().min(1).max(5),
  rules: z.array(z.string()).default([]),
  requirements: z.array(z.string()).default([]),
  enemies: z.array(z.string()).default([]),
  verify: execution.optional(),
  solves: z.array(blindSolve).default([]),
};
const exhibit = z.strictObject({ language: z.string(), text: z.string(), title: z.string().optional() });

/**
 * `walkthroughs/<module>/questions/<competence>.yaml` holds a list of these. Whatever the kind, `options` holds what is chosen, ordered, matched or
 * pointed at, each with its reason; `correct` says whether it belongs to the answer.
 */
export const question = z.discriminatedUnion('kind', [
  z.strictObject({ ...asked, kind: z.enum(['single', 'multiple']), exhibit: exhibit.optional(), options: z.array(option).min(2) }),
  /** What will happen: one option is what the exhibit leads to. */
  z.strictObject({ ...asked, kind: z.literal('outcome'), exhibit, options: z.array(option).min(2) }),
  /** The stem states something: `statement` says whether it is true, and one option is the reason. */
  z.strictObject({ ...asked, kind: z.literal('two-tier'), exhibit: exhibit.optional(), statement: z.boolean(), options: z.array(option).min(2) }),
  /** The options are written in the right order, all `correct`. */
  z.strictObject({ ...asked, kind: z.literal('order'), exhibit: exhibit.optional(), options: z.array(option).min(3) }),
  /** Each item goes with one option, by its index from 0; at least one option goes with none and is not `correct`. */
  z.strictObject({ ...asked, kind: z.literal('match'), exhibit: exhibit.optional(), items: z.array(z.strictObject({ text: z.string(), option: z.number().int().nonnegative() })).min(2), options: z.array(option).min(3) }),
  /** One line of the exhibit is at fault; `line` counts from 1. Any line can be pointed at, those that tempt are explained. */
  z.strictObject({ ...asked, kind: z.literal('faulty-line'), exhibit, options: z.array(option.extend({ line: z.number().int().positive() })).min(2) }),
]);

export type Source = z.infer<typeof source>;
export type Requirement = z.infer<typeof requirement>;
export type GlossaryTerm = z.infer<typeof glossaryTerm>;
export type Misconception = z.infer<typeof misconception>;
export type Validation = z.infer<typeof validation>;
export type Module = z.infer<typeof module>;
export type Competence = Module['competences'][number];
export type Lesson = z.infer<typeof lessonHeader> & { readonly competence: string; readonly body: string };
export type Guide = z.infer<typeof guideHeader> & { readonly body: string };
export type Question = z.infer<typeof question>;
export type Execution = z.infer<typeof execution>;
