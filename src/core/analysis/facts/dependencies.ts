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

/** The artifacts a Maven or Gradle build names, plugins included; comments name nothing. */
export function jvmDependencies(file: string, text: string): string[] {
  if (file === 'pom.xml') return [...text.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<artifactId>\s*([\w.-]+)\s*<\/artifactId>/g)].flatMap(([, name]) => name ?? []);
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/["'][\w.-]+:([\w.-]+)(?::[^"']*)?["']|\bid[ (]["']([\w.-]+)["']/g)].flatMap(([, artifact, plugin]) => artifact ?? plugin ?? []);
}
