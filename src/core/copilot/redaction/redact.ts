import { assignmentSpans } from './assignments';
import { decodeBase64 } from './base64';
import { manifestSpans, secretDataSpans } from './manifest';
import { shapeSpans } from './shapes';
import { mergeSpans, type MaskKind, type Span, type TextFormat } from './span';

export interface Masked {
  readonly kind: MaskKind;
  readonly count: number;
}

/** A text about to leave, and how to read it. */
export interface Text {
  readonly text: string;
  readonly format: TextFormat;
}

export interface Redaction {
  /** The texts given, in their order, without their secrets. */
  readonly texts: readonly string[];
  /** What was masked, by kind, in the order of `maskKinds` met. */
  readonly masked: readonly Masked[];
}

/** What stands for a secret. The brackets are rare enough that a reader, and the preview, can tell a mask from code. */
export const mask = (kind: MaskKind) => `⟦masqué:${kind}⟧`;
export const maskPattern = /⟦masqué:([\p{L}-]+)⟧/gu;

/** A masked text without its masks: what is left to search with. */
export function withoutMasks(text: string): string {
  return text.replace(maskPattern, ' ');
}

/**
 * Masks the secrets of texts that leave together: each by its shape, by the name it follows, or by the structure around it; and since a
 * question often repeats what the code holds, whatever is secret in one text is masked in all. Never throws.
 */
export function redact(texts: readonly Text[]): Redaction {
  const found = texts.map(spansOf);
  const known = knownSecrets(texts, found);
  const counts = new Map<MaskKind, number>();
  const clean = texts.map(({ text }, index) => replace(text, mergeSpans([...(found[index] ?? []), ...occurrences(text, known)]), counts));
  return { texts: clean, masked: [...counts].map(([kind, count]) => ({ kind, count })) };
}

/** The spans to mask in one text alone. */
export function spansOf({ text, format }: Text): Span[] {
  const structure = format === 'config' ? manifestSpans(text) : secretDataSpans(text);
  return mergeSpans([...structure, ...shapeSpans(text, format), ...assignmentSpans(text, format)]);
}

function knownSecrets(texts: readonly Text[], found: readonly (readonly Span[])[]): Map<string, MaskKind> {
  const known = new Map<string, MaskKind>();
  texts.forEach(({ text }, index) => {
    for (const span of found[index] ?? []) {
      const value = text.slice(span.start, span.end).replace(/^["']|["']$/g, '');
      // A base64 value is known decoded too, and a password without its account: the question may hold either.
      const account = span.kind === 'url-avec-identifiants' && value.includes(':') ? value.slice(value.indexOf(':') + 1) : value;
      for (const secret of [value, account, ...value.split(/\s+/).filter(line => line.length >= 12), decodeBase64(value)]) {
        if (secret !== undefined && isTelling(secret)) known.set(secret, span.kind);
      }
    }
  });
  return known;
}

/** Whether a value may be looked for elsewhere: a short common word (`admin`, `postgres`) would blot out the code without hiding anything. */
function isTelling(value: string): boolean {
  return value.length >= 6 && !/^[A-Za-z]{1,8}$/.test(value) && !/^\d{1,6}$/.test(value);
}

function occurrences(text: string, known: ReadonlyMap<string, MaskKind>): Span[] {
  const spans: Span[] = [];
  for (const [value, kind] of known) {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) spans.push({ start: at, end: at + value.length, kind });
  }
  return spans;
}

function replace(text: string, spans: readonly Span[], counts: Map<MaskKind, number>): string {
  let result = '';
  let at = 0;
  for (const { start, end, kind } of spans) {
    result += text.slice(at, start) + mask(kind);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    at = end;
  }
  return result + text.slice(at);
}
