import * as vscode from 'vscode';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';
import { settings } from '../kit/ids';
import { serverSetting } from './server';

const known = 'copilot.keyOrigins';
const slot = (origin: string) => `copilot.key@${origin}`;

/** Keys, each under the origin it was entered for: another address never receives it. */
export class Keys {
  constructor(private readonly coach: Coach) {}

  /** The key for this very origin, if there is one. */
  of(origin: string): Thenable<string | undefined> {
    return this.coach.extension.secrets.get(slot(origin));
  }

  /** Asks for the key of the server now set. */
  async enter(): Promise<void> {
    const strings = this.coach.strings().copilot;
    const setting = serverSetting(strings);
    if (setting.state !== 'ready') return this.explain(setting.state === 'refused' ? setting.problem : strings.noServer);
    const { origin } = setting.server;
    const key = await vscode.window.showInputBox({ title: format(strings.keyTitle, { origin }), prompt: format(strings.keyPrompt, { origin }), password: true, ignoreFocusOut: true });
    if (!key?.trim()) return;
    await this.coach.extension.secrets.store(slot(origin), key.trim());
    await this.remember([...new Set([...this.origins(), origin])]);
    void vscode.window.showInformationMessage(format(strings.keySaved, { origin }));
  }

  /** Forgets the only key, or the one picked. */
  async forget(): Promise<void> {
    const strings = this.coach.strings().copilot;
    const origins = this.origins();
    if (origins.length === 0) return void vscode.window.showInformationMessage(strings.keyNone);
    const origin = origins.length === 1 ? origins[0] : await vscode.window.showQuickPick(origins, { title: strings.keyPick });
    if (origin === undefined) return;
    await this.coach.extension.secrets.delete(slot(origin));
    await this.remember(origins.filter(other => other !== origin));
    void vscode.window.showInformationMessage(format(strings.keyForgotten, { origin }));
  }

  private async explain(problem: string): Promise<void> {
    const { openSettings } = this.coach.strings().copilot;
    if ((await vscode.window.showWarningMessage(problem, openSettings)) === openSettings) await openCopilotSettings();
  }

  private origins(): string[] {
    return this.coach.extension.globalState.get<string[]>(known, []);
  }

  private remember(origins: readonly string[]): Thenable<void> {
    return this.coach.extension.globalState.update(known, origins);
  }
}

/** The copilot's settings, where they can be set: the user's own. */
export function openCopilotSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openSettings', `${settings.section}.copilot`);
}
