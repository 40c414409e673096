/** In English, what to do about each thing for which GitLab refuses a pipeline (`analysis/gitlab-ci/problem.ts`). */
const advices: Readonly<Record<string, string>> = {
  unreadable: 'This file of the pipeline cannot be read whole. Mend its YAML.',
  'input-unknown': 'This input is not declared under “spec.inputs”. Correct its name, or declare it.',
  'input-refused': 'The included file does not take these inputs. Look at what it declares under “spec.inputs”.',
  'include-missing': 'No pipeline file (.yml or .yaml) of the repository is at this path. Make it, or correct the path.',
  'include-outside': 'This path leads out of the repository. A local include begins at the root of the repository and stays in it.',
  'include-denied': 'The simulated platform has no such project, branch or file, or this pipeline may not read it. Correct the include, or include a file of your repository.',
  'include-remote': 'The simulated platform works offline and fetches no file from elsewhere. Copy this file into your repository, and include it with “local”.',
  'include-cycle': 'This file includes itself in the end. Take one of the includes away.',
  'include-unknown-file': 'The platform’s catalogue has no file of this name. Correct the name.',
  'too-many-includes': 'This pipeline has more includes than GitLab takes. Group them.',
  'bad-include': 'An include is a path, or an object with local, project, remote, template or component. Correct this entry.',
  'extends-unknown': 'What it extends is neither in this file nor in those that it includes. Correct the name, or add the include that defines it.',
  'extends-cycle': 'This job extends itself in the end. Take one of the “extends” away.',
  'extends-too-deep': 'This job extends others over more levels than GitLab takes. Shorten the chain.',
  'reference-unknown': 'This “!reference” leads nowhere. Check the name of the job and of the key.',
  'reference-cycle': 'This “!reference” leads to itself, or over too many levels. Write the lines that are wanted.',
  'unknown-keyword': 'This key is no keyword of a job. Correct its spelling, or take it away.',
  'no-script': 'This job does nothing: it lacks “script” (or “extends” of a template that has one, or “trigger”).',
  'bad-job': 'It is neither a keyword of GitLab’s nor a job: a job is an object with “script” at least. Correct the name, or take the key away.',
  'reserved-name': 'This name is a reserved word of GitLab’s, which reads a setting of the whole pipeline in it and never a job. Give this job another name.',
  'no-visible-job': 'GitLab does not start it. A name that begins with a dot is a hidden template.',
  'bad-value': 'GitLab does not take a value of this shape here. Look at what the key expects.',
  'bad-expression': 'A condition compares variables, texts in quotes and regular expressions between slashes. Correct it.',
  'stage-unknown': 'Add the stage to the list “stages”, or correct that of the job.',
  'need-unknown': 'What this job needs does not exist in this pipeline. Correct the name, or add “optional: true” if that job may be absent.',
  'need-later': 'A job waits only for jobs of its own stage or of one before.',
  'need-cycle': 'These jobs wait for each other. Take one of the “needs” away.',
  'dependency-unknown': 'This job wants the artifacts of a job that does not exist in this pipeline. Correct the name.',
  'dependency-later': 'This job wants the artifacts of a job of a later stage. Move one of them, or use “needs”.',
  'dependency-unneeded': 'A job that has “needs” must have each of its “dependencies” among them. Add it there.',
  conflict: 'This key does not go with the others of the job, or lacks what it asks for. Take it away, or complete it.',
};

/** GitLab's own words, or the place where it has none that we know; then what to do, and the word that was probably meant. */
export function pipelineAdvice(words: string, code: string, place: string, meant: string): string {
  const advice = Object.hasOwn(advices, code) ? advices[code] : undefined;
  return [words || (place === '' ? '' : `${place}:`), advice, meant === '' ? '' : `Did you mean “${meant}”?`].filter(Boolean).join(' ') || code;
}
