import * as vscode from 'vscode';
import type { Finding } from '../../core/analysis/finding';
import { commands } from '../kit/ids';

/** What the copilot is asked to explain, as a command argument: plain data, so that it survives a link. */
export interface FindingArgument {
  readonly uri: string;
  readonly rule: string;
  readonly message: string;
  readonly range: Finding['location']['range'];
}

export function findingArgument(uri: vscode.Uri, finding: Finding): FindingArgument {
  return { uri: uri.toString(), rule: finding.rule, message: finding.message, range: finding.location.range };
}

/** A link that runs one of our commands. */
export function commandLink(command: string, argument: unknown): vscode.Uri {
  return vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`);
}

export const ruleLink = (rule: string): vscode.Uri => commandLink(commands.ruleOpen, rule);
