import * as vscode from 'vscode';
import { isTypeScript } from '../../core/analysis/code/names';
import type { Finding } from '../../core/analysis/finding';
import type { AnalysisPort, SourceFile } from '../../core/analysis/port';
import { fileOf } from '../kit/convert';

/** What is somebody else's, or made. */
const excluded = '**/{node_modules,dist,out,target,coverage,.git}/**';
const most = 2000;

/** The finding again, once what a fix may need was read: the manifests and settings of the folder, and the module that an import names. Unsaved texts count. */
export async function widened(analysis: AnalysisPort, document: vscode.TextDocument, finding: Finding): Promise<Finding | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder) return undefined;
  const imported = finding.rule === 'architecture/forbidden-import' ? (finding.key.split(/[/|]/).pop() ?? '').replace(/\.[cm]?[jt]s$/, '') : undefined;
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, `**/{*.yaml,*.yml,package.json,tsconfig*.json,.cpin.yaml${imported === undefined ? '' : ',*.ts'}}`), excluded, most);
  const wanted = found.filter(uri => !isTypeScript(uri.path) || uri.path.split('/').pop()?.replace(/\.[cm]?ts$/, '') === imported);
  const open = new Map(vscode.workspace.textDocuments.map(one => [one.uri.toString(), one.getText()]));
  const files = await Promise.all(wanted.filter(uri => uri.toString() !== document.uri.toString()).map(async (uri): Promise<SourceFile[]> => {
    const text = open.get(uri.toString()) ?? (await vscode.workspace.fs.readFile(uri).then(bytes => new TextDecoder().decode(bytes), () => undefined));
    return text === undefined ? [] : [{ file: fileOf(uri), text }];
  }));
  const file = fileOf(document.uri);
  const { findings } = await analysis.analyse([{ file, text: document.getText() }, ...files.flat()]);
  return findings.find(other => other.location.file === file && other.rule === finding.rule && other.key === finding.key && other.location.range.start.line === finding.location.range.start.line && other.location.range.start.character === finding.location.range.start.character);
}
