import { unknownText } from '../../shell/value';

/** What images and runners set by themselves, and GitLab beyond what is simulated: a text is there, and nobody knows it here. */
const set = new Set(['PATH', 'HOME', 'HOSTNAME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'TMPDIR', 'JAVA_HOME', 'JAVA_VERSION', 'MAVEN_HOME', 'NODE_VERSION', 'YARN_VERSION', 'PYTHON_VERSION', 'GOPATH', 'GOLANG_VERSION', 'PHP_VERSION', 'RUBY_VERSION', 'CI_JOB_TOKEN', 'CI_COMMIT_AUTHOR', 'CI_COMMIT_TIMESTAMP', 'CI_JOB_STARTED_AT', 'CI_PIPELINE_CREATED_AT', 'CI_SERVER_VERSION', 'CI_JOB_URL', 'CI_PIPELINE_URL', 'CI_RUNNER_ID', 'CI_RUNNER_TAGS', 'CI_RUNNER_DESCRIPTION', 'GITLAB_USER_LOGIN', 'GITLAB_USER_EMAIL', 'GITLAB_USER_NAME', 'GITLAB_USER_ID', 'CI_BUILDS_DIR', 'CI_CONCURRENT_ID', 'CI_REPOSITORY_URL', 'VAULT_ID_TOKEN']);

/** The text of a variable that the pipeline does not set: empty, unless something else sets it. */
export function outside(name: string): string {
  return set.has(name) ? unknownText(name) : '';
}
