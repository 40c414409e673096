import assert from 'node:assert/strict';
import { said } from '../../../src/core/platform/view/words/said';
import { but, guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const pom = (artifact: string, more = '') => `<project><parent><groupId>fr.exemple</groupId><artifactId>parent</artifactId><version>1.0</version></parent><artifactId>${artifact}</artifactId>${more}</project>`;
const java = { 'pom.xml': pom('parent', '<version>1.0</version><packaging>pom</packaging><modules><module>metier</module><module>web</module></modules>'), 'metier/pom.xml': pom('metier'), 'web/pom.xml': pom('web') };
const pipeline = (job: string, files: string) => but('.gitlab-ci-dso.yml', '  image: docker.io/library/node:22.14.0\n  script: [npm ci, npm test]\n', job, but('.gitlab-ci-dso.yml', 'kaniko-ci.yml]', `kaniko-ci.yml, ${files}]`, but('Dockerfile', 'COPY src ./src', 'COPY web/target/web-1.0.jar ./', { ...guichet, ...java })));
const built = (more: string, files = pipeline(`  extends: .java:build\n  variables: { ARTEFACT_DIR: web/target/*.jar }\n${more}`, 'java-mvn.yml')) => {
  const run = new Simulation().deploy(files).wait(10 * 60_000);
  const jobs = run.state.pipelines.pipelines.at(-1)?.jobs ?? [];
  assert.deepEqual(run.state.pipelines.pipelines.at(-1)?.errors, []);
  return { jobs: Object.fromEntries(jobs.map(({ name, status }) => [name, status])), log: (name: string) => (jobs.find(job => job.name === name)?.log ?? []).map(({ text }) => said('fr', text)).join('\n') };
};

describe('the builds of the catalogue', () => {
  it('hand the archive of a module of Maven to the image', () => {
    const run = built('  artifacts: { expire_in: 1 hour }\n');
    assert.deepEqual(run.jobs, { read_secret: 'success', tester: 'success', construire: 'success' });
    assert.match(run.log('tester'), /^\[INFO\] Building metier-1\.0\n\[INFO\] Building web-1\.0\n\[INFO\] BUILD SUCCESS$/m);
    assert.match(run.log('tester'), /^\[simulation\] web\/target\/\*\.jar|^web\/target\/\*\.jar: found 1 matching/m);
  });

  it('lose it after a second, unless it is kept longer', () => {
    const run = built('');
    assert.deepEqual(run.jobs, { read_secret: 'success', tester: 'success', construire: 'failed' });
    assert.match(run.log('construire'), /web\/target\/web-1\.0\.jar/);
  });

  it('fail when the settings of Maven are given an empty name', () => {
    const run = built('', pipeline('  extends: .java:build\n  variables: { ARTEFACT_DIR: web/target/*.jar, MVN_CONFIG_FILE: $MVN_CONFIG }\n', 'java-mvn.yml'));
    assert.equal(run.jobs['tester'], 'success', 'what the platform sets wins over the file');
  });

  it('run npm in the folder of the application', () => {
    const npm = (folder: string) => built('', but('Dockerfile', 'COPY web/target/web-1.0.jar ./', 'COPY src ./src', pipeline(`  extends: .npm:build-publish\n  variables: { WORKING_DIR: ${folder} }\n`, 'node-npm.yml')));
    assert.match(npm('.').log('tester'), /^added packages in 3s$/m);
    assert.match(npm('absent').log('tester'), /absent: No such file or directory/);
  });
});
