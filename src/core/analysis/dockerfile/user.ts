import type { Instruction } from 'dockerfile-ast';
import { resolve, type DockerfileSource, type Stage } from './parse';

/** The user the image of a stage runs as: set by an instruction, by the base image, or unknown because a variable has no value here. */
export type RunUser =
  | { readonly from: 'instruction'; readonly user: string | undefined; readonly instruction: Instruction }
  | { readonly from: 'base'; readonly image: string | undefined };

/** Follows a stage to the stages it starts from until a `USER` is met. */
export function runUser(dockerfile: DockerfileSource, stage: Stage): RunUser {
  for (let one = stage; ; one = one.parent) {
    const instruction = one.instructions.findLast(candidate => candidate.getKeyword() === 'USER');
    if (instruction) return { from: 'instruction', user: userOf(dockerfile, one, instruction), instruction };
    if (!one.parent) return { from: 'base', image: one.image };
  }
}

/** An `ARG` before the first `FROM` is empty in a stage that does not declare it again, whatever its default: then nobody is named, and the user stays root. */
function userOf({ ast }: DockerfileSource, stage: Stage, instruction: Instruction): string | undefined {
  const written = instruction.getArgumentsContent()?.trim().replace(/^(["'])(.*)\1$/, '$2');
  const user = resolve(ast, written, instruction.getRange().start.line);
  const variable = /^\$(?:\{(\w+)\}|(\w+))(?::.*)?$/.exec(written ?? '');
  const name = variable?.[1] ?? variable?.[2];
  if (user !== undefined || name === undefined || stage.parent) return user;
  const declares = (one: Instruction) => ['ARG', 'ENV'].includes(one.getKeyword()) && new RegExp(`(^|\\s)${name}(=|\\s|$)`).test(one.getArgumentsContent() ?? '');
  return ast.getInitialARGs().some(declares) && !stage.instructions.some(declares) ? '' : undefined;
}

/** Whether a user name or number is root; the group after the colon does not matter. Linux tells `ROOT` from `root`: the first is nobody. */
export function isRoot(user: string): boolean {
  const name = user.split(':')[0]?.trim() ?? '';
  return name === '' || name === 'root' || /^[+-]?0+$/.test(name);
}

/** Published images whose own configuration ends on a user without privileges: no `USER` is needed after them. */
const rootless: readonly RegExp[] = [
  /(^|[/:_.-])(nonroot|non-root|rootless|unprivileged)([/:@_.-]|$)/,
  /(^|\/)bitnami(legacy|secure)?\//,
  /^(registry\.(access\.)?redhat\.(com|io)|docker\.io|redhat)?\/?(redhat\/)?ubi(8|9|10)\/(nodejs|python|php|ruby|perl|openjdk|nginx|httpd|dotnet|go-toolset|s2i)/,
  /^registry\.redhat\.io\/(rhel(8|9|10)\/(nodejs|python|php|ruby|perl|nginx|httpd|postgresql|mariadb|mysql|redis)|rhscl\/|openjdk\/|ubi(8|9|10)\/openjdk)/,
  /^((docker\.io\/)?keycloak\/keycloak|quay\.io\/(sclorg|keycloak\/keycloak|prometheus|centos7))\b/,
  /^cgr\.dev\/chainguard\//,
  /^mcr\.microsoft\.com\/dotnet\/.*chiseled/,
  /(^|\/)(grafana\/(grafana|loki|tempo|mimir)|prom\/[\w-]+|jenkins\/jenkins|apache\/airflow|apache\/superset|nginxinc\/nginx-unprivileged|elasticsearch\/elasticsearch|kibana\/kibana|hadolint|curlimages\/curl)(:|@|$)/,
  /^(docker\.io\/)?(library\/)?(solr|sonarqube|memcached|haproxy|jetty|odoo|open-liberty|websphere-liberty)(:|@|$)/,
  /(^|\/)(fluent\/fluentd|confluentinc\/cp-[\w-]+|apache\/(kafka|nifi)|selenium\/[\w-]+|dpage\/pgadmin4|nodered\/node-red|mssql\/server|cimg\/[\w-]+|jupyter\/[\w-]+|otel\/opentelemetry-collector(-contrib)?|liquibase\/liquibase|wildfly\/wildfly|payara\/[\w-]+|cloudnative-pg\/postgresql|sonarsource\/sonar-scanner-cli)(:|@|$)/,
];

/** Publishers whose images run as root unless a name above says otherwise; Docker's own have no publisher in their name. */
const rootPublishers = /^(?:(?:docker\.io|index\.docker\.io|registry-1\.docker\.io|mirror\.gcr\.io|public\.ecr\.aws\/docker)\/)?(?:library\/)?[^/]+$|(?:^|\/)library\/[^/]+$|^(?:gcr\.io\/distroless|mcr\.microsoft\.com|registry\.access\.redhat\.com|registry\.redhat\.io|quay\.io\/(?:centos|fedora|podman|buildah)|amazoncorretto|rockylinux|almalinux|redhat\/ubi\d+)\//;

/** Whether a base is known to run as root; of other images, nothing tells here. */
export function isRootBase(image: string): boolean {
  return !isRootlessBase(image) && rootPublishers.test(image.toLowerCase());
}

export function isRootlessBase(image: string): boolean {
  return rootless.some(pattern => pattern.test(image.toLowerCase()));
}
