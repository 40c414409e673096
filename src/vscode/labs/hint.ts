import * as vscode from 'vscode';
import { hintsShown, nextHint } from '../../core/labs/hints';
import { format } from '../../protocol/format';
import { commands } from '../kit/ids';
import type { LabsModel } from './model';
import { asked } from './nodes';
import { pickCheck, pickStarted } from './pick';

/** Shows the next hint of a check and records it: hints already seen stay readable under their check in the view. */
export async function hintCommand(model: LabsModel, argument: unknown): Promise<void> {
  const wanted = asked(argument);
  const started = await pickStarted(model, wanted);
  const check = started && (await pickCheck(model, started, wanted));
  if (!check) return;
  const { journal } = model.coach;
  const strings = model.coach.strings().labs;
  const shown = hintsShown((await journal.read()).events, started.lab.id, check.id);
  const hint = nextHint(check, shown);
  if (hint.level > shown) await model.record({ type: 'hint.shown', lab: started.lab.id, check: check.id, level: hint.level });
  model.tell();
  const message = `${check.title}. ${format(strings.hint, { level: hint.level, of: hint.of })} : ${hint.text}`;
  const more = hint.level < hint.of ? [strings.nextHint] : [];
  void vscode.window.showInformationMessage(message, ...more).then(answer => answer && vscode.commands.executeCommand(commands.labHint, argument ?? { kind: 'check', check, started, hints: [] }));
}
