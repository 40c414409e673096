import * as vscode from 'vscode';
import { judgeServer, type ModelServer } from '../../node/model/server';
import type { Strings } from '../../protocol/strings';
import { settings } from '../kit/ids';

export type ServerSetting =
  | { readonly state: 'none' }
  | { readonly state: 'refused'; readonly problem: string }
  | { readonly state: 'ready'; readonly server: ModelServer; readonly model: string };

/** The server the user set for this machine. What a workspace's own settings say is never read: a repository does not choose where code goes. */
export function serverSetting(strings: Strings['copilot']): ServerSetting {
  const baseUrl = ownSetting(settings.baseUrl);
  if (baseUrl === '') return { state: 'none' };
  const verdict = judgeServer(baseUrl);
  if ('refused' in verdict) {
    const problems = { malformed: strings.refusedMalformed, credentials: strings.refusedCredentials, insecure: strings.refusedInsecure, extra: strings.refusedExtra };
    return { state: 'refused', problem: problems[verdict.refused] };
  }
  const model = ownSetting(settings.model);
  return model === '' ? { state: 'refused', problem: strings.noModel } : { state: 'ready', server: verdict.server, model };
}

function ownSetting(name: string): string {
  const value = vscode.workspace.getConfiguration(settings.section).inspect(name)?.globalValue;
  return typeof value === 'string' ? value.trim() : '';
}
