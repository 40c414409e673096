import os from 'node:os';
import * as vscode from 'vscode';
import { exportText, importText, type ImportResult } from '../../core/progress/exchange';
import { forgotten } from '../../core/progress/scope';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';

const megabyte = 1024 * 1024;
const limit = 50 * megabyte;

/** Writes the whole journal to `target`, or where the user says. */
export async function exportProgress(coach: Coach, target: unknown): Promise<void> {
  const t = coach.strings().progress;
  const now = new Date().toISOString();
  const proposed = vscode.Uri.joinPath(vscode.Uri.file(os.homedir()), `coach-cpin-progression-${now.slice(0, 10)}.json`);
  const uri = target instanceof vscode.Uri ? target : await vscode.window.showSaveDialog({ title: t.exportTitle, defaultUri: proposed, filters: { [t.exportFilter]: ['json'] } });
  if (!uri) return;
  const { events, newer, damaged } = await coach.journal.read();
  const all = [...events, ...newer];
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(exportText(all, now)));
  } catch (error) {
    return void vscode.window.showErrorMessage(format(t.exportFailed, { file: fileName(uri), reason: String(error) }));
  }
  const left = damaged.length > 0 ? [format(t.exportDamaged, { n: damaged.length })] : [];
  void vscode.window.showInformationMessage([format(t.exportDone, { file: fileName(uri), n: all.length }), ...left].join(' '));
}

/** Adds the events of `source`, or of the file the user chooses, to the journal; says what was left out and why. */
export async function importProgress(coach: Coach, source: unknown): Promise<void> {
  const t = coach.strings().progress;
  const uri = source instanceof vscode.Uri ? source : (await vscode.window.showOpenDialog({ title: t.importTitle, filters: { [t.exportFilter]: ['json'] } }))?.[0];
  if (!uri) return;
  const file = fileName(uri);
  let text: string;
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > limit) return void vscode.window.showErrorMessage(format(t.importTooBig, { file, limit: limit / megabyte }));
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    return void vscode.window.showErrorMessage(format(t.importFailed, { file, reason: String(error) }));
  }
  const result = importText(text, Date.now());
  if (result.kind === 'read') return merge(coach, file, result);
  const sentence = { notJson: t.importNotJson, notOurs: t.importNotOurs, tooNew: t.importTooNew }[result.reason];
  void vscode.window.showErrorMessage(format(sentence, { file }));
}

async function merge(coach: Coach, file: string, { events, ignored }: Extract<ImportResult, { kind: 'read' }>): Promise<void> {
  const t = coach.strings().progress;
  const added = await coach.journal.merge(events);
  const lost = forgotten((await coach.journal.read()).events, new Set(events.map(event => event.id)));
  const sentences = [format(t.importDone, { file, added, known: events.length - added })];
  const first = ignored[0];
  if (first) sentences.push(format(t.importIgnored, { n: ignored.length, index: first.index, reason: first.reason }));
  if (lost > 0) sentences.push(format(t.importForgotten, { n: lost }));
  if (!first) return void vscode.window.showInformationMessage(sentences.join(' '));
  for (const { index, reason } of ignored) coach.log.warn(format(t.ignoredLine, { file, index, reason }));
  void vscode.window.showWarningMessage(sentences.join(' '), t.details).then(choice => choice === t.details && coach.log.show());
}

const fileName = (uri: vscode.Uri): string => uri.path.split('/').pop() ?? uri.path;
