import * as vscode from 'vscode';
import * as z from 'zod';
import type { Circumstances } from '../../core/copilot/explain';
import { sameFinding, type AskedFinding } from '../../core/copilot/grounding';
import type { Coach } from '../kit/context';
import { fileOf } from '../kit/convert';
import { diagnosticSource } from '../kit/ids';
import { argumentOf, ruleOf, type FindingArgument } from './argument';

const position = z.object({ line: z.number().int().min(0), character: z.number().int().min(0) });
/** What a code action, a hover's link or a command gives: plain data, which anyone may have written. */
const argument = z.object({ uri: z.string().max(4000), rule: z.string().max(200), message: z.string().max(4000), range: z.object({ start: position, end: position }) });

/** The finding a command was given, or else the one under the cursor. */
export function askedFrom(given: unknown): FindingArgument | undefined {
  const parsed = argument.safeParse(given);
  return parsed.success ? parsed.data : underCursor();
}

function underCursor(): FindingArgument | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const ours = vscode.languages.getDiagnostics(editor.document.uri).filter(d => d.source === diagnosticSource && ruleOf(d) !== undefined);
  const found = ours.find(d => d.range.contains(editor.selection.active)) ?? ours.find(d => d.range.start.line === editor.selection.active.line);
  return found && argumentOf(editor.document.uri, found);
}

/** The document asked about, if it is open: a link opens no file by itself. */
export function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri);
}

export function findingOf(given: FindingArgument): AskedFinding {
  return { rule: given.rule, message: given.message, range: given.range, file: fileOf(vscode.Uri.parse(given.uri)) };
}

/** The text as it is now and the fix proposed for the finding; without them where the document is closed or the analysis cannot say. */
export async function circumstancesOf(given: FindingArgument, coach: Pick<Coach, 'analysis' | 'log'>): Promise<Circumstances> {
  const document = openDocument(given.uri);
  if (!document) return {};
  const text = document.getText();
  try {
    const asked = findingOf(given);
    const { findings } = await coach.analysis.analyse([{ file: asked.file, text }]);
    const fix = sameFinding(asked, findings)?.fix;
    return { text, ...(fix && { fix }) };
  } catch (error) {
    coach.log.warn(`copilot: ${String(error)}`);
    return { text };
  }
}
