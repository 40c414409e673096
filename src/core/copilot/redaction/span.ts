/** What is masked before anything leaves. The id is what replaces the secret, so it is French, like the rest of what the model reads. */
export const maskKinds = [
  'clé-privée', 'jeton-gitlab', 'jeton-github', 'clé-aws', 'jwt', 'clé-age', 'jeton-vault', 'jeton-slack', 'autre-jeton', 'url-avec-identifiants',
  'en-tête-authorization', 'mot-de-passe', 'secret-kubernetes', 'chaîne-aléatoire', 'courriel', 'adresse-ip', 'hôte-interne', 'nom-de-compte',
] as const;

export type MaskKind = (typeof maskKinds)[number];

/** A piece of text to mask: `start` and `end` count UTF-16 code units, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: MaskKind;
}

/** How a text is to be read: a configuration file, program code (where only literals hold secrets) or what the user typed. */
export type TextFormat = 'config' | 'code' | 'prose';

/** Overlapping spans as one, in order; the widest gives its kind, since a token inside a password is the password. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].filter(s => s.end > s.start).sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (!last || span.start >= last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { start: last.start, end: span.end, kind: span.end - span.start > last.end - last.start ? span.kind : last.kind };
  }
  return merged;
}
