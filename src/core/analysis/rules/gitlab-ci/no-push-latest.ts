import type { Location } from '../../finding';
import { ancestorsOf, linesOfJob, variableOf } from '../../gitlab-ci/job';
import type { Job } from '../../gitlab-ci/pipeline';
import type { RepositoryPipeline } from '../../gitlab-ci/repository';
import type { Path } from '../../yaml/nodes';
import { pushesOf } from '../../gitlab-ci/push';
import { parseImage } from '../../image';
import type { PipelineTest, Place } from '../test';

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
      const location = (ownVariable(job.definition, path) ? lineOf(found, job, path) : global) ?? found.locate(job.name, [], 'key');
      const key = JSON.stringify([variant, location]);
      if (location && !seen.has(key)) places.push({ variant, location, fields: { job: job.name, image } });
      seen.add(key);
    };
    for (const { image, path } of pushesOf(pipeline, job)) {
      if (image === undefined) continue;
      const { tag, digest } = parseImage(image);
      if (tag === 'latest') add('latest', path, image);
      // `CI_REGISTRY_IMAGE` is the address of the project's registry: it has no tag.
      else if (!tag && !digest && (/\$\{?CI_REGISTRY_IMAGE\}?$/.test(image) || !/\$[\w{]*\}?$/.test(image))) add('missing', path, image);
    }
    if (ancestorsOf(pipeline, job.name).has('.kaniko:build-push') && variableOf(pipeline, job, 'IMAGE_NAMES') === undefined) add('default', [], '');
  }
  return places;
};

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
