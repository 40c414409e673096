import * as vscode from 'vscode';
import type { PracticeState } from '../../core/assessment/practice';
import { questionsIn, reviewScope, scopeOf, type Scope } from '../../core/assessment/scope';
import type { Catalog, ModuleContent } from '../../core/curriculum/catalog';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';

/** What the user chose: a session to take up again, or a subject. */
export type Choice = { readonly resume: PracticeState } | { readonly scope: Scope };

type Item = vscode.QuickPickItem & { readonly choice?: Choice };

/** Asks what to practise: what is due for review (`due` questions), running sessions first, then every module and competence that has questions. Undefined when the user turns away. */
export async function pickScope(catalog: Catalog, contents: readonly ModuleContent[], running: readonly PracticeState[], due: number, strings: Strings['quiz']): Promise<Choice | undefined> {
  const items = [...(due > 0 ? [reviewItem(due, catalog, strings)] : []), ...running.map(state => resumeItem(state, catalog, contents, strings)), ...subjects(catalog, contents, strings)];
  if (items.length === 0) throw new Error(strings.noneAtAll);
  const picked = await vscode.window.showQuickPick(items, { title: strings.title, placeHolder: strings.pick, matchOnDescription: true });
  return picked?.choice;
}

function reviewItem(due: number, catalog: Catalog, strings: Strings['quiz']): Item {
  const scope = scopeOf(reviewScope, catalog) as Scope;
  return { label: scope.title, iconPath: new vscode.ThemeIcon('history'), description: format(due === 1 ? strings.dueOne : strings.dueMany, { count: due }), choice: { scope } };
}

function resumeItem(state: PracticeState, catalog: Catalog, contents: readonly ModuleContent[], strings: Strings['quiz']): Item {
  const title = scopeOf(state.scope, catalog, contents)?.title ?? state.scope;
  const answered = state.items.filter(item => item.answer).length;
  return { label: format(strings.resume, { title }), iconPath: new vscode.ThemeIcon('debug-continue'), description: format(strings.resumeDetail, { answered, total: state.items.length }), choice: { resume: state } };
}

function subjects(catalog: Catalog, contents: readonly ModuleContent[], strings: Strings['quiz']): Item[] {
  return catalog.modules.flatMap(module => {
    const scopes = [{ scope: { id: module.id, module: module.id, title: module.title }, description: strings.module, icon: 'mortar-board' }, ...module.competences.map(c => ({ scope: { id: c.id, module: module.id, title: c.title }, description: strings.competence, icon: 'question' }))];
    return scopes.filter(({ scope }) => questionsIn(scope, contents).length > 0).map(({ scope, description, icon }): Item => ({ label: scope.title, description, iconPath: new vscode.ThemeIcon(icon), choice: { scope } }));
  });
}
