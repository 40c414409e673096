/** Something an answer stands on, and where the reader opens it: `rule:…`, `requirement:…`, `lesson:…`, `source:id#section` or `term:…`. */
export interface Citation {
  readonly ref: string;
  readonly title: string;
}

/** One part of an answer: a heading and Markdown (no raw HTML), with the citations it stands on. */
export interface AnswerPart {
  readonly heading: string;
  readonly markdown: string;
  readonly citations: readonly Citation[];
}

/** `ours` needs no network and comes from our rules and sources alone; `model` is data from a model the user opted into. */
export interface Answer {
  readonly origin: 'ours' | 'model';
  readonly title: string;
  readonly parts: readonly AnswerPart[];
}

/** One message of a chat completion. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** Exactly what would leave, already redacted, with what was masked; nothing else is ever sent. */
export interface Outgoing {
  readonly origin: string;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly masked: readonly { readonly kind: string; readonly count: number }[];
}

/** A model's stream of text. Yields pieces as they arrive; rejects with a French sentence when the server fails; stops on abort. */
export interface ModelPort {
  complete(outgoing: Outgoing, signal: AbortSignalLike): AsyncIterable<string>;
}

/** The part of the platform's AbortSignal the core needs: it has no DOM and no Node. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}
