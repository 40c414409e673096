import path from 'node:path';
import * as vscode from 'vscode';
import { coachHome } from '../../node/home';
import { format } from '../../protocol/format';
import type { Coach } from '../kit/context';
import { forgetAll } from '../kit/erasure';

/** « Effacer mes données »: says exactly what goes, then deletes the journal, what the extension remembers and its secrets. */
export async function eraseData(coach: Coach): Promise<void> {
  const t = coach.strings().progress;
  const files = await coach.journal.files();
  const keys = await coach.extension.secrets.keys();
  const { folder } = coach.journal;
  const names = files.slice(0, 5).map(file => path.basename(file)).join(', ') + (files.length > 5 ? '…' : '');
  const journal = files.length > 0 ? format(t.eraseJournal, { n: files.length, folder, names }) : format(t.eraseJournalEmpty, { folder });
  const { erasePlatforms, keptPlatforms } = await import('../../node/platform/erase');
  const platforms = await keptPlatforms(coachHome());
  const simulated = platforms.length > 0 ? [format(t.erasePlatforms, { n: platforms.length, running: platforms.filter(({ client }) => client).length })] : [];
  const detail = [journal, ...simulated, t.eraseStates, format(t.eraseKeys, { n: keys.length })].map(line => `• ${line}`).join('\n');
  const confirmed = await vscode.window.showWarningMessage(t.eraseConfirm, { modal: true, detail: `${detail}\n\n${t.eraseKept}` }, t.erase);
  if (confirmed !== t.erase) return;
  // Open pages would write their state again: they are closed first.
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(group => group.tabs.filter(isOurs)));
  await erasePlatforms(platforms, coach.strings().platform);
  await coach.journal.erase();
  await coach.exams.erase();
  await coach.audits.forget();
  const forgotten = await forgetAll(coach.extension, new Date().toISOString());
  void vscode.window.showInformationMessage(format(t.eraseDone, { files: files.length, ...forgotten }));
}

/** The editor prefixes a panel's view type with words of its own. */
const isOurs = (tab: vscode.Tab): boolean => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.includes('coachCpin.');
