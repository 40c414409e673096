import * as z from 'zod';
import { longestQuestion } from './limits';
import type { Strings } from './strings';

// What the copilot's page and the editor say to each other. The page never names a server, a file or a text to send: only a turn of the conversation, and the preview it saw.

const turn = z.number().int().min(0).max(1_000_000);

export const copilotFromWebview = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** What is in the box now: kept even if the panel closes. */
  z.strictObject({ type: z.literal('draft'), text: z.string().max(longestQuestion) }),
  z.strictObject({ type: z.literal('ask'), text: z.string().max(longestQuestion) }),
  z.strictObject({ type: z.literal('open'), href: z.string().max(2000) }),
  /** Shows the place in the file a turn is about. */
  z.strictObject({ type: z.literal('reveal'), turn }),
  z.strictObject({ type: z.literal('prepare'), turn }),
  z.strictObject({ type: z.literal('send'), turn, preview: turn }),
  z.strictObject({ type: z.literal('cancel'), turn }),
  z.strictObject({ type: z.literal('stop'), turn }),
  z.strictObject({ type: z.literal('clear') }),
  z.strictObject({ type: z.literal('settings') }),
]);

export type FromCopilot = z.infer<typeof copilotFromWebview>;

export interface CitationView {
  readonly label: string;
  readonly href: string;
}

export interface PartView {
  readonly heading: string;
  /** Made by the host from Markdown; see its link policy. */
  readonly html: string;
  readonly citations: readonly CitationView[];
}

/** A message about to leave, cut so that what stands for a secret can be shown as such. */
export interface MessageView {
  readonly role: string;
  readonly segments: readonly { readonly text: string; readonly masked: boolean }[];
}

export type ModelView =
  | { readonly state: 'preview'; readonly preview: number; readonly origin: string; readonly model: string; readonly messages: readonly MessageView[]; readonly masked: readonly string[]; readonly notices: readonly string[] }
  | { readonly state: 'answer'; readonly origin: string; readonly model: string; readonly html: string; readonly status: 'streaming' | 'done' | 'stopped' | 'failed'; readonly problem?: string };

export interface TurnView {
  readonly id: number;
  readonly title: string;
  /** File and line, for a turn about a finding. */
  readonly place?: string;
  readonly found: boolean;
  readonly parts: readonly PartView[];
  readonly model?: ModelView | undefined;
}

export type ServerView = { readonly state: 'none' } | { readonly state: 'refused'; readonly problem: string } | { readonly state: 'ready'; readonly ask: string };

export interface CopilotView {
  readonly turns: readonly TurnView[];
  readonly server: ServerView;
  readonly draft: string;
}

export type ToCopilot =
  /** `arrived` is a turn to bring into view, with the focus if it was asked for elsewhere; `asked` is the text of the box that is now a turn, and may leave the box. */
  | { readonly type: 'view'; readonly view: CopilotView; readonly strings: Strings['copilot']; readonly arrived?: { readonly turn: number; readonly focus: boolean }; readonly asked?: string }
  | { readonly type: 'model'; readonly turn: number; readonly model: ModelView | undefined };
