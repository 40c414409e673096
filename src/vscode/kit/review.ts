import * as vscode from 'vscode';
import { diagnosticSource, settings } from './ids';

/** How many questions a day's review holds at most. */
export function dailyReview(): number {
  return vscode.workspace.getConfiguration(settings.section).get(settings.dailyReview, 20);
}

/** The ids of the rules that find something in the files the editor looks at now. */
export function findingsNow(): string[] {
  const ours = vscode.languages.getDiagnostics().flatMap(([, diagnostics]) => diagnostics).filter(diagnostic => diagnostic.source === diagnosticSource);
  return [...new Set(ours.flatMap(({ code }) => (typeof code === 'object' ? String(code.value) : code === undefined ? [] : String(code))))];
}
