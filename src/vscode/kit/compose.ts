import path from 'node:path';
import * as vscode from 'vscode';
import { contentFrom } from '../../node/content/load';
import { chooseLanguage, strings } from '../../protocol/strings';
import type { Coach } from './context';
import { settings } from './ids';

/** Builds what the surfaces share, without reading a file or starting a process: that waits for the first question. */
export function compose(extension: vscode.ExtensionContext): Coach {
  const log = vscode.window.createOutputChannel('Coach Cloud π Native', { log: true });
  extension.subscriptions.push(log);
  const content = contentFrom(path.join(extension.extensionPath, 'dist', 'content'));
  const language = () => chooseLanguage(vscode.workspace.getConfiguration(settings.section).get(settings.language, 'fr'), vscode.env.language);
  return { extension, log, content, strings: () => strings(language()) } as unknown as Coach;
}
