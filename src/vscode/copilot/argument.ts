import type * as vscode from 'vscode';

/** A finding as a code action, a hover's link or a command names it: plain data. */
export interface FindingArgument {
  readonly uri: string;
  readonly rule: string;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number }; readonly end: { readonly line: number; readonly character: number } };
}

/** One of our diagnostics as an argument; undefined for one that comes from no rule. */
export function argumentOf(uri: vscode.Uri, diagnostic: vscode.Diagnostic): FindingArgument | undefined {
  const rule = ruleOf(diagnostic);
  const { start, end } = diagnostic.range;
  return rule === undefined ? undefined : { uri: uri.toString(), rule, message: diagnostic.message, range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } } };
}

/** The id of the rule a diagnostic of ours comes from. */
export function ruleOf(diagnostic: vscode.Diagnostic): string | undefined {
  return typeof diagnostic.code === 'object' ? String(diagnostic.code.value) : undefined;
}
