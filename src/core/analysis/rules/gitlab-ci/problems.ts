import { checkPipeline } from '../../gitlab-ci/check';
import { matchRe2 } from '../../gitlab-ci/match';
import type { PipelineProblem } from '../../gitlab-ci/problem';
import { misshapen } from '../../gitlab-ci/schema';
import type { RepositoryPipeline } from '../../gitlab-ci/repository';
import type { Fix, Location } from '../../finding';
import type { PipelineTest, Place, Workspace } from '../test';
import { respelt } from './write';

const stages: ReadonlySet<string> = new Set(['stage-unknown']);
const needs: ReadonlySet<string> = new Set(['need-unknown', 'need-later', 'need-cycle', 'dependency-unknown', 'dependency-later', 'dependency-unneeded']);

/** Each job's stage is in the list. */
export const stageDefined: PipelineTest = found => problemsOf(found).filter(({ code }) => stages.has(code)).map(problem => placeFor(found, 'unknown', problem));

/** What a job waits for exists, and comes before it. */
export const needsExist: PipelineTest = found => problemsOf(found).filter(({ code }) => needs.has(code)).map(problem => placeFor(found, 'unknown', problem));

/** GitLab would accept the file, under this name: everything it refuses that has no rule of its own. */
export const valid: PipelineTest = (found, { schemas }) => {
  const top: Location = { file: found.file, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  const places: Place[] = [];
  if (found.meant !== undefined) places.push({ variant: 'misnamed', location: top, fields: { file: found.file.slice(found.file.lastIndexOf('/') + 1), meant: found.meant } });
  if (!found.pipeline) return [...places, { variant: 'refused', location: top, fields: { problem: 'Ce fichier est vide, ou n’est pas un objet YAML : GitLab ne lance rien. Il lui faut au moins un job.' } }];
  for (const { source } of found.pipeline.included) {
    if (!source?.fault) continue;
    const range = source.source.range(source.fault.start, source.fault.end);
    places.push({ variant: 'refused', location: found.inRepository({ file: source.file, range }), fields: { problem: source.fault.reason } });
  }
  const others = problemsOf(found).filter(({ code }) => !stages.has(code) && !needs.has(code));
  // What holds something wrong is often of the wrong shape because of it.
  const known = new Set(problemsOf(found).flatMap(({ path }) => path.map((_, depth) => path.slice(0, depth + 1).join('/'))));
  const shapes = schemas ? misshapen(found.pipeline, schemas.pipeline()).filter(({ path }) => !known.has(path.join('/'))) : [];
  return [...places, ...[...others, ...shapes].map(problem => placeFor(found, 'refused', problem))];
};

const checked = new WeakMap<RepositoryPipeline, readonly PipelineProblem[]>();

/** All that GitLab would refuse in a pipeline. */
export function problemsOf(found: RepositoryPipeline): readonly PipelineProblem[] {
  if (!found.pipeline) return [];
  const known = checked.get(found) ?? checkPipeline(found.pipeline, matchRe2);
  checked.set(found, known);
  return known;
}

function placeFor(found: RepositoryPipeline, variant: string, { location, file, path, message, typo }: PipelineProblem): Place {
  const at = location ?? found.pipeline?.locateFile(file, path, path.length === 1 ? 'key' : 'value') ?? { file, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  const place = found.inRepository(at);
  const fix = typo && ((workspace: Workspace): Fix | undefined => respelt(workspace, place, `Écrire « ${typo.meant} »`, written => (written === typo.written ? typo.meant : undefined)));
  return { variant, location: place, fields: { problem: message }, fix };
}
