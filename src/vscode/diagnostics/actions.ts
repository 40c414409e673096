import * as vscode from 'vscode';
import type { Finding, Fix } from '../../core/analysis/finding';
import { applyEdits } from '../../core/analysis/text';
import type { Strings } from '../../protocol/strings';
import { format } from '../../protocol/format';
import { fileOf, toRange, toWorkspaceEdit } from '../kit/convert';
import { diagnosticSource } from '../kit/ids';
import type { ShownFindings } from './findings';

/** Finds what a finding of a document is once the whole repository is read: its fix may reach other files. */
export type Widen = (document: vscode.TextDocument, finding: Finding) => Promise<Finding | undefined>;

/** An action whose edit is computed when it is chosen, since it takes reading other files. */
class WideAction extends vscode.CodeAction {
  constructor(title: string, readonly document: vscode.TextDocument, readonly finding: Finding) {
    super(title, vscode.CodeActionKind.QuickFix);
  }
}

/** Rules whose fix may reach files that are not open. */
const wide = new Set(['architecture/no-hardcoded-config', 'architecture/forbidden-import', 'kubernetes/cm-no-credentials']);

/** Offers the fixes computed with the findings, each joined to its diagnostic by rule and place; where a rule has several in the document, all of them at once; and where a fix may reach other files, the same for the whole repository, which is shown before it is applied. */
export class FixProvider implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };

  constructor(private readonly shown: ShownFindings, private readonly widen: Widen, private readonly strings: () => Strings) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const { analysis } = this.strings();
    const everywhere = new vscode.Range(0, 0, document.lineCount, 0);
    const rules = new Set<string>();
    return this.shown.at(document, range).flatMap(finding => {
      const { fix, rule } = finding;
      const diagnostics = context.diagnostics.filter(d => d.source === diagnosticSource && ruleOf(d) === rule && d.range.isEqual(toRange(finding.location.range)));
      const actions: vscode.CodeAction[] = [];
      if (fix) actions.push(Object.assign(actionFor(document, fix.title, [fix]), { diagnostics, isPreferred: true }));
      if (wide.has(rule) && vscode.workspace.getWorkspaceFolder(document.uri)) actions.push(Object.assign(new WideAction(analysis.fixInRepository, document, finding), { diagnostics }));
      const alike = rules.has(rule) ? [] : apart(this.shown.at(document, everywhere).flatMap(other => (other.rule === rule && other.fix ? [other.fix] : [])));
      rules.add(rule);
      if (alike.length > 1) actions.push(Object.assign(actionFor(document, format(analysis.fixAll, { count: alike.length, rule }), alike), { diagnostics }));
      return actions;
    });
  }

  async resolveCodeAction(action: vscode.CodeAction): Promise<vscode.CodeAction> {
    if (!(action instanceof WideAction)) return action;
    const { document, finding } = action;
    const fix = (await this.widen(document, finding))?.fix;
    if (!fix) {
      void vscode.window.showInformationMessage(this.strings().analysis.noWideFix);
      return action;
    }
    action.edit = editOf(document, [fix]);
    return action;
  }
}

function actionFor(document: vscode.TextDocument, title: string, fixes: readonly Fix[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = editOf(document, fixes);
  return action;
}

/** One edit of the workspace; one that goes beyond the document waits for the reader's agreement, in the editor's preview of refactorings. */
function editOf(document: vscode.TextDocument, fixes: readonly Fix[]): vscode.WorkspaceEdit {
  const own = fileOf(document.uri);
  const edits = fixes.flatMap(fix => fix.edits);
  const uri = (file: string) => sibling(document.uri, own, file);
  const created = new Set(fixes.flatMap(fix => fix.creates ?? []));
  const beyond = edits.some(({ file }) => file !== own);
  const metadata = beyond ? { needsConfirmation: true, label: fixes[0]?.title ?? '' } : undefined;
  const result = toWorkspaceEdit(edits.filter(({ file }) => !created.has(file)), uri, metadata);
  for (const file of created) result.createFile(uri(file), { contents: new TextEncoder().encode(applyEdits('', edits.filter(edit => edit.file === file))), overwrite: false }, metadata);
  return result;
}

/** As many fixes as do not touch. */
function apart(fixes: readonly Fix[]): readonly Fix[] {
  const kept: Fix[] = [];
  for (const fix of fixes) {
    const overlaps = fix.edits.some(edit => kept.some(other => other.edits.some(one => one.file === edit.file && toRange(one.range).intersection(toRange(edit.range)) !== undefined)));
    if (!overlaps && !fix.creates) kept.push(fix);
  }
  return kept;
}

/** The rule of one of our diagnostics. */
export function ruleOf(diagnostic: vscode.Diagnostic): string | undefined {
  return typeof diagnostic.code === 'object' ? String(diagnostic.code.value) : undefined;
}

/** The uri of `file`, given that of another file of the same analysed folder. */
function sibling(uri: vscode.Uri, own: string, file: string): vscode.Uri {
  return uri.with({ path: uri.path.slice(0, uri.path.length - own.length) + file });
}
