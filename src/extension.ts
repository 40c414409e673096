// Composition root of the editor: a table of contents. A feature that fails to start is reported and the others still load.
import * as vscode from 'vscode';
import { compose } from './vscode/kit/compose';
import type { Coach } from './vscode/kit/context';
import { registerAudit } from './vscode/audit/register';
import { registerDiagnostics } from './vscode/diagnostics/register';
import { registerLabs } from './vscode/labs/register';
import { registerPlatform } from './vscode/platform/register';
import { registerProgress } from './vscode/progress/register';
import { registerTerminal } from './vscode/terminal/register';
import { registerWalkthrough } from './vscode/walkthrough/register';
import { registerQuiz } from './vscode/quiz/register';
import { registerExam } from './vscode/exam/register';
import { registerSuggest } from './vscode/suggest/register';
import { registerReader } from './vscode/reader/register';
import { registerCopilot } from './vscode/copilot/register';
import { format } from './protocol/format';

const features: readonly (readonly [name: string, register: (coach: Coach) => vscode.Disposable])[] = [
  ['diagnostics', registerDiagnostics],
  ['audit', registerAudit],
  ['labs', registerLabs],
  ['platform', registerPlatform],
  ['progress', registerProgress],
  ['walkthrough', registerWalkthrough],
  ['terminal', registerTerminal],
  ['quiz', registerQuiz],
  ['exam', registerExam],
  ['reader', registerReader],
  ['suggest', registerSuggest],
  ['copilot', registerCopilot],
];

export function activate(context: vscode.ExtensionContext): void {
  const coach = compose(context);
  for (const [name, register] of features) {
    try {
      context.subscriptions.push(register(coach));
    } catch (error) {
      coach.log.error(`${name}: ${String(error)}`);
      void vscode.window.showErrorMessage(format(coach.strings().common.featureFailed, { feature: name, reason: String(error) }));
    }
  }
}
