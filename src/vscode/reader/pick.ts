import * as vscode from 'vscode';
import type { Coach } from '../kit/context';

/** Asks which rule to read, by its title or its id; undefined when the user changes their mind. */
export async function pickRule(coach: Coach): Promise<string | undefined> {
  const { rules } = await coach.content.catalog();
  const items = rules.map(rule => ({ label: rule.title, description: rule.id })).sort((a, b) => a.label.localeCompare(b.label, 'fr'));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: coach.strings().reader.pickRule, matchOnDescription: true });
  return picked?.description;
}
