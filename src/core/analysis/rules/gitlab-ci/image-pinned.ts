import { expand, takenByVisible, variantsOf } from '../../gitlab-ci/job';
import type { Location } from '../../finding';
import { parseImage, pinningFault, pinTitle } from '../../image';
import { withVersion } from '../../versioning';
import { isPlainMap, listAt, type Plain } from '../../yaml/plain';
import type { Path } from '../../yaml/nodes';
import type { PipelineTest, Place, Workspace } from '../test';
import { respelt } from './write';

/** The images in which jobs run, and those of their services, name a version. What the catalogue chose is its own affair. */
export const imagePinned: PipelineTest = found => {
  const { pipeline } = found;
  if (!pipeline) return [];
  const places: Place[] = [];
  const seen = new Set<string>();
  const used = new Set<string>();
  // Visible jobs first: what a template hands on by an anchor or a reference is said where it is used, and once.
  const extended = takenByVisible(pipeline);
  for (const job of [...pipeline.jobs.filter(({ hidden }) => !hidden), ...pipeline.jobs.filter(({ hidden }) => hidden)]) {
    // What every job that extends a template replaces is run by none.
    if (job.hidden && extended.has(job.name)) continue;
    const named: { image: string; path: Path }[] = [...imageAt(job.definition['image'], ['image']), ...listAt(job.definition, 'services').flatMap((service, index) => imageAt(service, ['services', index]))];
    for (const { image, path } of named) {
      // In some of its runs, a matrix or a rule gives it another version.
      const runs = [expand(pipeline, job, image), ...(image.includes('$') ? variantsOf(job).map(([name, value]) => expand(pipeline, job, image, new Map([[name, value]]))) : [])];
      const resolved = runs.find(pinningFault) ?? runs[0] ?? image;
      const fault = pinningFault(resolved);
      const location = fault && found.locate(job.name, path);
      if (!fault || !location || (job.hidden && used.has(resolved))) continue;
      if (!job.hidden) used.add(resolved);
      // A default or a template is written once and serves many jobs.
      const key = JSON.stringify(location);
      if (!seen.has(key)) places.push({ variant: fault, location, fields: { image: resolved, job: job.name }, fix: workspace => pin(workspace, location, resolved) });
      seen.add(key);
    }
  }
  return places;
};

/** The tag that a Dockerfile or another job of the repository gives to the same image, when there is exactly one. */
function pin(workspace: Workspace, location: Location, image: string): ReturnType<typeof respelt> {
  const { name } = parseImage(image);
  const tag = workspace.baseTags.of(name);
  return tag === undefined ? undefined : respelt(workspace, location, pinTitle(name, tag), written => (written === image ? withVersion(written, tag) : undefined));
}

function imageAt(value: Plain | undefined, path: Path): { image: string; path: Path }[] {
  if (typeof value === 'string') return [{ image: value, path }];
  const name = isPlainMap(value) ? value['name'] : undefined;
  return typeof name === 'string' ? [{ image: name, path: [...path, 'name'] }] : [];
}
