import * as z from 'zod';

/** A rule's id: `family/name`, both in kebab case. */
export const ruleId = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/);
export const severity = z.enum(['error', 'warning', 'information']);

/** The same reading as a cluster can ask it at admission, for rules whose test is a function of ours: `cpin rules export` writes it, and a test holds both together. */
const admission = z.strictObject({
  each: z.enum(['object', 'container', 'volume']),
  /** True when the element conforms. Beside its own variable it may read `variables.pod` (the pod template), `variables.containers` (all of them) and `variables.volumes`. */
  cel: z.string(),
  kinds: z.array(z.string()).optional(),
  exceptKinds: z.array(z.string()).optional(),
  containers: z.array(z.enum(['containers', 'initContainers', 'ephemeralContainers'])).optional(),
});

/**
 * One reading of a rule: what is found, how grave it is and the sentence the user reads. A rule has several when the documentation and the
 * published policy differ. In `message`, `{field}` is replaced by that value of the place found.
 *
 * `cel` is true when the element conforms; its variable is named as `each` (`object`, `podTemplate`, `container`, `volume`). `kinds`, `exceptKinds` and
 * `containers` narrow what it is asked of; `place` is the way from the element to what is underlined. The fields of its message are `kind`, `name` (of the
 * object) and `element` (the name of the container or volume). A variant without `cel` is reported by the rule's TypeScript test, by its id.
 */
const variant = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  severity,
  message: z.string().min(1),
  cel: z.string().optional(),
  kinds: z.array(z.string()).optional(),
  exceptKinds: z.array(z.string()).optional(),
  containers: z.array(z.enum(['containers', 'initContainers', 'ephemeralContainers'])).optional(),
  place: z.array(z.union([z.string(), z.number()])).optional(),
  admission: admission.optional(),
});

/**
 * The card of a rule, as authors write it in `src/data/rules/<family>/<name>.yaml`. Prose is French Markdown.
 * `each` names the element the rule looks at, whose path is the place of the finding.
 */
export const ruleCard = z.strictObject({
  id: ruleId,
  title: z.string().min(5),
  category: z.enum(['conformity', 'security', 'quality', 'architecture']),
  appliesTo: z.enum(['kubernetes', 'dockerfile', 'gitlab-ci', 'secrets', 'typescript', 'architecture']),
  each: z.enum(['object', 'podTemplate', 'container', 'volume', 'document']).default('document'),
  variants: z.array(variant).min(1),
  /** Why this matters on this platform, and not in general. */
  why: z.string().min(40),
  /** What breaks, where and when, if nothing is done. */
  consequence: z.string().min(20),
  /** How to mend it, step by step. */
  remedy: z.string().min(20),
  requirements: z.array(z.string()),
  kyverno: z.strictObject({ name: z.string(), dev: z.enum(['audit', 'enforce', 'mutate', 'none']), prod: z.enum(['audit', 'enforce', 'mutate', 'none']) }).optional(),
  /** Why no cluster can ask it at admission, when it could be thought to. */
  noAdmission: z.string().optional(),
  examples: z.strictObject({ language: z.string(), passing: z.string(), failing: z.string() }),
  fix: z.strictObject({ title: z.string() }).optional(),
  /** References `source#section` that carry the rule's exact reading. */
  sources: z.array(z.string()).min(1),
});

export type RuleCard = z.infer<typeof ruleCard>;
export type RuleVariant = RuleCard['variants'][number];
