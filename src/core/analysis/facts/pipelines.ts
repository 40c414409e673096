import type { Location } from '../finding';
import { commandsOfJob, textsOf } from '../gitlab-ci/job';
import type { Job, Pipeline } from '../gitlab-ci/pipeline';
import type { RepositoryPipeline } from '../gitlab-ci/repository';
import { problemsOf } from '../rules/gitlab-ci/problems';
import { measures, tests } from '../rules/gitlab-ci/quality';
import { isPlainMap, listAt, mapAt, stringAt, type Plain, type PlainMap } from '../yaml/plain';
import { commandsIn } from '../shell';
import { deploysByHand, isSyncTrigger, scans } from './commands';
import { topOf, type FactId, type Facts } from './fact';

/** What a pipeline of GitLab does, job by job, once resolved. */
export function pipelineFacts(facts: Facts, found: RepositoryPipeline): void {
  const { file, meant, pipeline, platform, locate } = found;
  if (!pipeline) return;
  const name = file.split('/').pop() ?? file;
  if (name === '.gitlab-ci-dso.yml' && meant === undefined && problemsOf(found).length === 0 && pipeline.included.every(({ source }) => source?.fault === undefined) && pipeline.jobs.some(job => !job.hidden)) facts.add('dso-pipelines', `« ${file} »`, topOf(file));
  for (const job of pipeline.jobs.filter(one => !one.hidden)) {
    const see = (id: FactId) => facts.add(id, `job « ${job.name} » de « ${file} »`, () => locate(job.name, [], 'key') ?? topOf(file)());
    for (const id of factsOfJob(pipeline, job)) see(id);
    if (!platform && isSyncTrigger(commandsOfJob(job), textsOf(job.definition))) see('sync-triggers');
  }
}

function factsOfJob(pipeline: Pipeline, job: Job): FactId[] {
  const commands = commandsOfJob(job);
  const reports = mapAt(job.definition, 'artifacts', 'reports');
  const scanning = commands.some(scans) || ['sast', 'dependency_scanning', 'container_scanning', 'secret_detection'].some(report => reports[report] !== undefined);
  const planned = listAt(job.definition, 'rules').some(rule => isPlainMap(rule) && /\$CI_PIPELINE_SOURCE\s*==\s*["']schedule["']/.test(stringAt(rule, 'if') ?? '')) || listAt(job.definition, 'only').includes('schedules');
  return [
    ...(measures(pipeline, job) ? (['quality-jobs'] as const) : []),
    ...(tests(pipeline, job) ? (['test-jobs'] as const) : []),
    ...(scanning ? (['scan-jobs'] as const) : []),
    ...(scanning && planned ? (['planned-scans'] as const) : []),
    ...(reports['coverage_report'] !== undefined || job.definition['coverage'] !== undefined ? (['coverage'] as const) : []),
    ...(deploysByHand(commands) ? (['hand-deployments'] as const) : []),
  ];
}

/** What a workflow of GitHub does: the primary chain of many teams. */
export function workflowFacts(facts: Facts, file: string, workflow: PlainMap, placeOf: (path: readonly (string | number)[]) => Location): void {
  const planned = isPlainMap(workflow['on']) && workflow['on']['schedule'] !== undefined;
  for (const [name, job] of Object.entries(mapAt(workflow, 'jobs'))) {
    const steps = listAt(job, 'steps').filter(isPlainMap);
    const see = (id: FactId) => facts.add(id, `job « ${name} » de « ${file} »`, () => placeOf(['jobs', name]));
    const commands = steps.flatMap(step => commandsIn(stringAt(step, 'run') ?? ''));
    const uses = steps.flatMap(step => stringAt(step, 'uses') ?? []);
    const scanning = commands.some(scans) || uses.some(action => /trivy|grype|codeql-action\/analyze|snyk|dependency-(review|check)|osv-scanner|anchore\/scan/i.test(action));
    if (scanning) see('scan-jobs');
    if (scanning && planned) see('planned-scans');
    if (uses.some(action => /sonar|super-linter|codeql-action\/analyze/i.test(action))) see('quality-jobs');
    if (deploysByHand(commands) && !uses.some(action => /kind-action|setup-minikube|k3d/i.test(action))) see('hand-deployments');
    if (isSyncTrigger(commands, [...texts(job), ...texts(workflow['env'] ?? null)]) || uses.some(action => /cloud-pi-native\/.*(sync|mirror)/i.test(action))) see('sync-triggers');
  }
}

function texts(value: Plain): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return isPlainMap(value) ? Object.values(value).flatMap(texts) : [];
}
