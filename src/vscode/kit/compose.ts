import path from 'node:path';
import * as vscode from 'vscode';
import { workerAnalysis } from '../../node/analysis/worker-client';
import { contentFrom } from '../../node/content/load';
import { examsIn } from '../../node/exam-store';
import { coachHome } from '../../node/home';
import { journalIn } from '../../node/journal';
import { chooseLanguage, strings } from '../../protocol/strings';
import { auditsOf } from './audits';
import type { Coach } from './context';
import { forgetIfErased } from './erasure';
import { settings } from './ids';
import { observe } from './journal';

/** Builds what the surfaces share, without reading a file or starting a process: that waits for the first question. */
export function compose(extension: vscode.ExtensionContext): Coach {
  forgetIfErased(extension);
  const log = vscode.window.createOutputChannel('Coach Cloud π Native', { log: true });
  const content = contentFrom(path.join(extension.extensionPath, 'dist', 'content'));
  const journal = observe(journalIn(path.join(coachHome(), 'journal'), async () => (await content.catalog()).version));
  const analysis = workerAnalysis({ script: path.join(extension.extensionPath, 'dist', 'worker.js'), rules: () => content.catalog() });
  const exams = examsIn(path.join(coachHome(), 'exam'));
  const audits = auditsOf(extension, content);
  extension.subscriptions.push(log, journal, analysis, audits);
  const language = () => chooseLanguage(vscode.workspace.getConfiguration(settings.section).get(settings.language, 'fr'), vscode.env.language);
  return { extension, log, content, journal, exams, analysis, audits, strings: () => strings(language()) };
}
