import assert from 'node:assert/strict';
import { elementsOf } from '../../../src/core/analysis/code/xml';
import { jvmDependencies } from '../../../src/core/analysis/facts/dependencies';
import { analysisOf } from '../../support/analysis';

describe('the dependencies of a JVM build', () => {
  it('are those that a pom.xml uses, and not its own name, what it leaves out or what a comment shows', () => {
    const pom = `<?xml version="1.0"?>
<project>
  <artifactId>flyway-core</artifactId>
  <parent><artifactId>archunit</artifactId></parent>
  <dependencies>
    <!-- <dependency><artifactId>kafka-clients</artifactId></dependency> -->
    <dependency><groupId>a</groupId><artifactId>
      liquibase-core
    </artifactId>
      <exclusions><exclusion><artifactId>failsafe</artifactId></exclusion></exclusions>
    </dependency>
    <dependency><artifactId><![CDATA[mockito-core]]></artifactId></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>jacoco-maven-plugin</artifactId></plugin></plugins></build>
</project>`;
    assert.deepEqual(jvmDependencies('pom.xml', pom), ['liquibase-core', 'mockito-core', 'jacoco-maven-plugin']);
  });

  it('are those that Gradle uses, in Groovy and Kotlin', () => {
    const groovy = `plugins { id 'org.jacoco.x' version '1' }
dependencies {
  implementation 'org.flywaydb:flyway-core:9.0' // 'a:archunit:1'
  /* testImplementation "a:testng:1" */
  implementation(group: 'org.apache.kafka', name: 'kafka-clients', version: '3')
  implementation('a:b:1') { exclude group: 'c', module: 'failsafe' }
}
println "voir http://x"`;
    assert.deepEqual(jvmDependencies('build.gradle', groovy), ['org.jacoco.x', 'flyway-core', 'kafka-clients', 'b']);
    assert.deepEqual(jvmDependencies('build.gradle.kts', 'plugins { id("org.jacoco.x") }\ndependencies { testImplementation("com.tngtech:archunit:1.0") }\n'), ['org.jacoco.x', 'archunit']);
  });

  it('sees the OIDC of Spring and Quarkus however their settings are nested', () => {
    const sso = (file: string, text: string) => analysisOf({ [file]: text }).facts?.some(({ id }) => id === 'sso') ?? false;
    assert.equal(sso('src/main/resources/application.yml', 'spring:\n  security:\n    oauth2:\n      client: {registration: {a: {client-id: b}}}\n'), true);
    assert.equal(sso('src/main/resources/application.properties', 'spring.security.oauth2.client.registration.a.client-id=b\n'), true);
    assert.equal(sso('src/main/resources/application.properties', '# spring.security.oauth2.client=b\nmessage=spring.security.oauth2.\n'), false);
    assert.equal(sso('src/main/resources/application.yml', 'a: "spring.security.oauth2."\n'), false);
  });

  it('reads an XML text that is not closed, or closed twice', () => {
    assert.deepEqual(elementsOf('<a><b>x</a></b><c/>').map(({ path, text }) => [path.join('/'), text]), [['a/b', 'x'], ['a', ''], ['c', '']]);
    assert.deepEqual(elementsOf('<a><b>x').map(({ path, text }) => [path.join('/'), text]), [['a/b', 'x'], ['a', '']]);
  });
});
