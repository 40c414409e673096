import * as z from 'zod';

const slug = z.string().regex(/^[a-z0-9-]+$/);

/** `src/data/placement.yaml`: the profiles of those who learn, and the modules advised to each, in order. Advised, never locked. */
export const placementPlan = z.strictObject({
  id: slug,
  minutes: z.number().int().positive(),
  questions: z.number().int().positive(),
  profiles: z.array(z.strictObject({ id: slug, title: z.string(), summary: z.string(), modules: z.array(slug).min(1) })).min(1),
});
export type PlacementPlan = z.infer<typeof placementPlan>;
export type Profile = PlacementPlan['profiles'][number];
