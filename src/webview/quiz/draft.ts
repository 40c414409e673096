import type { QuizFromWebview, QuizToWebview } from '../../protocol/quiz';

// What is ticked lives in the page until it is submitted. The page keeps a copy that survives a reload, in case the message that told the
// editor did not arrive in time.

export interface Draft {
  readonly session: string;
  readonly item: number;
  readonly response: readonly number[];
  readonly level?: 'guess' | 'unsure' | 'sure' | undefined;
}

interface Host {
  post(message: QuizFromWebview): void;
  saveState(state: unknown): void;
  savedState(): unknown;
}

/** Keeps a draft in the page and tells the editor. */
export function keepDraft(draft: Draft, host: Host): void {
  host.saveState(draft);
  const { session, item, level } = draft;
  host.post({ type: 'select', session, item, response: [...draft.response] });
  if (level) host.post({ type: 'confidence', session, item, level });
}

/** The message with what this page had ticked for the same question, if the editor does not know it. The kept state always names the session shown. */
export function resumeDraft(message: QuizToWebview, host: Host): QuizToWebview {
  if (message.type !== 'view') return message;
  const { view } = message;
  const saved = host.savedState() as Draft | undefined;
  const same = view.page === 'question' && saved?.session === view.session && saved.item === view.item;
  if (!same) {
    host.saveState({ session: view.session, item: 'item' in view ? view.item : -1, response: 'selected' in view ? view.selected : [] });
    return message;
  }
  if (saved.response.join() !== view.selected.join() || saved.level !== view.confidence) keepDraft(saved, host);
  return { ...message, view: { ...view, selected: saved.response, ...(saved.level && { confidence: saved.level }) } };
}
