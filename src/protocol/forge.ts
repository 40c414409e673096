import * as z from 'zod';
import type { Absence } from './platform';
import type { Strings } from './strings';

/** What a page may have the forge do. */
const act = z.enum(['approve', 'merge', 'close', 'reopen']);
export type ForgeAct = z.infer<typeof act>;

/** A merge request or an issue, as its page shows it. */
export interface WorkItemView {
  readonly title: string;
  /** What it is and how it is: `Demande de fusion ouverte`. */
  readonly state: string;
  readonly icon: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly description: string;
  /** What stands in the way of a merge. */
  readonly blockers: readonly string[];
  /** Of a merge request: its files, or why they are not known. */
  readonly changes?: { readonly files: readonly { readonly path: string; readonly what: string; readonly lines: string }[]; readonly more: number; readonly none?: string };
  /** What happened and what was said, the oldest first. */
  readonly discussion: readonly { readonly who: string; readonly when: string; readonly text: string; readonly said: boolean }[];
  readonly acts: readonly ForgeAct[];
}

/** What the page shows, which the editor keeps through a reload: untrusted when it comes back. */
export const savedForge = z.strictObject({ folder: z.string().max(4096), kind: z.enum(['request', 'issue']), repository: z.string().max(64), iid: z.number().int().min(1).max(1_000_000) });
export type SavedForge = z.infer<typeof savedForge>;

export const fromForge = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** Starts the platform, which the page says is stopped. */
  z.strictObject({ type: z.literal('start') }),
  z.strictObject({ type: z.literal('act'), act }),
  z.strictObject({ type: z.literal('comment'), text: z.string().min(1).max(100_000) }),
  /** Opens what a request changes in a file, by its place in the list. */
  z.strictObject({ type: z.literal('file'), index: z.number().int().min(0).max(10_000) }),
]);
export type FromForge = z.infer<typeof fromForge>;

/** `saved` is what the page keeps to come back. */
export type ToForge = { readonly saved: SavedForge; readonly strings: Strings['forge']; readonly startLabel: string } & (
  | { readonly type: 'item'; readonly view: WorkItemView }
  | ({ readonly type: 'absent' } & Absence)
  /** A comment was taken: what was typed may go. */
  | { readonly type: 'commented' }
);
