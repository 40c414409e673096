import * as vscode from 'vscode';
import type { Finding } from '../../core/analysis/finding';

/** What is known of a document, at one version of its text. */
export interface DocumentFindings {
  readonly version: number;
  readonly findings: readonly Finding[];
}

/** The findings now shown, by document: diagnostics, quick fixes and hovers read the same ones. */
export class ShownFindings {
  private readonly byDocument = new Map<string, DocumentFindings>();

  set(uri: vscode.Uri, shown: DocumentFindings | undefined): void {
    if (shown) this.byDocument.set(uri.toString(), shown);
    else this.byDocument.delete(uri.toString());
  }

  /** Findings of `document` that touch `range`; none while its text is newer than what was analysed, since their places may be wrong. */
  at(document: vscode.TextDocument, range: vscode.Range): readonly Finding[] {
    const shown = this.byDocument.get(document.uri.toString());
    if (shown?.version !== document.version) return [];
    return shown.findings.filter(({ location: { range: { start, end } } }) => new vscode.Range(start.line, start.character, end.line, end.character).intersection(range) !== undefined);
  }
}
