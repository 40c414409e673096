import * as vscode from 'vscode';
import type { AnalysisResult, RenderSummary } from '../../core/analysis/finding';
import { readRenders } from '../../node/workspace';
import type { Coach } from '../kit/context';
import { fileOf } from '../kit/convert';
import { findingDiagnostic, unreadableDiagnostic } from './diagnostic';
import type { ShownFindings } from './findings';
import { unsavedTexts } from './unsaved';
import type { Scope } from './scope';

/** The files that make a chart or an overlay what it is. */
export const isHead = (file: string): boolean => /(^|\/)(Chart\.yaml|kustomization\.ya?ml|Kustomization)$/.test(file);

/** Findings of what the charts and overlays of a folder render, when one of their files is opened or saved: a rendering is too long for each keystroke. */
export class RenderedFindings implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('coachCpinRendered');
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly known = new Map<string, { readonly summaries: readonly RenderSummary[]; readonly parts: ReadonlySet<string>; readonly shown: readonly vscode.Uri[] }>();
  private readonly running = new Set<string>();
  private readonly stale = new Set<string>();
  private readonly subscriptions: vscode.Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(private readonly coach: Coach, private readonly shown: ShownFindings, private readonly scope: Scope) {
    this.subscriptions = [
      this.collection, this.changed,
      vscode.workspace.onDidOpenTextDocument(document => this.opened(document)),
      vscode.workspace.onDidSaveTextDocument(document => this.saved(document)),
      scope.onDidChange(() => {
        for (const folder of vscode.workspace.workspaceFolders ?? []) if (this.known.has(folder.uri.toString())) this.refresh(folder);
      }),
    ];
    vscode.workspace.textDocuments.forEach(document => this.opened(document));
  }

  /** Whether manifests are made of a file, which is then none itself. */
  isPart(uri: vscode.Uri): boolean {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return isHead(uri.path) || (folder !== undefined && this.known.get(folder.uri.toString())?.parts.has(fileOf(uri)) === true);
  }

  /** What is known of the chart or the overlay that a file heads. */
  summaryOf(uri: vscode.Uri): RenderSummary | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder && this.known.get(folder.uri.toString())?.summaries.find(({ head }) => head === fileOf(uri));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private opened(document: vscode.TextDocument): void {
    const folder = this.folderOf(document);
    if (folder && !this.known.has(folder.uri.toString())) this.refresh(folder);
  }

  private saved(document: vscode.TextDocument): void {
    const folder = this.folderOf(document);
    if (folder) this.refresh(folder);
  }

  /** The folder of a file that may be of a chart or an overlay: templates have languages of their own. */
  private folderOf({ uri, languageId }: vscode.TextDocument): vscode.WorkspaceFolder | undefined {
    const mayBe = uri.scheme === 'file' && (['yaml', 'helm', 'json', 'properties'].includes(languageId) || /\.(ya?ml|tpl|txt|json|env|properties)$/.test(uri.path));
    return mayBe ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
  }

  /** One run a folder at a time; what comes during a run asks for one more. */
  private refresh(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    if (this.running.has(key)) return void this.stale.add(key);
    this.running.add(key);
    void this.run(folder)
      .catch(error => this.coach.log.error(`rendered: ${String(error)}`))
      .finally(() => {
        this.running.delete(key);
        if (this.stale.delete(key)) this.refresh(folder);
      });
  }

  private async run(folder: vscode.WorkspaceFolder): Promise<void> {
    const saved = await this.scope.includesFolder(folder.uri) ? await readRenders(folder.uri.fsPath) : [];
    if (saved.length === 0) return this.show(folder, { findings: [], unreadable: [], resources: [] });
    const typed = unsavedTexts(folder.uri);
    const versions = new Map(vscode.workspace.textDocuments.map(document => [document.uri.toString(), document.version]));
    const result = await this.coach.analysis.analyse(saved.map(one => ({ ...one, text: typed.get(one.file) ?? one.text })));
    this.show(folder, result, versions);
  }

  private show(folder: vscode.WorkspaceFolder, result: AnalysisResult, versions: ReadonlyMap<string, number> = new Map()): void {
    const summaries = result.renders ?? [];
    const parts = new Set(summaries.flatMap(({ head, files }) => [head, ...files]));
    const uriOf = (file: string) => vscode.Uri.joinPath(folder.uri, file);
    for (const uri of this.known.get(folder.uri.toString())?.shown ?? []) {
      this.collection.delete(uri);
      this.shown.setRendered(uri, undefined);
    }
    // What each file holds in itself is said as one types; here, what comes of it.
    const findings = result.findings.filter(({ resource, location }) => resource && parts.has(location.file));
    const unreadable = result.unreadable.filter(({ file, rule }) => rule === undefined && parts.has(file));
    const shown = [...new Set([...findings.map(({ location }) => location.file), ...unreadable.map(({ file }) => file)])].map(file => ({ file, uri: uriOf(file) }));
    for (const { file, uri } of shown) {
      const own = findings.filter(({ location }) => location.file === file);
      this.collection.set(uri, [...unreadable.filter(one => one.file === file).map(unreadableDiagnostic), ...own.map(findingDiagnostic)]);
      const version = versions.get(uri.toString());
      if (version !== undefined) this.shown.setRendered(uri, { version, findings: own });
    }
    this.known.set(folder.uri.toString(), { summaries, parts, shown: shown.map(({ uri }) => uri) });
    this.changed.fire();
  }
}
