import { tokensOf, type Language } from '../code/tokens';
import { elementsOf } from '../code/xml';
import type { FactId } from './fact';

/** What a library that is declared says of the application, by the name of the package. */
const known: readonly (readonly [FactId, RegExp])[] = [
  ['design-system', /^(@gouvfr\/dsfr|@gouvfr\/dsfr-.*|@codegouvfr\/react-dsfr|@gouvminint\/vue-dsfr|@edugouvfr\/ngx-dsfr.*)$/],
  ['accessibility-tests', /^(@axe-core\/.*|axe-core|pa11y|pa11y-ci|jest-axe|vitest-axe|cypress-axe)$/],
  ['interface-tests', /^(@playwright\/test|playwright|cypress|webdriverio|nightwatch|testcafe|protractor|selenium-(java|webdriver)|selenide)$/],
  ['backend-tests', /^(jest|vitest|mocha|ava|tap|jasmine|@nestjs\/testing|junit|junit-jupiter(-.*)?|spring-boot-starter-test|quarkus-junit5|testng|mockito-core)$/],
  ['coverage', /^(c8|nyc|@vitest\/coverage-.*|jacoco-maven-plugin|jacoco|org\.jacoco\..*)$/],
  ['instrumentation', /^(prom-client|@opentelemetry\/.*|express-prom-bundle|micrometer-registry-.*|opentelemetry-.*|quarkus-(micrometer|opentelemetry).*|spring-boot-starter-actuator)$/],
  ['sso', /^(openid-client|oidc-client-ts|keycloak-js|keycloak-connect|passport-openidconnect|passport-saml|@node-saml\/.*|angular-oauth2-oidc|angular-auth-oidc-client|next-auth|spring-boot-starter-oauth2-(client|resource-server)|spring-security-(oauth2|saml2)-.*|quarkus-oidc.*|keycloak-.*)$/],
  ['architecture-rules', /^(archunit|archunit-junit[45]?|dependency-cruiser|eslint-plugin-boundaries|ts-arch|spring-modulith-.*)$/],
  ['resilience', /^(opossum|cockatiel|resilience4j-.*|spring-cloud-starter-circuitbreaker-.*|quarkus-smallrye-fault-tolerance|failsafe)$/],
  ['messaging', /^(kafkajs|amqplib|bullmq|nats|kafka-clients|spring-kafka|spring-boot-starter-amqp|spring-rabbit|quarkus-messaging-.*)$/],
  ['migrations', /^(flyway-core|liquibase-core|knex|prisma|typeorm|umzug|sequelize-cli|quarkus-(flyway|liquibase))$/],
];

/** One fact a subject, however many libraries serve it; each names the first. */
export function dependencyFacts(see: (id: FactId, what?: string) => void, dependencies: readonly string[]): void {
  for (const [id, pattern] of known) {
    const found = dependencies.find(name => pattern.test(name));
    if (found !== undefined) see(id, `dépendance « ${found} »`);
  }
}

/** The artifacts a Maven or Gradle build uses, plugins included: not its own name, nor what it leaves out. */
export function jvmDependencies(file: string, text: string): string[] {
  return file === 'pom.xml' ? mavenDependencies(text) : gradleDependencies(text);
}

function mavenDependencies(text: string): string[] {
  return elementsOf(text).flatMap(({ path, text: name }) => (path.at(-1) === 'artifactId' && /^(dependency|plugin|extension|annotationProcessorPath|path)$/.test(path.at(-2) ?? '') && !path.includes('exclusions') ? [name] : []));
}

const gradle: Language = { lineComment: '//', blockComment: ['/*', '*/'], strings: /()("""|'''|"|')/y };

/** `implementation "group:name:version"`, `group: "…", name: "…"` and `id "plugin"`, in Groovy or Kotlin. */
function gradleDependencies(text: string): string[] {
  const tokens = tokensOf(text, gradle);
  return tokens.flatMap(({ kind, value, first }, index) => {
    if (kind !== 'text') return [];
    const [before, sign] = [tokens[index - 1], tokens[index - 2]];
    const word = before?.text === '(' ? sign?.text : before?.text;
    // `exclude group: "a", module: "b"` names what is not wanted.
    if (before?.text === ':' && sign?.text === 'name') return [value];
    if (word === 'id' && !first) return [value];
    const artifact = /^[\w.-]+:([\w.-]+)(?::|$)/.exec(value)?.[1];
    return artifact !== undefined && word !== ':' ? [artifact] : [];
  });
}
