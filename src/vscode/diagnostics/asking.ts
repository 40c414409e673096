import * as vscode from 'vscode';
import type { TextEdit } from '../../core/analysis/finding';
import { commentMark, ignoringEdit } from '../../core/analysis/ignoring';
import { applyEdits } from '../../core/analysis/text';
import { asksVersion, isVersion, withVersion } from '../../core/analysis/versioning';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import type { Coach } from '../kit/context';
import { fileOf, toRange, toWorkspaceEdit } from '../kit/convert';
import { commands, diagnosticSource } from '../kit/ids';
import { ruleOf } from './actions';
import type { ShownFindings } from './findings';

/** What an action hands to its command: the finding it is about. */
interface Asked {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  readonly rule: string;
}

/** The actions that need a word from the reader, on each of our diagnostics: the version of an image that nothing in the repository tells, and why a finding is accepted, where a comment can stand. */
export class AskingActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };

  constructor(private readonly shown: ShownFindings, private readonly strings: () => Strings) {}

  provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const { analysis } = this.strings();
    const asked = context.diagnostics.flatMap(diagnostic => {
      const rule = diagnostic.source === diagnosticSource ? ruleOf(diagnostic) : undefined;
      return rule === undefined ? [] : [{ rule, diagnostic, finding: { uri: document.uri, range: diagnostic.range, rule } satisfies Asked }];
    });
    const action = (title: string, command: string, { diagnostic, finding }: (typeof asked)[number]) => Object.assign(new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix), { diagnostics: [diagnostic], command: { command, title, arguments: [finding] } });
    const unversioned = asked.filter(({ rule, diagnostic }) => asksVersion.has(rule) && withVersion(document.getText(diagnostic.range), '1') !== undefined && !this.mended(document, rule, diagnostic.range));
    return [
      ...unversioned.map(one => action(analysis.pinHere, commands.findingPin, one)),
      ...(commentMark(fileOf(document.uri)) === undefined ? [] : asked.map(one => action(format(analysis.ignoreHere, { rule: one.rule }), commands.findingIgnore, one))),
    ];
  }

  /** Whether the analysis knows the answer itself. */
  private mended(document: vscode.TextDocument, rule: string, range: vscode.Range): boolean {
    return this.shown.at(document, range).some(finding => finding.rule === rule && finding.fix && toRange(finding.location.range).isEqual(range));
  }
}

/** Asks why a finding is accepted, then writes the comment above its line. */
export function ignore(coach: Coach, argument: unknown): Promise<void> {
  const { analysis } = coach.strings();
  return ask(coach, argument, analysis.ignoreElsewhere, ({ rule }) => ({ title: format(analysis.ignoreHere, { rule }), prompt: analysis.ignoreWhy, validateInput: text => (text.trim() === '' ? analysis.ignoreNoReason : undefined) }), (file, text, { range, rule }, answer) => ignoringEdit(file, text, range.start.line, rule, answer));
}

/** Asks which version an image has, then writes it. */
export function pin(coach: Coach, argument: unknown): Promise<void> {
  const { analysis } = coach.strings();
  return ask(coach, argument, analysis.pinElsewhere, () => ({ title: analysis.pinHere, prompt: analysis.pinWhich, placeHolder: '1.29.3', validateInput: text => (isVersion(text) ? undefined : analysis.pinNoVersion) }), (file, _, { range: { start, end } }, answer, written) => {
    const newText = withVersion(written, answer);
    return newText === undefined ? undefined : { file, newText, range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } } };
  });
}

/** Asks for a word and makes the edit it gives, unless the finding would stay: then says `inVain`, and writes nothing. */
async function ask(coach: Coach, argument: unknown, inVain: string, box: (asked: Asked) => vscode.InputBoxOptions, make: (file: string, text: string, asked: Asked, answer: string, written: string) => TextEdit | undefined): Promise<void> {
  const asked = argument as Asked | undefined;
  if (!asked) return;
  const document = await vscode.workspace.openTextDocument(asked.uri);
  const { version } = document;
  const answer = await vscode.window.showInputBox({ ignoreFocusOut: true, ...box(asked) });
  // A text that changed meanwhile has other lines: asking again is better than a change at the wrong one.
  if (answer === undefined || document.version !== version) return;
  const [file, text] = [fileOf(asked.uri), document.getText()];
  const edit = make(file, text, asked, answer, document.getText(asked.range));
  const count = async (now: string) => (await coach.analysis.analyse([{ file, text: now }])).findings.filter(({ rule, location }) => rule === asked.rule && location.file === file).length;
  const alone = edit ? await count(text) : 0;
  if (!edit || (alone > 0 && (await count(applyEdits(text, [edit]))) >= alone)) {
    void vscode.window.showWarningMessage(inVain);
    return;
  }
  await vscode.workspace.applyEdit(toWorkspaceEdit([edit], () => asked.uri));
}
