import { needsOf } from '../../analysis/gitlab-ci/check';
import { parseExpression } from '../../analysis/gitlab-ci/expression';
import { ancestorsOf } from '../../analysis/gitlab-ci/job';
import { matchRe2 } from '../../analysis/gitlab-ci/match';
import type { Included } from '../../analysis/gitlab-ci/include';
import { resolvePipeline } from '../../analysis/gitlab-ci/pipeline';
import { readPipelineFile, type PipelineFile } from '../../analysis/gitlab-ci/read';
import type { PipelineValidator } from '../../analysis/gitlab-ci/schema';
import { remembering } from '../../analysis/remember';
import { isPlainMap, listAt, mapAt, stringAt, valueAt, type Plain, type PlainMap } from '../../analysis/yaml/plain';
import type { Tree } from '../forge/forge';
import { autoCancelOf } from './cancel';
import { globTest } from './glob';
import { sourcesOf, type Held } from './held';
import { refusedVariables, withoutRefused } from './inherit';
import { phrase, yamlFaultPhrase, type Phrase, type Said } from '../view/words/said';
import type { Job } from './model';
import { allInstances, byOrigin, namesOf, type Instance } from './parallel';
import { policyAllows } from './policy';
import { errorsOf } from './validity';
import { expandText, variablesIn, type Variables } from './variables';

/** What GitLab makes of a commit: the jobs it would run, or why it makes no pipeline. */
export type Expansion =
  | { readonly kind: 'none'; readonly reason: Phrase }
  | { readonly kind: 'invalid'; readonly errors: readonly Said[] }
  | { readonly kind: 'pipeline'; readonly stages: readonly string[]; readonly variables: Variables; readonly jobs: readonly Omit<Job, 'id'>[]; readonly autoCancel?: string; readonly stopsOnFailure: boolean };

/** The name the console gives to GitLab for the repositories it mirrors; one without an external source keeps GitLab's own (sheet 03 §1). */
export function pipelineFileOf(repository: { readonly source: string } | undefined): string {
  return repository?.source === '' ? '.gitlab-ci.yml' : '.gitlab-ci-dso.yml';
}

/** Most commits leave the pipeline as it was, and most projects have one of a few. */
const readerOf = remembering(file => remembering(text => readPipelineFile({ file, text }), { most: 20, longest: 10_000 }), { most: 10, longest: 200 });

/** A pipeline of more jobs is made by nobody, and would keep the platform busy for minutes. */
const mostJobs = 2_000;

export type Catalogue = Readonly<Record<string, PlainMap>>;

/** Reads the pipeline of a commit as GitLab does: includes, `extends`, `workflow:rules`, then the rules of each job. What GitLab's settings give (`settings`) wins over what the file says. */
export function expandPipeline(commit: Commit, catalogue: Catalogue, shape: PipelineValidator, platform: Variables, given: Variables, held: Held): Expansion {
  const { tree, file, forwarded } = commit;
  const settings = { ...given, ...forwarded };
  const text = tree.texts[file];
  if (text === undefined && !commit.entry) return { kind: 'none', reason: phrase('noPipelineFile', file) };
  const entry = commit.entry ?? readerOf(file)(text ?? '');
  if (!entry) return { kind: 'invalid', errors: ['Invalid configuration format'] };
  if (entry.fault && !entry.fault.harmless) return { kind: 'invalid', errors: [phrase('pipelineUnread', yamlFaultPhrase(entry.fault.told))] };
  // The file's own variables are not known yet where it says what it includes.
  const before = { ...platform, ...settings };
  const fill = (text: string) => expandText(text, before);
  const resolved = resolvePipeline(entry, sourcesOf(tree, catalogue, { fill, takes: item => includeHolds(item, before, commit), held }));
  const errors = errorsOf(resolved, shape, fill);
  if (errors.length > 0) return { kind: 'invalid', errors };
  const declared = { ...platform, ...variablesIn(resolved.variables), ...settings };
  const taken = workflowRule(resolved.included, declared, commit);
  if (!taken) return { kind: 'none', reason: phrase('workflowRefuses') };
  // What the rule that holds sets wins over what the file declares (docs.gitlab.com, `workflow:rules:variables`).
  const written = { ...variablesIn(resolved.variables), ...variablesIn(mapAt(taken, 'variables')) };
  const variables = { ...declared, ...variablesIn(mapAt(taken, 'variables')), ...settings };
  const known = { variables, written, predefined: platform, settings };
  const instances = allInstances(resolved.jobs.filter(job => !job.hidden), mostJobs);
  if (!instances) return { kind: 'invalid', errors: [phrase('manyJobs', mostJobs)] };
  const made = byOrigin(instances);
  const chosen = instances.flatMap(one => selected(one, known, commit, [...ancestorsOf(resolved, one.origin ?? one.job.name)], made) ?? []);
  if (chosen.length === 0) return { kind: 'none', reason: phrase('rulesRefuse') };
  const present = new Set(chosen.map(({ name }) => name));
  const jobs = chosen.map(({ optional, ...job }) => ({ ...job, ...(job.needs ? { needs: job.needs.filter(need => present.has(need) || !optional.includes(need)) } : {}) }));
  const missing = jobs.flatMap(job => (job.needs ?? []).filter(need => !present.has(need)).map(need => `'${job.name}' job needs '${need}' job, but '${need}' does not exist in the pipeline. This might be because of the only, except, or rules keywords.`));
  if (missing.length > 0) return { kind: 'invalid', errors: missing };
  const autoCancel = autoCancelOf(resolved.included, 'on_new_commit');
  return { kind: 'pipeline', stages: resolved.stages.filter(stage => chosen.some(job => job.stage === stage)), variables, jobs: jobs.map(job => ({ ...job, receives: received(job, jobs, resolved.stages, made) })), stopsOnFailure: autoCancelOf(resolved.included, 'on_job_failure') === 'all', ...(autoCancel === undefined ? {} : { autoCancel }) };
}

type Made = ReturnType<typeof byOrigin>;

/** What a pipeline is made of: a commit, and what differs from the one before; absent for the first. */
export interface Ordered {
  readonly tree: Tree;
  readonly changed?: readonly string[];
  /** The file that describes it, from the root. */
  readonly file?: string;
  /** What describes it, when no file of the commit does: what another pipeline names. */
  readonly entry?: PipelineFile;
  /** What asks for it (`CI_PIPELINE_SOURCE`), and the variables it hands on. */
  readonly source?: string;
  readonly forwarded?: Variables;
}

type Commit = Ordered & { readonly file: string };

/** The rule of `workflow` that makes the pipeline, empty when there are none; undefined when none does. The file that includes wins over those it includes. */
function workflowRule(included: readonly Included[], variables: Variables, commit: Commit): PlainMap | undefined {
  const rules = listAt(included.findLast(({ value }) => valueAt(value, 'workflow', 'rules') !== undefined)?.value, 'workflow', 'rules');
  const rule = rules.length === 0 ? {} : firstRule(rules, variables, commit);
  return rule?.['when'] === 'never' ? undefined : rule;
}

/** Whether an include counts: it has no rules, or one holds. */
function includeHolds(item: PlainMap, variables: Variables, commit: Commit): boolean {
  const rules = listAt(item, 'rules');
  const rule = rules.length === 0 ? {} : firstRule(rules, variables, commit);
  return rule !== undefined && rule['when'] !== 'never';
}

/** The first rule that holds. */
function firstRule(rules: readonly Plain[], variables: Variables, commit: Commit): PlainMap | undefined {
  return rules.filter(isPlainMap).find(rule => {
    const condition = stringAt(rule, 'if');
    const parsed = condition === undefined ? undefined : parseExpression(condition, matchRe2);
    if (parsed && !(parsed.ok && parsed.evaluate(variables))) return false;
    // Nothing came before the first commit of a branch: all of it has changed.
    return named(rule, 'changes', variables, commit.changed ?? Object.keys(commit.tree.files)) && named(rule, 'exists', variables, Object.keys(commit.tree.files));
  });
}

/** Whether one of the patterns of a rule names one of these paths; true when it has none. */
function named(rule: PlainMap, key: 'changes' | 'exists', variables: Variables, paths: readonly string[]): boolean {
  const value = rule[key];
  const patterns = (isPlainMap(value) ? listAt(value, 'paths') : Array.isArray(value) ? value : []).filter(path => typeof path === 'string');
  return value === undefined || patterns.slice(0, 50).map(path => globTest(expandText(path, variables))).some(test => paths.some(test));
}

/** The variables of a pipeline, and of them those that the file writes, GitLab's own, and those that no file changes. */
interface Known {
  readonly variables: Variables;
  readonly written: Variables;
  readonly predefined: Variables;
  readonly settings: Variables;
}

/** A job as it will run, or undefined when its rules keep it out. */
function selected({ job, origin }: Instance, { variables, written, predefined, settings }: Known, commit: Commit, templates: readonly string[], made: Made): (Omit<Job, 'id'> & { readonly optional: readonly string[] }) | undefined {
  const { definition } = job;
  const refused = refusedVariables(definition, written);
  const own = { ...withoutRefused(variables, refused, predefined), ...variablesIn(mapAt(definition, 'variables')), ...settings };
  const rules = listAt(definition, 'rules');
  const rule = rules.length > 0 ? firstRule(rules, own, commit) : {};
  if (!rule) return undefined;
  const when = stringAt(rule, 'when') ?? stringAt(definition, 'when') ?? 'on_success';
  if (when === 'never' || !policyAllows(definition, { branch: predefined['CI_COMMIT_REF_NAME'] ?? '', source: predefined['CI_PIPELINE_SOURCE'] ?? '', project: predefined['CI_PROJECT_PATH'] ?? '', variables: own, ...(commit.changed ? { changed: commit.changed } : {}) })) return undefined;
  const allow = rule['allow_failure'] ?? definition['allow_failure'] ?? (when === 'manual' && rules.length === 0);
  const asked = rule['needs'] === undefined ? definition : { ...definition, needs: rule['needs'] };
  const needs = asked['needs'] === undefined ? undefined : needsOf(asked).flatMap(need => namesOf(made, need.job, need.matrix).map(name => ({ ...need, job: name })));
  const codes = isPlainMap(allow) ? [valueAt(allow, 'exit_codes') ?? []].flat().map(Number) : undefined;
  return {
    name: job.name, ...(origin === undefined ? {} : { origin }), stage: job.stage, status: 'created', definition: { ...asked, ...(rule['start_in'] === undefined ? {} : { start_in: rule['start_in'] }), ...(rule['interruptible'] === undefined ? {} : { interruptible: rule['interruptible'] }), variables: { ...withoutRefused({}, refused, predefined), ...mapAt(definition, 'variables'), ...mapAt(rule, 'variables') } }, ...(refused.length > 0 ? { refused } : {}),
    templates, ...(needs === undefined ? {} : { needs: needs.map(need => need.job) }), optional: needs?.filter(need => need.optional).map(need => need.job) ?? [], receives: [], allowFailure: allow === true, ...(codes === undefined ? {} : { allowedCodes: codes }), when, attempts: 0, log: [], dotenv: {}, artifacts: [], pushed: [],
  };
}

/** The jobs whose artifacts a job gets: those of `dependencies`, else those it needs, else all of the stages before. */
function received(job: Omit<Job, 'id'>, all: readonly Omit<Job, 'id'>[], stages: readonly string[], made: Made): string[] {
  const { definition } = job;
  if (definition['dependencies'] !== undefined) return listAt(definition, 'dependencies').filter(name => typeof name === 'string').flatMap(name => namesOf(made, name));
  if (job.needs) return listAt(definition, 'needs').flatMap(need => (isPlainMap(need) && need['artifacts'] === false ? [] : namesOf(made, typeof need === 'string' ? need : (stringAt(need, 'job') ?? ''), listAt(need, 'parallel', 'matrix'))));
  return all.filter(other => stages.indexOf(other.stage) < stages.indexOf(job.stage)).map(({ name }) => name);
}

/** The lines of a job's scripts, with what they name replaced. */
export function scriptOf(definition: PlainMap, word: string): string[] {
  const lines = (value: Plain | undefined): string[] => (Array.isArray(value) ? value.flatMap(lines) : typeof value === 'string' ? [value] : []);
  return lines(definition[word]);
}

/** Where a job finds a path it names, from the root of the repository. */
export function inRepository(...parts: readonly string[]): string {
  const steps: string[] = [];
  for (const step of parts.join('/').split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}

