import type { Repository } from '../console/console';
import type { Run } from '../engine';
import type { Answer, Request } from '../event';
import { treeAt, type Tree } from '../forge/forge';
import { pendingMerges } from '../forge/merges';
import { pendingAsked } from '../pipeline/pending';
import { pendingDecryptions } from '../secrets/sops';
import type { Manifest } from '../cluster/operations';
import type { PlatformState } from '../state';
import { changed, keyOf, type Application } from './application';
import { renderedFrom } from './outcome';
import { failed, type Rendered } from './render';
import { askedOf, sourceOf, type Source } from './source';

/** The settings of an application's repository, and the commit it is at; `tree` is undefined as long as nothing was synchronised there. */
export function positionOf(state: Pick<PlatformState, 'console' | 'forge'>, { project, repository: name }: Application): { readonly repository: Repository; readonly tree: Tree | undefined } | undefined {
  const repository = state.console.projects.find(({ slug }) => slug === project)?.repositories.find(one => one.name === name);
  return repository && { repository, tree: treeAt(state.forge, `${project}/${name}`, repository.revision) };
}

export function applicationOf(state: Pick<PlatformState, 'gitops'>, name: string): Application | undefined {
  return state.gitops.applications.find(one => one.name === name);
}

export function update(run: Run, name: string, patch: Partial<Application>): void {
  run.set({ gitops: changed(run.state.gitops, name, application => ({ ...application, ...patch })) });
}

/** Looks at Git: what an application asks for is written in it, or asked of an engine. Answers whether it is known now. */
export function compare(run: Run, application: Application): boolean {
  const { name } = application;
  const position = positionOf(run.state, application);
  if (!position) return false;
  const { repository, tree } = position;
  // Nothing was ever synchronised there: the repository is empty, and stays to be looked at.
  if (!tree) return keep(run, name, {}, failed(`unable to resolve '${repository.revision}' to a commit SHA`));
  const source = sourceOf(tree, repository, { ...application, application: name });
  const asked = askedOf(tree.commit, repository, application);
  if (source.type === 'known') return keep(run, name, { revision: tree.commit, asked }, source.rendered);
  const { render } = application;
  if (render?.key !== source.key) {
    update(run, name, { render: { key: source.key, status: 'running' } });
    run.request(requestOf(name, source));
    return false;
  }
  return render.status === 'done';
}

function requestOf(application: string, { key, request }: Source & { type: 'engine' }): Request {
  return { type: 'render', application, key, request };
}

/** An engine has answered. An answer about what is no longer asked for is passed over. Answers whether it counts. */
export function rendered(run: Run, { application: name, key, outcome }: Answer & { type: 'rendered' }): boolean {
  const application = applicationOf(run.state, name);
  const position = application && positionOf(run.state, application);
  if (!application || !position?.tree || application.render?.key !== key) return false;
  const source = sourceOf(position.tree, position.repository, { ...application, application: name });
  // Git has moved while the engine was at it: the next look asks again.
  if (source.type !== 'engine' || source.key !== key) return false;
  update(run, name, { render: { key, status: 'done' } });
  return keep(run, name, { revision: position.tree.commit, asked: key }, renderedFrom(outcome, source.command));
}

function keep(run: Run, name: string, at: { readonly revision?: string; readonly asked?: string }, outcome: Rendered): boolean {
  if (!outcome.ok) {
    update(run, name, { ...(at.revision === undefined ? {} : { revision: at.revision }), comparisonError: outcome.message });
    return true;
  }
  const { targets, repeated } = once(outcome.objects);
  run.set({ gitops: changed(run.state.gitops, name, ({ comparisonError: _, repeated: __, ...application }) => ({ ...application, ...at, targets, ...(repeated ? { repeated } : {}) })) });
  return true;
}

/** Objects, each once: one that comes twice counts as it is last (argoproj/argo-cd, `DeduplicateTargetObjects`). What has only the beginning of a name is another each time. */
function once(objects: readonly Manifest[]): Pick<Application, 'targets' | 'repeated'> {
  const places = new Map<string, number[]>();
  objects.forEach((target, index) => {
    if (!('generateName' in target.metadata)) places.set(keyOf(target), [...(places.get(keyOf(target)) ?? []), index]);
  });
  const several = [...places].filter(([, indexes]) => indexes.length > 1);
  if (several.length === 0) return { targets: objects };
  const over = new Set(several.flatMap(([, indexes]) => indexes.slice(0, -1)));
  return { targets: objects.filter((_, index) => !over.has(index)), repeated: Object.fromEntries(several.map(([key, indexes]) => [key, indexes.length])) };
}

/** What was asked and never answered, as after a kill: a process that goes on asks again. */
export function pendingRequests(state: PlatformState): Request[] {
  const mirrors = state.forge.syncs.filter(({ status }) => status === 'running').flatMap(({ id, repository, branch }): Request[] => {
    const [project = '', name = ''] = repository.split('/');
    const source = state.console.projects.find(({ slug }) => slug === project)?.repositories.find(one => one.name === name)?.source;
    return source === undefined ? [] : [{ type: 'mirror', sync: id, project, repository: name, source, branch }];
  });
  const renders = state.gitops.applications.filter(({ render }) => render?.status === 'running').flatMap(application => {
    const { repository, tree } = positionOf(state, application) ?? {};
    const source = repository && tree ? sourceOf(tree, repository, { ...application, application: application.name }) : undefined;
    return source?.type === 'engine' && source.key === application.render?.key ? [requestOf(application.name, source)] : [];
  });
  return [...mirrors, ...renders, ...pendingAsked(state), ...pendingMerges(state.forge), ...pendingDecryptions(state)];
}
