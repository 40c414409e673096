import * as vscode from 'vscode';
import type { Audits } from './audits';
import { diagnosticSource, settings } from './ids';

/** How many questions a day's review holds at most. */
export function dailyReview(): number {
  return vscode.workspace.getConfiguration(settings.section).get(settings.dailyReview, 20);
}

/** The ids of the rules that find something in the files that are open in a tab, or that the last audit of a folder found something with. */
export function findingsNow(audits: Audits): string[] {
  const open = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const ours = open.flatMap(uri => vscode.languages.getDiagnostics(uri)).filter(diagnostic => diagnostic.source === diagnosticSource);
  const typed = ours.flatMap(({ code }) => (typeof code === 'object' ? String(code.value) : code === undefined ? [] : String(code)));
  return [...new Set([...typed, ...audits.all().flatMap(({ report }) => report.findings.map(({ rule }) => rule))])];
}
