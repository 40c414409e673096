import * as vscode from 'vscode';
import type { Catalog } from '../../core/curriculum/catalog';
import { formatRef, linkTarget, sourceAddresses } from '../../core/curriculum/links';
import { commands } from './ids';

/** Follows a link that a page asks for, judged here again whatever the page made of it; false when it leads nowhere of ours. */
export async function followLink(href: string, catalog: Pick<Catalog, 'sources'>): Promise<boolean> {
  const target = linkTarget(href, sourceAddresses(catalog));
  if (!target) return false;
  if (target.kind === 'page') await vscode.commands.executeCommand(commands.readerOpen, formatRef(target.ref));
  else if (target.kind === 'lab') await vscode.commands.executeCommand(commands.labStart, target.id);
  else if (target.kind === 'quiz') await vscode.commands.executeCommand(commands.quizStart, target.scope);
  else await vscode.env.openExternal(vscode.Uri.parse(target.url, true));
  return true;
}
