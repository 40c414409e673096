import type { Location } from '../../finding';
import { linesOfJob, takesFrom, variableOf } from '../../gitlab-ci/job';
import type { Job } from '../../gitlab-ci/pipeline';
import type { RepositoryPipeline } from '../../gitlab-ci/repository';
import type { Path } from '../../yaml/nodes';
import { pushesOf } from '../../gitlab-ci/push';
import { parseImage } from '../../image';
import type { PipelineTest, Place, Workspace } from '../test';
import { respelt } from './write';

/** No job sends an image under `latest`: written as such, through a variable, or by leaving the tag out. */
export const noPushLatest: PipelineTest = found => {
  const { pipeline } = found;
  if (!pipeline) return [];
  const places: Place[] = [];
  const seen = new Set<string>();
  for (const job of pipeline.jobs.filter(({ own, hidden }) => own && !hidden)) {
    const add = (variant: string, path: readonly (string | number)[], image: string) => {
      // The variable may be the whole pipeline's; what stays then is the job.
      const global = path[0] === 'variables' && pipeline.variables[String(path[1])] !== undefined ? found.inRepository(pipeline.locateFile(pipeline.entry.file, path)) : undefined;
      const exact = ownVariable(job.definition, path) ? lineOf(found, job, path) : global;
      const location = exact ?? found.locate(job.name, [], 'key');
      // A script builds under the name it pushes: only a variable of the catalogue is enough to change both.
      const variable = path.findLast(part => typeof part === 'string') ?? 'script';
      const fix = exact && !path[0]?.toString().endsWith('script') ? (workspace: Workspace) => respelt(workspace, exact, 'Pousser sous le SHA du commit', written => ofCommit(written, variable)) : undefined;
      const key = JSON.stringify([variant, location]);
      if (location && !seen.has(key)) places.push({ variant, location, fields: { job: job.name, image }, fix });
      seen.add(key);
    };
    for (const { image, path } of pushesOf(pipeline, job)) {
      if (image === undefined) continue;
      const { tag, digest } = parseImage(image);
      if (tag === 'latest') add('latest', path, image);
      // `CI_REGISTRY_IMAGE` is the address of the project's registry: it has no tag.
      else if (!tag && !digest && (/\$\{?CI_REGISTRY_IMAGE\}?$/.test(image) || !/\$[\w{]*\}?$/.test(image))) add('missing', path, image);
    }
    if (takesFrom(pipeline, job.name, '.kaniko:build-push') && variableOf(pipeline, job, 'IMAGE_NAMES') === undefined) add('default', [], '');
  }
  return places;
};

/** A tag, or each image of a list, under the commit's SHA in place of `latest`; one that is there under that SHA already is left out. Undefined when none is written so. */
function ofCommit(written: string, variable: string): string | undefined {
  const tag = '$CI_COMMIT_SHORT_SHA';
  if (variable === 'TAG') return written === 'latest' ? tag : undefined;
  const images = new Set<string>();
  const becomes = written.replace(/([\s,]*)([^\s,]+)/g, (whole, between: string, image: string) => {
    const { name, tag: own, digest } = parseImage(image);
    const moves = own === 'latest' || (!own && !digest && !image.includes('$'));
    const there = [`${name}:${tag}`, `${name}:\${CI_COMMIT_SHORT_SHA}`].some(one => images.has(one) || written.split(/[\s,]+/).includes(one));
    images.add(moves ? `${name}:${tag}` : image);
    return !moves ? whole : there ? '' : `${between}${name}:${tag}`;
  }).replace(/^[\s,]+/, '');
  return becomes === written ? undefined : becomes;
}

/** The line of a script, when it is where the resolved job has it: what a reference brings shifts those after it. */
function lineOf(found: RepositoryPipeline, job: Job, path: Path): Location | undefined {
  const { pipeline } = found;
  const [word = '', ...rest] = path;
  if (!String(word).endsWith('script')) return found.locate(job.name, path);
  const at = rest.length > 0 ? pipeline?.locate(job.name, path) : undefined;
  const file = pipeline?.included.find(({ source }) => source?.file === at?.file)?.source;
  const line = linesOfJob(job).find(one => one.path.join() === path.join())?.text.trim().split('\n')[0]?.slice(0, 12) ?? '';
  const start = at && file ? file.source.offsetAt(at.range.start) : 0;
  const written = file?.source.text.slice(start, start + 400).replace(/^[|>][^\n]*\n\s*|^["']/, '') ?? '';
  return at && line !== '' && written.startsWith(line) ? found.inRepository(at) : found.locate(job.name, [word]);
}

function ownVariable(definition: Readonly<Record<string, unknown>>, path: readonly (string | number)[]): boolean {
  if (path[0] !== 'variables') return true;
  const variables = definition['variables'];
  return typeof variables === 'object' && variables !== null && Object.hasOwn(variables, String(path[1]));
}
