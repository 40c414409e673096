import type { Time } from '../time';
import type { Asked, Work, Workplace } from './executors/executor';
import { pushCharts } from './executors/helm';
import { buildImage, imageTemplates } from './executors/image';
import { runScript } from './executors/script';
import { analyse } from './executors/sonar';
import { readSecret } from './executors/vault';
import { collected } from './executors/artifacts';
import { saving } from './executors/cache';
import { filesOf } from './executors/workspace';
import { maskedIn } from '../forge/variables';
import { logOf } from './log';
import type { Job, Pipeline } from './model';
import { placeOf, preparation, type Answers } from './workplace';
import type { PipelineWorld } from './world';
import { saidWith } from '../view/words/said';

/** What the jobs that start ask for: to be ended, or to have something done first. */
export interface Told {
  readonly ends: { after: Time; pipeline: number; job: number; attempt: number }[];
  readonly asks: (Asked & { pipeline: number; job: number })[];
}

/** Starts a job, or has it go on once it has what it waited for: its log is then written anew, from the same first line. */
export function started(pipeline: Pipeline, job: Job, world: PipelineWorld, now: Time, { ends, asks }: Told, answers: Answers = {}): Job {
  const place = placeOf(pipeline, job, world, now, answers);
  const work = handing(place, execute(place));
  if (work.asks) {
    asks.push({ ...work.asks, pipeline: pipeline.id, job: job.id });
    return { ...job, status: 'running', startedAt: job.startedAt ?? now, awaits: work.asks, ...answers };
  }
  const { lines: _, duration: __, after: ___, uploads: ____, saved: _____, ...end } = work;
  const outcome = end.failure ? { ...end, failure: { ...end.failure, summary: saidWith(end.failure.summary, text => maskedIn(text, place.masked)) } } : end;
  const { awaits: _awaits, tests: _tests, sources: _sources, ...rest } = job;
  const next: Job = { ...rest, outcome, status: 'running', attempts: job.attempts + 1, startedAt: now, log: [...job.log, ...logOf(place, work, now, preparation).map(({ at, text }) => ({ at, text: saidWith(text, one => maskedIn(one, place.masked)) }))] };
  ends.push({ after: preparation + work.duration, pipeline: pipeline.id, job: job.id, attempt: next.attempts });
  return next;
}

/** What a tool's job hands on beside what its tool does: nobody knows what it wrote. */
function handing(place: Workplace, work: Work): Work {
  if (work.artifacts || work.asks) return work;
  const files = filesOf(place);
  files.mayFill('');
  const saved = saving(place, files, !work.failure);
  if (work.dotenv || place.job.definition['artifacts'] === undefined) return { ...work, saved };
  const { artifacts, made, lines } = collected(place, files, !work.failure);
  return { ...work, saved, artifacts, made, uploads: lines };
}

/** The tool that runs a job is told by the job of the catalogue it takes from. */
function execute(place: Workplace): Work {
  const from = (name: string) => place.job.templates.includes(name);
  if (from('.vault:read_secret')) return readSecret(place);
  if (imageTemplates.some(from)) return buildImage(place);
  if (from('.sonar:sonar-scanner') || from('.java:sonar')) return analyse(place);
  if (from('.helm:build-push')) return pushCharts(place);
  return runScript(place);
}
