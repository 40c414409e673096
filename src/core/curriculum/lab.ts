import * as z from 'zod';
import { competenceId, objectiveId } from './schemas';

const slug = z.string().regex(/^[a-z0-9-]+$/);

/** Which Kubernetes object (and container of it) or file a check speaks of: if the learner deletes it, the check fails rather than holding for lack of a finding. */
const target = z
  .strictObject({ kind: z.string().optional(), name: z.string().optional(), container: z.string().optional(), file: z.string().optional() })
  .refine(t => t.file !== undefined || (t.kind !== undefined && t.name !== undefined), 'la cible nomme un fichier (`file`) ou un objet (`kind` et `name`)');

/** A check: the rule must find nothing on the target. `requires` are checks that must hold first; otherwise this one is *unknown*. */
const check = z.strictObject({
  id: slug,
  title: z.string(),
  objective: objectiveId,
  requires: z.array(slug).default([]),
  /** `readable`: the files parse and hold the target. `rule`: the rule finds nothing (information apart) on the target. */
  test: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('readable'), target }),
    z.strictObject({ type: z.literal('rule'), rule: z.string(), target }),
  ]),
  /** In French: what a conforming workspace shows. */
  expected: z.string(),
  /** From the lightest help to the most explicit. */
  hints: z.array(z.string()).min(1),
});

/** `labs/<id>/lab.yaml`; beside it `start/`, `solutions/<name>/` and `wrong/<name>.patch`. */
export const lab = z.strictObject({
  id: slug,
  title: z.string(),
  module: slug,
  competences: z.array(competenceId).min(1),
  /** Minutes. */
  duration: z.number().int().positive(),
  introduction: z.string(),
  checks: z.array(check).min(1),
});

export type Lab = z.infer<typeof lab>;
export type LabCheck = Lab['checks'][number];
export type LabTarget = LabCheck['test']['target'];
