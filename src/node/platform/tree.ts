import { isAnalysable, passedOver } from '../../core/analysis/names';
import { inputsOfRenders } from '../../core/analysis/render/needed';
import type { Tree } from '../../core/platform/forge/forge';
import { Fault, phrase } from '../../core/platform/view/words/said';
import { git } from './git';

/** Bounds of what is read of a commit: a hostile repository stays within them. */
const maxFiles = 20_000;
const maxText = 512 * 1024;
const maxTexts = 16 * 1024 * 1024;
const maxMessage = 16 * 1024;

interface Entry {
  readonly path: string;
  readonly id: string;
  readonly size: number;
}

/** The texts of the sources of a commit, which no component reads and an analysis does: those that a team writes, within bounds. Rejects with a `Fault`. */
export async function readSources(repository: string, commit: string): Promise<Readonly<Record<string, string>>> {
  const listed = await git(repository, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]);
  const entries = listed.stdout.toString('utf8').split('\0').flatMap(entryOf);
  return textsOf(repository, entries.filter(entry => entry.size <= maxText && isSource(entry.path) && !entry.path.split('/').some(step => passedOver.has(step))));
}

/** The files of a commit, and the text of those a component or an engine may read. Links and submodules are left out: nothing outside the repository is reached. Rejects with a `Fault`. */
export async function readTree(repository: string, revision: string): Promise<Tree> {
  const head = await git(repository, ['log', '-1', '--format=%H%n%an%n%s%n%B', revision, '--']);
  const [commit = '', author = '', title = '', ...lines] = head.stdout.toString('utf8').split('\n');
  const message = lines.join('\n').trim().slice(0, maxMessage);
  const listed = await git(repository, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]);
  const entries = listed.stdout.toString('utf8').split('\0').flatMap(entryOf);
  if (entries.length > maxFiles) throw new Fault(phrase('manyFiles', entries.length, maxFiles));
  const rendered = new Set(inputsOfRenders(entries.map(({ path }) => path)));
  return { commit, author, title, ...(message === title ? {} : { message }), files: Object.fromEntries(entries.map(({ path, id }) => [path, id])), texts: await textsOf(repository, entries.filter(entry => entry.size <= maxText && (wanted(entry) || rendered.has(entry.path)))) };
}

function entryOf(line: string): Entry[] {
  const match = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line);
  const [, mode, type, id = '', size = '0', path = ''] = match ?? [];
  return type === 'blob' && mode !== '120000' ? [{ path, id, size: Number(size) }] : [];
}

/** Manifests, pipelines, Dockerfiles and what executors look into; sources are only known by their name. */
function wanted({ path }: Entry): boolean {
  if (/(^|\/)(\.dockerignore|[\w.-]+\.dockerignore|package-lock\.json|lcov\.info)$/i.test(path)) return true;
  return isAnalysable(path) && !isSource(path) && !/\.(md|txt)$/i.test(path);
}

/** Whether a file is known by its name alone, until its commit is analysed. */
export function isSource(path: string): boolean {
  return /\.(java|kt|py|[cm]?[jt]sx?|vue|php|rb|go|rs|cs|sql|scala)$/i.test(path);
}

async function textsOf(repository: string, entries: readonly Entry[]): Promise<Record<string, string>> {
  let total = 0;
  const kept = entries.filter(({ size }) => (total += size) <= maxTexts);
  if (kept.length === 0) return {};
  const { stdout } = await git(repository, ['cat-file', '--batch'], kept.map(({ id }) => `${id}\n`).join(''));
  const texts: Record<string, string> = {};
  let at = 0;
  for (const { path } of kept) {
    const line = stdout.indexOf(10, at);
    const size = Number(stdout.toString('utf8', at, line).split(' ')[2]);
    if (line < 0 || !Number.isInteger(size)) break;
    // A packaged chart is no text.
    texts[path] = stdout.toString(path.endsWith('.tgz') ? 'base64' : 'utf8', line + 1, line + 1 + size);
    at = line + 1 + size + 1;
  }
  return texts;
}
