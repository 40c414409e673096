import * as vscode from 'vscode';
import type { LabVerdict } from '../../core/labs/verdict';
import { format } from '../../protocol/format';
import { views } from '../kit/ids';
import type { LabsModel, StartedLab } from './model';
import { asked } from './nodes';
import { pickStarted } from './pick';
import { openCommand } from './tree';

/** Verifies a started lab and says how it went. Resolves to the verdict, or to undefined when there was nothing to verify. */
export async function verifyCommand(model: LabsModel, argument: unknown): Promise<LabVerdict | undefined> {
  const started = await pickStarted(model, asked(argument));
  if (!started) return undefined;
  const strings = model.coach.strings().labs;
  const verdict = await vscode.window.withProgress({ location: { viewId: views.labs }, title: format(strings.verifying, { lab: started.lab.title }) }, () => model.verify(started));
  void tell(model, started, verdict).catch(error => model.coach.log.error(String(error)));
  return verdict;
}

async function tell(model: LabsModel, started: StartedLab, verdict: LabVerdict): Promise<void> {
  const strings = model.coach.strings().labs;
  const held = verdict.checks.filter(check => check.state === 'holds').length;
  const values = { lab: started.lab.title, held, total: verdict.checks.length };
  if (verdict.state === 'holds') return void vscode.window.showInformationMessage(format(strings.allHold, values));
  const first = verdict.checks.find(check => check.state === verdict.state);
  const message = format(verdict.state === 'fails' ? strings.someFail : strings.someUnknown, { ...values, title: first?.title ?? '', reason: first?.reason ?? '' });
  const place = first && openCommand(started, first);
  const answer = await (place ? vscode.window.showWarningMessage(message, strings.show) : vscode.window.showWarningMessage(message));
  if (answer && place) await vscode.commands.executeCommand(place.command, ...(place.arguments ?? []));
}
