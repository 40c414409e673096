import { commandsOfJob, takesFrom } from '../../gitlab-ci/job';
import type { Job, Pipeline } from '../../gitlab-ci/pipeline';
import { pushingTemplates } from '../../gitlab-ci/push';
import type { RepositoryPipeline } from '../../gitlab-ci/repository';
import { programOf } from '../../shell';
import { mapAt } from '../../yaml/plain';
import type { PipelineTest, Workspace } from '../test';

type Does = (pipeline: Pipeline, job: Job) => boolean;

/** A repository that builds an image measures its code: by a job of the catalogue, or by the tools of its language. */
export const qualityJob: PipelineTest = (found, workspace) => missing(found, workspace, measures);

/** A repository that builds an image tests its code before. */
export const testJob: PipelineTest = (found, workspace) => missing(found, workspace, tests);

/** Said once, at the first job that builds; nothing is said when what is included cannot be read, or when another pipeline of the same folder does it. */
function missing(found: RepositoryPipeline, workspace: Workspace, does: Does) {
  const { pipeline } = found;
  if (!pipeline?.complete || !found.platform) return [];
  const builder = pipeline.jobs.find(job => job.own && !job.hidden && builds(pipeline, job));
  const location = builder && found.locate(builder.name, [], 'key');
  if (!location) return [];
  const siblings = workspace.pipelines.filter(other => folderOf(other.file) === folderOf(found.file));
  if (siblings.some(other => other.pipeline?.jobs.some(job => !job.hidden && other.pipeline && does(other.pipeline, job)))) return [];
  return [{ variant: 'missing', location, fields: { job: builder.name } }];
}

/** A chart is packed without code to measure. */
function builds(pipeline: Pipeline, job: Job): boolean {
  const from = (name: string) => takesFrom(pipeline, job.name, name);
  if (pushingTemplates.some(name => name !== '.helm:build-push' && from(name)) || ['.java:build', '.npm:build-publish'].some(from)) return true;
  return commandsOfJob(job).some(command => {
    const [program, ...words] = [programOf(command), ...command.slice(1)];
    return program === 'executor' || (['docker', 'podman', 'buildah', 'nerdctl'].includes(program) && words.some(word => ['build', 'bud', 'buildx', 'push'].includes(word)));
  });
}

const checkers = new Set(['sonar-scanner', 'eslint', 'checkstyle', 'pmd', 'spotbugs', 'pylint', 'flake8', 'ruff', 'mypy', 'golangci-lint', 'staticcheck', 'rubocop', 'phpstan', 'psalm', 'phpcs', 'biome', 'tslint', 'stylelint', 'qodana', 'semgrep', 'detekt', 'ktlint', 'clippy']);
const runners = new Set(['jest', 'vitest', 'mocha', 'karma', 'pytest', 'tox', 'nox', 'phpunit', 'rspec', 'ctest', 'cypress', 'playwright', 'newman', 'k6', 'behave', 'robot', 'ava', 'cucumber', 'gotestsum', 'bats']);

/** Whether a job measures the quality of the code. */
export const measures: Does = (pipeline, job) => {
  if (['.java:sonar', '.sonar:sonar-scanner'].some(name => takesFrom(pipeline, job.name, name))) return true;
  if (mapAt(job.definition, 'artifacts', 'reports')['codequality'] !== undefined) return true;
  return commandsOfJob(job).some(command => (command[0] === 'dotnet' && command[1] === 'format') || runs(command, checkers, /^(sonar|sonarqube|lint|checkstyle|pmd|spotbugs|clippy|vet|quality|analyse)(:|$)/)) || named(job, /^(sonar|sonarqube|lint|linter|quality|qualite|codequality|sast)$/);
};

/** Whether a job runs tests. */
export const tests: Does = (pipeline, job) => {
  // `.java:sonar` packages with coverage, and so runs the tests.
  if (takesFrom(pipeline, job.name, '.java:sonar')) return true;
  const reports = mapAt(job.definition, 'artifacts', 'reports');
  if (reports['junit'] !== undefined || reports['coverage_report'] !== undefined || job.definition['coverage'] !== undefined) return true;
  const commands = commandsOfJob(job);
  const skips = commands.some(command => command.some(word => /^-D(skipTests|maven\.test\.skip)(=true)?$/.test(word)));
  const goals = skips ? /^(test|tests|e2e|unit)(:|$)/ : /^(test|tests|e2e|unit|verify|check)(:|$)/;
  // npm has shorter words for its own.
  if (commands.some(([program, word]) => program === 'npm' && (word === 't' || word === 'tst'))) return true;
  return commands.some(command => runs(command, runners, goals)) || (!skips && named(job, /^(test|tests|unit|e2e|integration|tu)$/));
};

/** Whether a command is one of `tools`, directly or through a launcher, or asks a build tool for one of its tasks. */
export function runs(command: readonly string[], tools: ReadonlySet<string>, task: RegExp): boolean {
  const words = command.map(word => word.split('/').pop() ?? word);
  const [program = ''] = words;
  if (tools.has(program)) return true;
  if (['npx', 'pnpx', 'bunx', 'yarn', 'pnpm', 'poetry', 'uv', 'pipenv', 'python', 'python3', 'bundle', 'vendor', 'dotnet', 'cargo', 'pdm'].includes(program) && words.slice(1).some(word => tools.has(word))) return true;
  const builders = ['mvn', 'mvnw', 'gradle', 'gradlew', 'npm', 'yarn', 'pnpm', 'bun', 'go', 'cargo', 'dotnet', 'make', 'ng', 'nx', 'sbt', 'composer', 'rake', 'php', 'python', 'python3', 'task', 'just', 'deno', 'turbo', 'swift', 'mix', 'rails'];
  return builders.includes(program) && words.slice(1).some(word => !word.startsWith('-') && task.test(word.replace(/^:/, '')));
}

/** A job whose name or stage says what it does, and that does something. A stage nobody wrote says nothing. */
function named(job: Job, word: RegExp): boolean {
  const stage = typeof job.definition['stage'] === 'string' ? job.definition['stage'] : '';
  const says = [...job.name.split(/[^a-z0-9]+/i), ...stage.split(/[^a-z0-9]+/i)].some(part => word.test(part.toLowerCase()));
  return says && (job.definition['trigger'] !== undefined || commandsOfJob(job).some(command => !['echo', 'true', ':', 'exit', 'printf'].includes(programOf(command))));
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
