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

/** An answer that needs no network: it comes from our rules and sources alone. `found` is false when they hold nothing on the question. */
export interface Answer {
  readonly title: string;
  readonly found: boolean;
  readonly parts: readonly AnswerPart[];
}
