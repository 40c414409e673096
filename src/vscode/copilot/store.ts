import type * as vscode from 'vscode';
import * as z from 'zod';

const position = z.object({ line: z.number(), character: z.number() });
const answer = z.object({
  title: z.string(),
  found: z.boolean(),
  parts: z.array(z.object({ heading: z.string(), markdown: z.string(), citations: z.array(z.object({ ref: z.string(), title: z.string() })).readonly() })).readonly(),
});
const model = z.object({ origin: z.string(), model: z.string(), text: z.string(), status: z.enum(['streaming', 'done', 'stopped', 'failed']), problem: z.string().optional() });
const turn = z.object({
  id: z.number(),
  /** What was asked, as typed; for a finding, the question put to a model. */
  question: z.string(),
  finding: z.object({ uri: z.string(), rule: z.string(), message: z.string(), range: z.object({ start: position, end: position }) }).optional(),
  answer,
  model: model.optional(),
});

export type Turn = z.infer<typeof turn>;
export type ModelTurn = z.infer<typeof model>;

const longest = 40;
const turns = 'copilot.turns';
const draft = 'copilot.draft';

/** The conversation of this workspace and the question being typed, kept on this machine by the editor. What cannot be read any more is left aside. */
export class Store {
  constructor(private readonly memento: vscode.Memento) {}

  turns(): Turn[] {
    const kept = z.array(turn).safeParse(this.memento.get(turns));
    // A reload ends a stream: what had come is kept.
    return (kept.data ?? []).map(t => (t.model?.status === 'streaming' ? { ...t, model: { ...t.model, status: 'stopped' as const } } : t));
  }

  saveTurns(list: readonly Turn[]): Thenable<void> {
    return this.memento.update(turns, list.slice(-longest));
  }

  draft(): string {
    return z.string().safeParse(this.memento.get(draft)).data ?? '';
  }

  saveDraft(text: string): Thenable<void> {
    return this.memento.update(draft, text);
  }
}
