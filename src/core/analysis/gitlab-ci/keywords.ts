// GitLab's own words (CI/CD YAML syntax reference).

/** Words of the whole pipeline: a key of the file with one of these names is no job. */
export const globalKeywords: ReadonlySet<string> = new Set(['default', 'include', 'stages', 'variables', 'workflow', 'spec', 'image', 'services', 'cache', 'before_script', 'after_script']);

/** Those whose value could be taken for a job by whoever names one so. Any name is one of a variable, and what an include lacks is said otherwise. */
export const reservedNames: ReadonlySet<string> = new Set(['default', 'stages', 'workflow', 'image', 'services', 'cache', 'before_script', 'after_script']);

/** Words a job may hold. */
export const jobKeywords: ReadonlySet<string> = new Set([
  'after_script', 'allow_failure', 'artifacts', 'before_script', 'cache', 'coverage', 'dast_configuration', 'dependencies', 'environment', 'except', 'extends', 'hooks', 'id_tokens',
  'identity', 'image', 'inherit', 'inputs', 'interruptible', 'manual_confirmation', 'needs', 'only', 'pages', 'parallel', 'publish', 'release', 'resource_group', 'retry', 'rules', 'run',
  'script', 'secrets', 'services', 'stage', 'start_in', 'tags', 'timeout', 'trigger', 'variables', 'when',
]);

/** Words of the pipeline whose value every job takes when it has none of its own. */
export const inheritedKeywords = ['after_script', 'artifacts', 'before_script', 'cache', 'hooks', 'id_tokens', 'image', 'interruptible', 'retry', 'services', 'tags', 'timeout'] as const;

/** Stages when a file declares none. */
export const defaultStages = ['build', 'test', 'deploy'] as const;
