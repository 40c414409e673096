/** Where an analysis is: what takes long is said before it begins. `place` counts from one. */
export type AnalysisStep =
  | { readonly kind: 'rules'; readonly files: number }
  | { readonly kind: 'rendering'; readonly head: string; readonly place: number; readonly of: number }
  | { readonly kind: 'fixes'; readonly head: string };

/** Where an audit is. */
export type AuditStep = AnalysisStep | { readonly kind: 'reading' | 'judging' };
