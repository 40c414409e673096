import { checkPipeline } from '../../analysis/gitlab-ci/check';
import { matchRe2 } from '../../analysis/gitlab-ci/match';
import type { Pipeline } from '../../analysis/gitlab-ci/pipeline';
import type { PipelineProblem } from '../../analysis/gitlab-ci/problem';
import { misshapen, type PipelineValidator } from '../../analysis/gitlab-ci/schema';
import { isPlainMap, stringAt, type Plain } from '../../analysis/yaml/plain';
import { phrase, type Phrase } from '../view/words/said';

/** What GitLab looks at in turn: it says no more once something is wrong (gitlab-org/gitlab 18, `lib/gitlab/ci/yaml_processor.rb`). */
const stages: readonly RegExp[] = [/^(unreadable|include|input|too-many|bad-include|extends|reference)/, /^(unknown-keyword|no-script|bad-|no-visible|conflict|reserved)/, /./];

/** Why GitLab refuses a resolved pipeline, in its words where it has some of its own, then in ours; empty when it takes it. Of includes, `extends` and what jobs wait for, it says the first fault alone. */
export function errorsOf(pipeline: Pipeline, shape: PipelineValidator, fill: (text: string) => string): Phrase[] {
  const problems = checkPipeline(pipeline, matchRe2);
  const known = problems.map(({ path }) => path.join('/'));
  // What holds something wrong is often of the wrong shape because of it.
  const shapes = misshapen(pipeline, shape).filter(({ path }) => !known.some(other => other === path.join('/') || other.startsWith(`${path.join('/')}/`)));
  const all = [...problems, ...shapes];
  const stage = stages.findIndex(codes => all.some(({ code }) => codes.test(code)));
  const said = all.filter(({ code }) => stages[stage]?.test(code));
  return (stage === 1 ? said : said.slice(0, 1)).map(problem => phrase('gitlabRefuses', wordsOf(problem, pipeline, fill) ?? '', problem.message, problem.code, problem.path.join(':'), problem.typo?.meant ?? ''));
}

/** GitLab's own sentence (`yaml_processor.rb`, `config/entry/*.rb`, `config/extendable/entry.rb`, `config/external/file/*.rb`); undefined where we do not know it. */
function wordsOf({ code, file, path, words }: PipelineProblem, pipeline: Pipeline, fill: (text: string) => string): string | undefined {
  if (words) return words;
  const [job = '', key = ''] = path.map(String);
  const definition = pipeline.jobs.find(({ name }) => name === job)?.definition;
  const value = String(at(definition ?? null, path.slice(1)) ?? '');
  const raw = at(pipeline.included.find(({ source }) => source?.file === file)?.source?.value ?? pipeline.entry.value, path);
  const included = fill(String(raw ?? '')).replace(/^\/+/, '');
  switch (code) {
    case 'stage-unknown': return `${job} job: chosen stage ${stringAt(definition, 'stage') ?? ''} does not exist; available stages are ${pipeline.stages.join(', ')}.`;
    case 'need-unknown': return `${job} job: undefined need: ${value}.`;
    case 'need-later': return `${job} job: need ${value} is not defined in current or prior stages.`;
    case 'need-cycle': return 'The pipeline has circular dependencies.';
    case 'dependency-unknown': return `${job} job: undefined dependency: ${value}.`;
    case 'dependency-later': return `${job} job: dependency ${value} is not defined in current or prior stages.`;
    case 'unknown-keyword': return `jobs:${job} config contains unknown keys: ${key}.`;
    case 'no-script': return `jobs ${job} config should implement the script:, run:, or trigger: keyword.`;
    case 'bad-job': return `root config contains unknown keys: ${job}.`;
    case 'reserved-name': return reservedWords(job, raw);
    case 'no-visible-job': return 'jobs config should contain at least one visible job.';
    case 'bad-expression': return `${job === 'workflow' ? 'workflow:rules' : `jobs:${job}:rules`}:rule if invalid expression syntax.`;
    case 'bad-value': return /script$/.test(key) ? `jobs:${job}:${key} config should be a string or a nested array of strings up to 10 levels deep.` : undefined;
    case 'conflict': return /^(only|except|start_in)$/.test(key) && definition?.['rules'] !== undefined ? `jobs:${job} config key may not be used with \`rules\`: ${key}.` : undefined;
    case 'extends-unknown': return `${job}: unknown keys in \`extends\` (${[raw].flat().filter(parent => !pipeline.jobs.some(({ name }) => name === parent)).join(', ')}).`;
    case 'extends-cycle': return `${job}: circular dependency detected in \`extends\`.`;
    case 'include-missing': return `Local file \`${included}\` does not exist!`;
    case 'include-unknown-file': return `Project \`forge-mi/projects/catalog\` file \`${included}\` does not exist!`;
    default: return undefined;
  }
}

/** What GitLab says of a word of the whole pipeline whose value is a job's (`config/entry/*.rb`). */
function reservedWords(word: string, value: Plain | undefined): string {
  if (word === 'stages') return 'stages config should be an array of strings.';
  if (word === 'services') return 'services config should be a array.';
  if (/script$/.test(word)) return `${word} config should be a string or a nested array of strings up to 10 levels deep.`;
  const unknown = isPlainMap(value) ? Object.keys(value).filter(key => ['script', 'stage', 'extends', 'trigger', 'needs'].includes(key)) : [];
  return `${word} config contains unknown keys: ${unknown.join(', ')}.`;
}

function at(value: Plain, path: readonly (string | number)[]): Plain | undefined {
  return path.reduce<Plain | undefined>((inner, step) => (Array.isArray(inner) ? inner[Number(step)] : isPlainMap(inner) ? inner[String(step)] : inner), value);
}
