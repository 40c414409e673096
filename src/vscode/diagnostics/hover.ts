import * as vscode from 'vscode';
import type { Strings } from '../../protocol/strings';
import { toRange } from '../kit/convert';
import { commands } from '../kit/ids';
import type { ShownFindings } from './findings';
import { commandLink, findingArgument } from './links';

/** Under the finding's message, the requirement it comes from and where to read more: the rule's page and the copilot. */
export class FindingHover implements vscode.HoverProvider {
  constructor(private readonly shown: ShownFindings, private readonly strings: () => Strings) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const findings = this.shown.at(document, new vscode.Range(position, position));
    const first = findings[0];
    if (!first) return undefined;
    const { analysis } = this.strings();
    const texts = findings.map(finding => {
      const text = new vscode.MarkdownString(undefined, true);
      text.isTrusted = { enabledCommands: [commands.ruleOpen, commands.copilotExplain, commands.readerOpen] };
      const requirements = finding.requirements.map(id => `[${id}](${commandLink(commands.readerOpen, `requirement:${id}`).toString()})`);
      if (requirements.length > 0) text.appendMarkdown(`$(law) ${analysis.requirement} ${requirements.join(', ')}\n\n`);
      text.appendMarkdown(`[$(book) ${analysis.openRule} ${finding.rule}](${commandLink(commands.ruleOpen, finding.rule).toString()}) · [$(comment-discussion) ${analysis.explain}](${commandLink(commands.copilotExplain, findingArgument(document.uri, finding)).toString()})`);
      return text;
    });
    return new vscode.Hover(texts, toRange(first.location.range));
  }
}
