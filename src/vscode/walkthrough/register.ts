import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import { acquiredKey, commands, walkthroughs } from '../kit/ids';
import { readProgress } from '../kit/report';

/** The walkthroughs' steps tick by context keys that the journal decides, now and at each change. Ticks are decoration: VS Code lets anyone set them, and never unticks. */
export function registerWalkthrough(coach: Coach): vscode.Disposable {
  const shown = new Map<string, boolean>();
  const refresh = async () => {
    // Nothing earned, nothing shown: the content need not be read.
    if (shown.size === 0 && (await coach.journal.read()).events.length === 0) return;
    const { modules } = await readProgress(coach);
    for (const { id, state } of modules.flatMap(module => module.competences)) {
      const acquired = state === 'acquired';
      if (shown.get(id) === acquired) continue;
      shown.set(id, acquired);
      await vscode.commands.executeCommand('setContext', acquiredKey(id), acquired);
    }
  };
  // One after the other, so that an older reading never has the last word.
  let last = Promise.resolve();
  const report = () => {
    last = last.then(refresh).catch(error => coach.log.error(`walkthrough: ${String(error)}`));
  };
  // After activation, so that reading the journal delays nobody.
  const first = setImmediate(report);
  return vscode.Disposable.from(
    { dispose: () => clearImmediate(first) },
    coach.journal.onDidChange(report),
    vscode.commands.registerCommand(commands.walkthroughOpen, (module: unknown) => vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthroughOf(module), false)),
  );
}

/** The walkthrough of a module that is named; anything else (the palette gives nothing) means the practitioner's. */
function walkthroughOf(module: unknown): string {
  return typeof module === 'string' && Object.hasOwn(walkthroughs, module) ? walkthroughs[module as keyof typeof walkthroughs] : walkthroughs.practitioner;
}
