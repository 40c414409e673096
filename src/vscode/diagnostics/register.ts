import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { fileOf } from '../kit/convert';
import { command } from '../kit/command';
import { commands, platformScheme, renderScheme } from '../kit/ids';
import { FixProvider } from './actions';
import { AskingActions, ignore, pin } from './asking';
import { FieldHover } from './field-hover';
import { companionsOf } from './companions';
import { findingDiagnostic, unreadableDiagnostic } from './diagnostic';
import { ShownFindings } from './findings';
import { FindingHover } from './hover';
import { registerPreview } from './preview';
import { RenderedFindings } from './rendered';
import { RenderLens } from './render-lens';
import { RepositoryDiagnostics } from './repository';
import { Scope } from './scope';
import { widened } from './wider';

/** The documents we look at; whether a file is a manifest or a Dockerfile is the analysis' to say. */
const selector: readonly vscode.DocumentFilter[] = ['yaml', 'json', 'jsonc', 'dockerfile', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'vue', 'python', 'java', 'xml', 'properties', 'ini'].map(language => ({ language }));

/** What manifests are made from has fixes too, and languages of its own. */
const mendable: vscode.DocumentSelector = [...selector, { language: 'helm' }, { language: 'plaintext', pattern: '**/templates/**' }, { pattern: '**/templates/**/*.tpl' }];

/** Findings of the open documents, as one types. */
export function registerDiagnostics(coach: Coach): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('coachCpin');
  const shown = new ShownFindings();
  const scope = new Scope();
  const rendered = new RenderedFindings(coach, shown, scope);
  const repository = new RepositoryDiagnostics(coach.audits, findingDiagnostic);
  const runner = new Runner(coach, collection, shown, scope, repository, rendered);
  const refreshAll = () => vscode.workspace.textDocuments.forEach(document => runner.refresh(document));
  refreshAll();
  return vscode.Disposable.from(
    collection,
    repository,
    scope,
    rendered,
    scope.onDidChange(refreshAll),
    rendered.onDidChange(refreshAll),
    registerPreview(coach),
    vscode.languages.registerCodeLensProvider({ pattern: '**/{Chart.yaml,kustomization.yaml,kustomization.yml,Kustomization}' }, new RenderLens(rendered, () => coach.strings())),
    vscode.workspace.onDidOpenTextDocument(document => runner.refresh(document)),
    vscode.workspace.onDidChangeTextDocument(event => runner.refresh(event.document)),
    vscode.workspace.onDidCloseTextDocument(document => runner.forget(document.uri)),
    vscode.languages.registerCodeActionsProvider(mendable, new FixProvider(shown, (document, finding) => widened(coach.analysis, document, finding), () => coach.strings()), FixProvider.metadata),
    vscode.languages.registerCodeActionsProvider(mendable, new AskingActions(shown, () => coach.strings()), AskingActions.metadata),
    command(coach, commands.findingPin, argument => pin(coach, argument)),
    command(coach, commands.findingIgnore, argument => ignore(coach, argument)),
    vscode.languages.registerHoverProvider(selector, new FindingHover(shown, () => coach.strings())),
    vscode.languages.registerHoverProvider(['yaml', 'json', 'jsonc'].map(language => ({ language })), new FieldHover(coach, scope)),
  );
}

/** Analyses one document at a time a document: a change during a run asks for one more, so a burst of keystrokes costs two runs and needs no timer. */
class Runner {
  private readonly running = new Set<string>();
  private readonly stale = new Set<string>();

  constructor(private readonly coach: Coach, private readonly collection: vscode.DiagnosticCollection, private readonly shown: ShownFindings, private readonly scope: Scope, private readonly repository: RepositoryDiagnostics, private readonly rendered: RenderedFindings) {}

  refresh(document: vscode.TextDocument): void {
    if (vscode.languages.match(selector, document) === 0 || ['git', platformScheme, renderScheme].includes(document.uri.scheme)) return;
    const key = document.uri.toString();
    if (this.running.has(key)) {
      this.stale.add(key);
      return;
    }
    this.running.add(key);
    void this.run(document)
      .catch(error => this.coach.log.error(`diagnostics: ${String(error)}`))
      .finally(() => {
        this.running.delete(key);
        if (this.stale.delete(key) && !document.isClosed) this.refresh(document);
      });
  }

  forget(uri: vscode.Uri): void {
    this.stale.delete(uri.toString());
    this.collection.delete(uri);
    this.shown.set(uri, undefined);
    this.repository.setLive(uri, false);
  }

  private async run(document: vscode.TextDocument): Promise<void> {
    if (!(await this.scope.includes(document))) return this.forget(document.uri);
    const { version } = document;
    const file = fileOf(document.uri);
    const result = await this.coach.analysis.analyse([{ file, text: document.getText(), ...(this.rendered.isPart(document.uri) ? { part: true } : {}) }, ...(await companionsOf(document))]);
    // A newer text has been asked for already, and a closed document shows nothing.
    if (document.isClosed || document.version !== version) return;
    const findings = result.findings.filter(({ location }) => location.file === file);
    this.shown.set(document.uri, { version, findings });
    this.repository.setLive(document.uri, true);
    // What has no file of this folder is a rule that could not run.
    const unreadable = result.unreadable.filter(one => one.file === file || (one.rule !== undefined && one.mark !== true));
    this.collection.set(document.uri, [...unreadable.map(unreadableDiagnostic), ...findings.map(findingDiagnostic)]);
  }
}
