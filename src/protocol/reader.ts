import * as z from 'zod';
import type { Strings } from './strings';

/** A link of a page: `href` is one the host's link policy accepts. */
export interface LinkView {
  readonly label: string;
  readonly href: string;
  /** What tells it from its neighbours: a priority, a date, a state. */
  readonly note?: string;
}

/** A small fact shown under the title; `tone` colours its icon. */
export interface BadgeView {
  readonly icon: string;
  readonly text: string;
  readonly tone?: 'error' | 'warning' | 'success' | 'info';
}

/** One part of a page. `html` was made by the host from our Markdown. */
export type BlockView =
  | { readonly type: 'html'; readonly heading?: string; readonly html: string; readonly tone?: 'warning' | 'error' | 'success' | 'info' }
  | { readonly type: 'links'; readonly heading: string; readonly links: readonly LinkView[] }
  | { readonly type: 'table'; readonly heading: string; readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** A page ready to be shown: the webview decides nothing. */
export interface PageView {
  readonly ref: string;
  /** What kind of page this is, and where it stands. */
  readonly eyebrow: string;
  /** The page above it, if it has one. */
  readonly parent?: LinkView;
  readonly title: string;
  readonly lead?: string;
  readonly badges: readonly BadgeView[];
  readonly blocks: readonly BlockView[];
  /** Set for a lesson: whether the journal says it was read. */
  readonly lesson?: { readonly read: boolean };
  /** The practice question that ends a lesson. */
  readonly practice?: LinkView;
  readonly next?: LinkView;
}

/** From the host to the page: `show` draws a page where it was left; `marked` says what the journal now holds of the lesson shown. */
export type ToReader =
  | { readonly type: 'show'; readonly page: PageView; readonly strings: Strings['reader']; readonly state: ReaderState; /** Where the page was reached from: false when it is only drawn again. */ readonly moved: boolean }
  | { readonly type: 'marked'; readonly ref: string; readonly read: boolean };

/** From the page to the host: `open` follows a link, `scrolled` says where the page is left, `read` that a lesson's end was reached or « J'ai lu » pressed. */
export const fromReader = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('open'), href: z.string().max(2000) }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('forward') }),
  z.strictObject({ type: z.literal('scrolled'), ref: z.string().max(300), top: z.number().nonnegative() }),
  /** A note about the page shown. */
  z.strictObject({ type: z.literal('suggest'), ref: z.string().max(300) }),
  z.strictObject({ type: z.literal('read'), ref: z.string().max(300) }),
]);
export type FromReader = z.infer<typeof fromReader>;

/** The history, and the place in it; `scroll` is where each page was left, in pixels from its top. The host keeps it across reloads, and reads it back as untrusted. */
export const readerState = z.object({
  entries: z.array(z.object({ ref: z.string().max(300), scroll: z.number().nonnegative() })).min(1).max(100),
  at: z.number().int().nonnegative(),
});
export type ReaderState = z.infer<typeof readerState>;
