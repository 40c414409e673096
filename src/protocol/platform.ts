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
  /** The line of the view that the page is about; all that is wrong, without one. */
  readonly about?: string;
  /** What it says when nothing is wrong. */
  readonly well: string;
  /** Whether there is more to see on the rest of the platform. */
  readonly elsewhere: boolean;
  readonly chains: readonly { readonly environment: string; readonly steps: readonly StepView[] }[];
}

/** A map of an application: boxes by layer, and the arrows between them. */
export interface MapPicture {
  readonly title: string;
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly name: string; readonly state: string; readonly health: 'good' | 'moving' | 'bad' | 'idle'; readonly layer: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

const folder = z.string().max(4096);

/** What a page shows, which the editor keeps through a reload: untrusted when it comes back. */
export const savedPlatform = z.discriminatedUnion('page', [
  z.strictObject({ page: z.literal('why'), folder, line: z.string().max(1024).optional() }),
  z.strictObject({ page: z.literal('map'), folder, application: z.string().max(256) }),
]);
export type SavedPlatform = z.infer<typeof savedPlatform>;

const index = z.number().int().min(0).max(10_000);

export const fromPlatform = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** Starts the platform, which the page says is stopped. */
  z.strictObject({ type: z.literal('start') }),
  /** From the page of one line, shows all that is wrong. */
  z.strictObject({ type: z.literal('all') }),
  /** Opens the line of a file that a step names. */
  z.strictObject({ type: z.literal('place'), chain: index, step: index }),
  /** Opens what a step is about: a log. */
  z.strictObject({ type: z.literal('subject'), chain: index, step: index }),
]);
export type FromPlatform = z.infer<typeof fromPlatform>;

/** What is said in the place of what cannot be shown; whether the platform can be started from there. */
export interface Absence {
  readonly title: string;
  readonly text: string;
  readonly start: boolean;
}

/** `saved` is what the page keeps to come back. */
export type ToPlatform = { readonly saved: SavedPlatform; readonly strings: Strings['platformView'] } & (
  | { readonly type: 'why'; readonly view: WhyView }
  | { readonly type: 'map'; readonly view: MapPicture }
  | ({ readonly type: 'absent' } & Absence)
);
