import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Location } from '../../core/analysis/finding';
import { isOwnRule } from '../../core/compliance/own-lint';
import { placeName, titleOf } from '../../core/compliance/render/words';
import { toHtml } from '../../core/compliance/render/html';
import type { FolderReport } from '../kit/audits';
import { toRange } from '../kit/convert';
import { commands } from '../kit/ids';

/** The commands the page's links may run; everything else in it is inert. */
const enabled = [commands.auditReveal, commands.readerOpen, commands.ruleOpen];

/** Shows the report in the editor: a page without a script, whose only style is its own and whose links run three commands of ours. */
export class ReportPage implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: FolderReport | undefined;

  show(of: FolderReport): void {
    const title = titleOf({ ...of.report, name: of.folder.name });
    this.panel ??= this.open(title);
    this.panel.title = title;
    this.update(of);
    this.panel.reveal();
  }

  /** Draws again what is shown, once its folder was audited again. */
  refresh(reports: readonly FolderReport[]): void {
    const again = reports.find(({ folder }) => folder.uri.toString() === this.shown?.folder.uri.toString());
    if (this.panel && again && again !== this.shown) this.update(again);
  }

  /** Opens a place that the page shows; any other is refused, since a link is only text. */
  async reveal(place: unknown): Promise<void> {
    const location = this.shown && typeof place === 'string' ? placesOf(this.shown).find(one => placeName(one) === place) : undefined;
    if (!location || !this.shown) return;
    await vscode.window.showTextDocument(vscode.Uri.joinPath(this.shown.folder.uri, location.file), { selection: toRange(location.range), viewColumn: vscode.ViewColumn.Beside });
  }

  dispose(): void {
    this.panel?.dispose();
  }

  /** A panel that the editor gives back after a reload, to be filled again; it says `waiting` meanwhile. */
  revive(panel: vscode.WebviewPanel, waiting: string): void {
    this.panel?.dispose();
    this.panel = this.adopt(panel);
    panel.webview.html = `<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body><p>${waiting}</p></body></html>`;
  }

  /** Closes a panel that there is nothing to fill with. */
  close(): void {
    this.panel?.dispose();
  }

  private open(title: string): vscode.WebviewPanel {
    return this.adopt(vscode.window.createWebviewPanel('coachCpin.audit', title, vscode.ViewColumn.Active, { enableFindWidget: true }));
  }

  private adopt(panel: vscode.WebviewPanel): vscode.WebviewPanel {
    panel.webview.options = { enableScripts: false, enableCommandUris: enabled, localResourceRoots: [] };
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = undefined;
      this.shown = undefined;
    });
    return panel;
  }

  private update(of: FolderReport): void {
    this.shown = of;
    const nonce = randomBytes(16).toString('base64');
    const link = (command: string, argument: string) => `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
    if (!this.panel) return;
    this.panel.webview.html = toHtml(of.report, {
      nonce, policy: `default-src 'none'; style-src 'nonce-${nonce}'`,
      place: location => link(commands.auditReveal, placeName(location)),
      rule: id => (isOwnRule(id) ? undefined : link(commands.ruleOpen, id)),
      requirement: id => link(commands.readerOpen, `requirement:${id}`),
    });
  }
}

function placesOf({ report }: FolderReport): readonly Location[] {
  return [
    ...report.findings.map(({ location }) => location), ...report.accepted.map(({ finding: { location } }) => location),
    ...report.requirements.flatMap(({ checks }) => checks.flatMap(({ evidence }) => evidence.flatMap(({ places }) => places.map(({ location }) => location)))),
  ];
}
