import * as vscode from 'vscode';
import type { ReportedFinding } from '../../core/compliance/verdict';
import type { Audits } from '../kit/audits';

/** The findings of the last audit, in files that are not analysed as one types. A file that changes loses them until the next audit: their places may be wrong. */
export class RepositoryDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('coachCpin.audit');
  private readonly live = new Set<string>();
  private found = new Map<string, readonly ReportedFinding[]>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly audits: Audits, private readonly diagnostic: (finding: ReportedFinding) => vscode.Diagnostic) {
    this.subscriptions = [
      this.collection,
      audits.onDidChange(() => this.read()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.found.delete(document.uri.toString())) this.show(document.uri);
      }),
    ];
  }

  /** Whether a document now has findings of its own, which follow what is typed. */
  setLive(uri: vscode.Uri, live: boolean): void {
    if (live) this.live.add(uri.toString());
    else this.live.delete(uri.toString());
    this.show(uri);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private read(): void {
    const found = new Map<string, ReportedFinding[]>();
    for (const { folder, report } of this.audits.all()) {
      for (const finding of report.findings) {
        const key = vscode.Uri.joinPath(folder.uri, finding.location.file).toString();
        const known = found.get(key);
        if (known) known.push(finding);
        else found.set(key, [finding]);
      }
    }
    const before = [...this.found.keys()];
    this.found = found;
    for (const key of new Set([...before, ...found.keys()])) this.show(vscode.Uri.parse(key));
  }

  private show(uri: vscode.Uri): void {
    const findings = this.live.has(uri.toString()) ? [] : (this.found.get(uri.toString()) ?? []);
    if (findings.length === 0) this.collection.delete(uri);
    else this.collection.set(uri, findings.map(this.diagnostic));
  }
}
