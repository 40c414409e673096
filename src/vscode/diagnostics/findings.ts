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
  private readonly rendered = new Map<string, DocumentFindings>();

  set(uri: vscode.Uri, shown: DocumentFindings | undefined): void {
    if (shown) this.byDocument.set(uri.toString(), shown);
    else this.byDocument.delete(uri.toString());
  }

  /** What is known of a document by what it is rendered into. */
  setRendered(uri: vscode.Uri, shown: DocumentFindings | undefined): void {
    if (shown) this.rendered.set(uri.toString(), shown);
    else this.rendered.delete(uri.toString());
  }

  /** Findings of `document` that touch `range`; none while its text is newer than what was analysed, since their places may be wrong. */
  at(document: vscode.TextDocument, range: vscode.Range): readonly Finding[] {
    const key = document.uri.toString();
    const shown = [this.byDocument.get(key), this.rendered.get(key)].flatMap(one => (one?.version === document.version ? one.findings : []));
    return shown.filter(({ location: { range: { start, end } } }) => new vscode.Range(start.line, start.character, end.line, end.character).intersection(range) !== undefined);
  }
}
