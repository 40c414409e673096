import * as vscode from 'vscode';
import { toHtml } from '../../core/compliance/render/html';
import { toJson } from '../../core/compliance/render/json';
import { toMarkdown } from '../../core/compliance/render/markdown';
import { toSarif } from '../../core/compliance/render/sarif';
import type { AuditReport } from '../../core/compliance/report';
import type { Catalog } from '../../core/curriculum/catalog';
import { format } from '../../protocol/format';
import type { FolderReport } from '../kit/audits';
import type { Coach } from '../kit/context';

/** The formats, by the end of the file's name. The committed one has no date, so that it changes when the repository does. */
const formats: Readonly<Record<string, (report: AuditReport, catalog: Catalog) => string>> = {
  md: ({ date: _, ...report }) => toMarkdown(report),
  html: report => toHtml(report),
  sarif: (report, catalog) => toSarif(report, catalog, catalog.version),
  json: report => toJson(report),
};

/** Writes the report to `target`, or where the user says; the end of the name decides the format. */
export async function saveReport(coach: Coach, { folder, report }: FolderReport, target: unknown): Promise<void> {
  const t = coach.strings().audit;
  const filters = { Markdown: ['md'], HTML: ['html'], SARIF: ['sarif'], JSON: ['json'] };
  const uri = target instanceof vscode.Uri ? target : await vscode.window.showSaveDialog({ title: t.saveTitle, defaultUri: vscode.Uri.joinPath(folder.uri, 'audit-cct.md'), filters });
  if (!uri) return;
  const file = uri.path.split('/').pop() ?? uri.path;
  const write = formats[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ''];
  if (!write) return void vscode.window.showErrorMessage(format(t.saveUnknown, { file }));
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(write(report, await coach.content.catalog())));
  } catch (error) {
    return void vscode.window.showErrorMessage(format(t.saveFailed, { file, reason: String(error) }));
  }
  void vscode.window.showInformationMessage(format(t.saved, { file }));
}
