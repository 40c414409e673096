import * as vscode from 'vscode';
import { format } from '../../protocol/format';
import { pick, type Surface } from './actions';
import type { ForgePage } from './forge-page';
import { nodeIn } from './nodes';
import type { PlatformSession } from './session';

/** *Voir une demande de fusion ou un ticket*: of a line, else the one chosen now. */
export async function itemCommand(surface: Surface, page: ForgePage, argument: unknown): Promise<void> {
  const given = nodeIn(argument);
  if (given?.kind === 'mergeRequest') return show(page, given.session, 'request', given.request);
  if (given?.kind === 'issue') return show(page, given.session, 'issue', given.issue);
  const session = await pick(surface, argument, true);
  if (!session) return;
  const { forge: t, platformView: p } = surface.coach.strings();
  const { mergeRequests = [], issues = [] } = session.view?.forge ?? {};
  const states = { opened: p.requestOpened, merging: p.requestMerging, merged: p.requestMerged, closed: p.requestClosed };
  const items = [
    ...mergeRequests.map(item => ({ label: `!${item.iid} ${item.title}`, description: `${states[item.state]} · ${item.repository}`, about: 'request' as const, item })),
    ...issues.map(item => ({ label: `#${item.iid} ${item.title}`, description: `${item.state === 'opened' ? p.issueOpened : p.issueClosed} · ${item.repository}`, about: 'issue' as const, item })),
  ];
  if (items.length === 0) return void vscode.window.showInformationMessage(t.noItem);
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: t.pickItem, matchOnDescription: true });
  if (chosen) await show(page, session, chosen.about, chosen.item);
}

/** *Ouvrir une demande de fusion*, or *un ticket*: in a repository of the forge, with a title; shows it once it is open. */
export async function newItemCommand(surface: Surface, page: ForgePage, kind: 'request' | 'issue', argument: unknown): Promise<void> {
  const session = await pick(surface, argument, true);
  const t = surface.coach.strings().forge;
  const repository = session && (await repositoryOf(session, argument, t));
  const branches = kind === 'request' && repository ? await branchesOf(repository, t) : undefined;
  if (!session || !repository || (kind === 'request' && !branches)) return;
  const title = await vscode.window.showInputBox({ title: kind === 'request' ? t.request : t.issue, prompt: t.askTitle, validateInput: text => (text.trim() === '' ? t.emptyTitle : undefined), ignoreFocusOut: true });
  const description = title === undefined ? undefined : await vscode.window.showInputBox({ title, prompt: t.askDescription, ignoreFocusOut: true });
  if (title === undefined || description === undefined) return;
  const place = { project: repository.project, repository: repository.name, title: title.trim(), description };
  const { ok, message } = (await session.client?.give(branches ? { type: 'open-merge-request', ...place, ...branches } : { type: 'open-issue', ...place })) ?? { ok: false };
  if (!ok) throw new Error(message ?? surface.coach.strings().platformView.refused);
  await session.refresh();
  const full = `${repository.project}/${repository.name}`;
  const made = (kind === 'request' ? session.view?.forge.mergeRequests : session.view?.forge.issues)?.find(one => one.repository === full);
  if (made) await show(page, session, kind, made);
}

function show(page: ForgePage, session: PlatformSession, kind: 'request' | 'issue', { repository, iid }: { readonly repository: string; readonly iid: number }): Promise<void> {
  return page.open({ folder: session.folder.uri.toString(), kind, repository, iid });
}

interface Repository {
  readonly project: string;
  readonly name: string;
  readonly branches: readonly string[];
}

type Words = ReturnType<Surface['coach']['strings']>['forge'];

async function repositoryOf({ view }: PlatformSession, argument: unknown, t: Words): Promise<Repository | undefined> {
  const given = nodeIn(argument);
  const all = (view?.status.projects ?? []).flatMap(({ slug, repositories }) => repositories.map(({ name, branches }): Repository => ({ project: slug, name, branches: branches.map(branch => branch.name) })));
  const own = all.filter(({ project, name }) => !given || given.kind === 'folder' || (project === given.project.slug && (given.kind !== 'repository' || name === given.repository.name)));
  if (own.length === 0) return void vscode.window.showInformationMessage(t.noRepository);
  return own.length === 1 ? own[0] : (await vscode.window.showQuickPick(own.map(one => ({ label: `${one.project}/${one.name}`, one })), { placeHolder: t.pickRepository }))?.one;
}

async function branchesOf({ branches }: Repository, t: Words): Promise<{ readonly source: string; readonly target: string } | undefined> {
  if (branches.length < 2) return void vscode.window.showInformationMessage(format(t.oneBranch, { branch: branches[0] ?? '–' }));
  // What is merged is seldom the main branch, and is mostly merged into it.
  const [main = 'main'] = ['main', 'master'].filter(name => branches.includes(name));
  const source = await vscode.window.showQuickPick([...branches].sort((a, b) => Number(a === main) - Number(b === main)), { placeHolder: t.pickSource });
  const target = source === undefined ? undefined : await vscode.window.showQuickPick(branches.filter(name => name !== source).sort((a, b) => Number(b === main) - Number(a === main)), { placeHolder: t.pickTarget });
  return source === undefined || target === undefined ? undefined : { source, target };
}
