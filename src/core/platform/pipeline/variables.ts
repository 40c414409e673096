import { isPlainMap, type PlainMap } from '../../analysis/yaml/plain';
import { shortId } from '../chance';
import addresses from '../addresses.json';

export type Variables = Readonly<Record<string, string>>;

/** `$NAME`, `${NAME}` and `%NAME%` replaced, as the runner's shell would; a variable without a value is empty. */
export function expandText(text: string, variables: Variables, depth = 0): string {
  if (depth > 8 || !text.includes('$')) return text;
  return text.replace(/\$\$|\$\{(\w+)(?::-([^}]*))?\}|\$(\w+)/g, (whole, braced: string | undefined, fallback: string | undefined, bare: string | undefined) => {
    if (whole === '$$') return '$';
    const value = variables[braced ?? bare ?? ''];
    return expandText(value || (fallback ?? ''), variables, depth + 1);
  });
}

/** The variables a map of a pipeline or job file gives; a value may be an object that describes it. */
export function variablesIn(map: PlainMap): Record<string, string> {
  return Object.fromEntries(Object.entries(map).flatMap(([name, given]) => {
    const value = isPlainMap(given) ? given['value'] : given;
    return value === undefined || value === null || typeof value === 'object' ? [] : [[name, String(value)]];
  }));
}

/** `CI_COMMIT_REF_SLUG`: lower case, 63 characters, only letters, digits and dashes inside. */
export function slug(ref: string): string {
  return ref.toLowerCase().replace(/[^a-z0-9]/g, '-').slice(0, 63).replace(/^-+|-+$/g, '');
}

/** What GitLab itself defines for a pipeline, and what the catalogue supposes: anything else wins over it. */
export function predefined(given: { readonly id: number; readonly project: string; readonly repository: string; readonly ref: string; readonly commit: string; readonly title: string; readonly message?: string | undefined; readonly source: string }): Record<string, string> {
  const path = `forge-mi/projects/${given.project}`;
  return {
    CI: 'true', GITLAB_CI: 'true', CI_PIPELINE_ID: String(given.id), CI_PIPELINE_IID: String(given.id), CI_PIPELINE_SOURCE: given.source, CI_SERVER_HOST: addresses.gitlab,
    CI_COMMIT_SHA: given.commit, CI_COMMIT_SHORT_SHA: given.commit.slice(0, 8), CI_COMMIT_REF_NAME: given.ref, CI_COMMIT_BRANCH: given.ref, CI_COMMIT_REF_SLUG: slug(given.ref), CI_COMMIT_TITLE: given.title, CI_COMMIT_MESSAGE: given.message ?? given.title, CI_DEFAULT_BRANCH: 'main',
    CI_PROJECT_NAME: given.repository, SONAR_PROJECT_KEY: '${PROJECT_KEY}', SONAR_WAIT_QUALITY_GATE: 'true', SONAR_PROJECT_VERSION: given.ref, CI_PROJECT_NAMESPACE: path, CI_PROJECT_PATH: `${path}/${given.repository}`, CI_PROJECT_DIR: `/builds/${path}/${given.repository}`,
  };
}

/** What the platform sets in its root group: variables of GitLab's settings, which no pipeline file changes (sheet 03 §5). */
export const platformVariables: Variables = {
  CATALOG_PATH: 'forge-mi/projects/catalog', PROJECTS_ROOT_DIR: 'forge-mi/projects', ROOT_DOMAIN: 'apps.dso.numerique-interieur.com',
  VAULT_KV: 'forge-dso', VAULT_SERVER_URL: addresses.vault, VAULT_AUTH_PATH: 'jwt', VAULT_AUTH_ROLE: 'default-ci',
  NEXUS_HOST_URL: addresses.nexus, SONAR_HOST_URL: addresses.sonarqube, MVN_CONFIG_FILE: '/tmp/mvn-settings.xml', NPM_FILE: '/tmp/npmrc',
};

/** What the console sets in each repository (sheet 03 §5). */
export function repositoryVariables(project: string, repository: string): Variables {
  return { PROJECT_KEY: `${project}-${repository}-${shortId(repository)}`, PROJECT_NAME: `${project}-${repository}` };
}
