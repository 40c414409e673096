import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { fileOf, toRange } from '../kit/convert';
import type { Scope } from './scope';

/** What a field of a manifest is for, asked of the analysis thread when somebody points at it. */
export class FieldHover implements vscode.HoverProvider {
  constructor(private readonly coach: Coach, private readonly scope: Scope) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    if (document.uri.scheme === 'git' || !(await this.scope.includes(document))) return undefined;
    const text = document.getText();
    // Both words are in every manifest: nothing else is sent.
    if (!text.includes('apiVersion') || !text.includes('kind')) return undefined;
    const field = await this.coach.analysis.describe({ file: fileOf(document.uri), text }, { line: position.line, character: position.character });
    if (!field) return undefined;
    const { analysis } = this.coach.strings();
    const head = new vscode.MarkdownString();
    const type = [...(field.type ? [field.type] : []), ...(field.required ? [analysis.fieldRequired] : [])].join(', ');
    head.appendMarkdown(`\`${field.path}\`${type === '' ? '' : ` (${type})`}`);
    if (field.admitted.length > 0) head.appendMarkdown(`\n\n${analysis.fieldAdmitted} ${field.admitted.map(value => `\`${value}\``).join(', ')}`);
    // Published by others: shown as text, with no link or command of its own.
    const body = new vscode.MarkdownString().appendText(field.text);
    return new vscode.Hover(field.text === '' ? [head] : [head, body], toRange(field.range));
  }
}
