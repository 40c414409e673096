import * as z from 'zod';
import type { Strings } from './strings';

/** One step of a chain. `place` and `subject` are labels of what can be opened; the host knows where they lead. */
export interface StepView {
  readonly what: string;
  readonly place?: string;
  readonly subject?: string;
}

/** What the platform's page shows: words are the page's, facts come from here. */
export interface WhyView {
  readonly title: string;
  readonly chains: readonly { readonly environment: string; readonly steps: readonly StepView[] }[];
}

/** A map of an application: boxes by layer, and the arrows between them. */
export interface MapPicture {
  readonly title: string;
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly name: string; readonly state: string; readonly health: 'good' | 'moving' | 'bad' | 'idle'; readonly layer: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

const index = z.number().int().min(0).max(10_000);

export const fromPlatform = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** Opens the line of a file that a step names. */
  z.strictObject({ type: z.literal('place'), chain: index, step: index }),
  /** Opens what a step is about: a log. */
  z.strictObject({ type: z.literal('subject'), chain: index, step: index }),
]);
export type FromPlatform = z.infer<typeof fromPlatform>;

export type ToPlatform =
  | { readonly type: 'why'; readonly view: WhyView; readonly strings: Strings['platformView'] }
  | { readonly type: 'map'; readonly view: MapPicture; readonly strings: Strings['platformView'] }
  | { readonly type: 'stopped'; readonly title: string; readonly strings: Strings['platformView'] };
