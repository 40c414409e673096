import type { Location } from '../finding';
import type { Scope, SourceFile } from '../port';
import { stringAt, valueAt, type Plain, type PlainMap } from '../yaml/plain';
import type { Path } from '../yaml/nodes';
import { resolvePipeline, type Pipeline } from './pipeline';
import { readPipelineFile, type PipelineFile } from './read';

/** A pipeline of the repository, once resolved. */
export interface RepositoryPipeline {
  /** The entry file, from the root of the repository. */
  readonly file: string;
  /** The right name, when the file has one that GitLab does not look for. */
  readonly meant: string | undefined;
  /** Undefined when the file is no map at all: empty, a list, a text. */
  readonly pipeline: Pipeline | undefined;
  /** Whether it runs on the platform's GitLab: by its name, or because it includes the catalogue. */
  readonly platform: boolean;
  /** The place of `path` in a job as the repository writes it, in what the job extends if need be; undefined when the catalogue wrote it. */
  locate(job: string, path: Path, on?: 'key' | 'value'): Location | undefined;
  /** A place the resolver gave, counted from the root of the repository. */
  inRepository(location: Location): Location;
}

const entries: readonly string[] = ['.gitlab-ci-dso.yml', '.gitlab-ci.yml'];
/** Spellings that documentation or habit spread, and that start nothing. */
const misspelt = /^\.?gitlab-(ci-)?(dso)\.ya?ml$|^\.?gitlab-ci\.ya?ml$/i;

/** Whether GitLab would start a pipeline from a file of this name, or its author thinks so. */
export function isPipelineEntry(file: string): boolean {
  return misspelt.test(nameOf(file));
}

/** The pipelines of the files given. An entry in a folder below is that of a repository kept there: its includes are counted from its folder. */
export function readPipelines(files: readonly SourceFile[], catalogue: Readonly<Record<string, PlainMap>>, scope: Scope): RepositoryPipeline[] {
  const found = files.filter(({ file }) => isPipelineEntry(file));
  if (found.length === 0) return [];
  const texts = new Map(files.map(one => [one.file, one.text]));
  const read = new Map<string, PipelineFile | undefined>();
  const open = (folder: string, name: string, meant: string | undefined): RepositoryPipeline[] => {
    const [file, text] = [folder + name, texts.get(folder + name) ?? ''];
    const local = (below: string) => {
      const known = texts.get(folder + below);
      if (known === undefined) return undefined;
      if (!read.has(folder + below)) read.set(folder + below, readPipelineFile({ file: below, text: known }));
      return read.get(folder + below);
    };
    const entry = readPipelineFile({ file: name, text });
    const below = files.filter(one => one.file.startsWith(folder)).map(one => one.file.slice(folder.length));
    const pipeline = entry && resolvePipeline(entry, { local, files: below, catalogue, partial: scope === 'files' });
    const inRepository = (location: Location): Location => ({ file: folder + location.file, range: location.range });
    return [{
      file, meant, pipeline, inRepository,
      platform: /dso/i.test(name) || pipeline?.included.some(part => part.from === 'catalogue') === true,
      locate: (job: string, path: Path, on?: 'key' | 'value') => {
        const location = pipeline?.locate(job, path, on);
        return location && inRepository(location);
      },
    }];
  };
  const pipelines = found.flatMap(({ file }) => {
    const name = nameOf(file);
    const folder = file.slice(0, file.length - name.length);
    const meant = entries.includes(name) ? undefined : /dso/i.test(name) ? '.gitlab-ci-dso.yml' : '.gitlab-ci.yml';
    // Beside the right file, the other is one it includes, or nobody's.
    return meant !== undefined && texts.has(folder + meant) ? [] : open(folder, name, meant).flatMap(parent => [parent, ...childrenOf(parent).flatMap(child => (texts.has(folder + child) ? open(folder, child, undefined) : []))]);
  });
  return pipelines.filter(({ file }, index) => pipelines.findIndex(other => other.file === file) === index);
}

/** The local files that the jobs of a pipeline start as pipelines of their own. */
function childrenOf({ pipeline }: RepositoryPipeline): string[] {
  const named = (include: Plain | undefined): string[] => (Array.isArray(include) ? include.flatMap(named) : [typeof include === 'string' && !include.includes('://') ? include : (stringAt(include, 'local') ?? [])].flat());
  const all = (pipeline?.jobs ?? []).filter(({ hidden }) => !hidden).flatMap(({ definition }) => named(valueAt(definition, 'trigger', 'include')));
  return [...new Set(all.map(name => name.replace(/^\.?\/+/, '')))].filter(name => !name.includes('$') && !name.includes('..'));
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
