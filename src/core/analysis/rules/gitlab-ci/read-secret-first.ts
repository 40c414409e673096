import { needsOf } from '../../gitlab-ci/check';
import { expand, takesFrom, textsOf } from '../../gitlab-ci/job';
import type { Job, Pipeline } from '../../gitlab-ci/pipeline';
import { pushingTemplates } from '../../gitlab-ci/push';
import { listed } from '../../listed';
import { isPlainMap, listAt, type Plain } from '../../yaml/plain';
import type { PipelineTest, Place } from '../test';

/** What `read_secret` hands over in its dotenv, and the jobs of the catalogue that cannot do without. */
const produced = /\$\{?(REGISTRY_HOST|IMAGE_REPOSITORY|DOCKER_AUTH|SONAR_TOKEN|NEXUS_USERNAME|NEXUS_PASSWORD|NEXUS_CREDS_B64)\b/;
const needy = [...pushingTemplates, '.java:build', '.java:sonar', '.java:deploy', '.sonar:sonar-scanner'];

/** A job that uses what `read_secret` reads waits for it, and receives it. A dotenv goes to later stages, or to the `needs` that name its job. */
export const readSecretFirst: PipelineTest = found => {
  const { pipeline } = found;
  if (!pipeline || !found.platform) return [];
  const visible = pipeline.jobs.filter(job => !job.hidden);
  const readers = visible.filter(job => job.name === 'read_secret' || takesFrom(pipeline, job.name, '.vault:read_secret'));
  const readerNames = new Set(readers.map(({ name }) => name));
  const users = visible.filter(job => job.own && !readerNames.has(job.name) && uses(pipeline, job));
  const at = (job: Job, path: readonly (string | number)[]) => found.locate(job.name, path, path.length === 0 ? 'key' : 'value') ?? found.locate(job.name, [], 'key');
  if (readers.length === 0) {
    const [first] = users;
    const location = first && at(first, []);
    if (!pipeline.complete || !location) return [];
    return [{ variant: 'absent', location, fields: { jobs: listed(users.map(({ name }) => `« ${name} »`)) } }];
  }
  const places: Place[] = [];
  const report = (variant: string, job: Job, path: readonly (string | number)[]) => {
    const location = at(job, path);
    if (location) places.push({ variant, location, fields: { job: job.name, reader: readers[0]?.name ?? 'read_secret' } });
  };
  const orders = new Map(pipeline.stages.map((stage, index) => [stage, index] as const).reverse());
  const order = (job: Job) => orders.get(job.stage) ?? -1;
  const earliest = readers.map(order).reduce((least, one) => Math.min(least, one), Infinity);
  const reads = (name: Plain | undefined) => typeof name === 'string' && readerNames.has(name);
  for (const job of users) {
    const { definition } = job;
    const needs = needsOf(definition).filter(need => reads(need.job));
    const received = listAt(definition, 'needs').some(need => (isPlainMap(need) ? need['artifacts'] !== false && reads(need['job']) : reads(need)));
    if (Array.isArray(definition['dependencies']) && !listAt(definition, 'dependencies').some(reads)) report('needs', job, ['dependencies']);
    else if (Array.isArray(definition['needs'])) {
      if (needs.length === 0) report('needs', job, ['needs']);
      else if (!received) report('needs', job, needs[0]?.path ?? ['needs']);
    } else if (earliest >= order(job) && orders.has(job.stage)) report('order', job, ['stage']);
  }
  const [reader] = readers;
  const inUse = new Set(visible.map(({ stage }) => stage));
  const first = pipeline.stages.find(stage => inUse.has(stage));
  if (reader && places.length === 0 && first !== undefined && first !== reader.stage && pipeline.stages.includes(reader.stage) && first !== '.pre') report('late', reader, ['stage']);
  return places;
};

function uses(pipeline: Pipeline, job: Job): boolean {
  if (needy.some(name => takesFrom(pipeline, job.name, name))) return true;
  return textsOf(job.definition).some(text => produced.test(expand(pipeline, job, text)));
}
