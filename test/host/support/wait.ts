import type * as vscode from 'vscode';

/** Waits until `ready` is true, asked at once and at each `event`; mocha's own time limit ends a wait in vain. */
export function waitFor(event: vscode.Event<unknown>, ready: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (!ready()) return;
      subscription.dispose();
      resolve();
    };
    const subscription = event(look);
    look();
  });
}
