import * as vscode from 'vscode';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { commands } from '../kit/ids';
import type { RenderedFindings } from './rendered';

/** Above a chart or a kustomization: how much is found in what it renders, and a way to see it, for each environment. */
export class RenderLens implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(private readonly rendered: RenderedFindings, private readonly strings: () => Strings) {
    this.onDidChangeCodeLenses = rendered.onDidChange;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const summary = this.rendered.summaryOf(document.uri);
    if (!summary) return [];
    const { analysis } = this.strings();
    const count = summary.rendered ? format(analysis.renderCount, { count: summary.findings }) : analysis.renderFailed;
    const environments = summary.environments.length > 0 ? summary.environments : [undefined];
    const top = new vscode.Range(0, 0, 0, 0);
    return [
      new vscode.CodeLens(top, { title: count, command: 'workbench.actions.view.problems' }),
      ...environments.map(environment => new vscode.CodeLens(top, {
        title: environment === undefined ? analysis.renderShow : format(analysis.renderShowFor, { environment }),
        command: commands.renderShow,
        arguments: [document.uri.toString(), environment],
      })),
    ];
  }
}
