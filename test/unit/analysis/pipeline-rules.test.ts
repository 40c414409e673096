import assert from 'node:assert/strict';
import { analyser } from '../../../src/core/analysis/analyse';
import { analysisOf, book, underlined } from '../../support/analysis';

const catalogue = 'include: [{ project: $CATALOG_PATH, ref: main, file: [vault-ci.yml, kaniko-ci.yml, java-mvn.yml, sonar-ci.yml] }]\n';
const reader = 'read_secret: { stage: read-secret, extends: .vault:read_secret }\n';
const checks = 'sonar: { stage: build, extends: .java:sonar }\n';
const kaniko = (more: string) => `docker: { stage: build, extends: .kaniko:simple-build-push, ${more} }\n`;

/** The findings of the family, as `rule: what is underlined`. */
function found(text: string, others: Readonly<Record<string, string>> = {}, file = '.gitlab-ci-dso.yml'): string[] {
  return analysisOf({ [file]: text, ...others }).findings.filter(({ rule }) => rule.startsWith('gitlab-ci/')).map(finding => `${finding.rule.slice(10)}: ${underlined(finding.location.file === file ? text : (others[finding.location.file] ?? ''), finding)}`);
}

const cases: readonly (readonly [string, string, string[], Record<string, string>?])[] = [
  ['a right pipeline', `${catalogue}stages: [read-secret, build]\n${reader}${checks}${kaniko('variables: { TAG: $CI_COMMIT_SHA }')}`, []],
  ['no read_secret', `${catalogue}stages: [build]\n${checks}${kaniko('variables: { TAG: a }')}`, ['read-secret-first: sonar']],
  ['needs without read_secret', `${catalogue}stages: [read-secret, build]\n${reader}${checks}${kaniko('needs: [sonar]')}`, ['read-secret-first: [sonar]']],
  ['no needs at all', `${catalogue}stages: [read-secret, build]\n${reader}${checks}${kaniko('needs: []')}`, ['read-secret-first: []']],
  ['artifacts refused', `${catalogue}stages: [read-secret, build]\n${reader}${checks}${kaniko('needs: [{ job: read_secret, artifacts: false }]')}`, ['read-secret-first: read_secret']],
  ['no dependencies', `${catalogue}stages: [read-secret, build]\n${reader}${checks}${kaniko('dependencies: []')}`, ['read-secret-first: []']],
  ['read_secret in the same stage', `${catalogue}stages: [build]\nread_secret: { stage: build, extends: .vault:read_secret }\n${checks}`, ['read-secret-first: build']],
  ['read_secret after something else', `${catalogue}stages: [avant, read-secret, build]\n${reader}${checks}x: { stage: avant, script: [make] }\n`, ['read-secret-first: read-secret']],
  ['a variable through a variable', `stages: [a]\nvariables: { HOTE: "https://$REGISTRY_HOST" }\nx: { stage: a, script: ["curl $HOTE"] }\n`, ['read-secret-first: x']],
  ['a variable that only looks alike', 'stages: [a]\nx: { stage: a, script: ["echo $SONAR_TOKENS $MY_IMAGE_REPOSITORY"] }\n', []],
  ['images', 'default: { image: node }\nx: { script: [a], services: [{ name: "redis:latest" }, "postgres:16.4"] }\ny: { script: [a], image: { name: "$IMAGE" } }\nz: { script: [a], image: "node@sha256:0" }\n', ['image-pinned: node', 'image-pinned: redis:latest'].map(line => (line.endsWith('latest') ? 'image-pinned: "redis:latest"' : line))],
  ['an image handed on by an anchor or a reference', '.a: &a { image: node }\n.b: { image: "redis:latest" }\n.c: { image: maven }\nx: { <<: *a, script: [a] }\ny: { image: !reference [.b, image], script: [a] }\n', ['image-pinned: maven', 'image-pinned: *a', 'image-pinned: [.b, image]']],
  ['docker push', 'test: { script: ["npm test && npm run lint", "docker push registre:5000/a", "docker buildx build --push -t a:latest ."] }\n', ['no-push-latest: "docker push registre:5000/a"', 'no-push-latest: "docker buildx build --push -t a:latest ."']],
  ['docker push after what a reference brings', '.a: { script: [un, deux] }\ntest:\n  script:\n    - !reference [.a, script]\n    - docker push a:latest\n', ['quality-job: test', 'no-push-latest: - !reference [.a, script]']],
  ['kaniko by hand', `${catalogue}stages: [read-secret, build]\n${reader}${checks}x:\n  stage: build\n  script:\n    - >-\n      /kaniko/executor --context . --destination=$IMAGE_REPOSITORY/a:$TAG\n  variables: { TAG: latest }\n`, ['no-push-latest: >-']],
  ['several tags', `${catalogue}stages: [read-secret, build]\n${reader}${checks}x: { stage: build, extends: ".kaniko:build-push", variables: { IMAGE_NAMES: "a:1 b:latest" } }\n`, ['no-push-latest: "a:1 b:latest"']],
  ['quality and tests', `${catalogue}stages: [read-secret, build]\n${reader}${kaniko('variables: { TAG: a }')}`, ['quality-job: docker', 'test-job: docker']],
  ['tests beside', `${catalogue}stages: [read-secret, build]\n${reader}${kaniko('variables: { TAG: a }')}`, [], { '.gitlab-ci.yml': 'essai: { script: [npx vitest, npx eslint .] }\n' }],
  ['a stage named test by default', `${catalogue}stages: [read-secret, test, build]\n${reader}x: { script: [make] }\n${kaniko('variables: { TAG: a }')}`, ['quality-job: docker', 'test-job: docker']],
  ['what another project may hold', `include: { project: equipe/modeles, file: a.yml }\nx: { stage: ailleurs, extends: .ailleurs, script: ["docker push $IMAGE_REPOSITORY/a:1"] }\n`, []],
  ['an unknown stage', 'x: { stage: sonar, script: [a] }\n', ['stage-defined: sonar']],
  ['an unknown need', 'x: { script: [a], needs: [y] }\n', ['needs-exist: y']],
  ['an unknown keyword', 'x: { script: [a], scripts: [b] }\n', ['valid: scripts']],
  ['a value of the wrong shape', 'x: { script: [a], when: parfois, tags: docker, artifacts: { path: [b] }, rules: [{ iff: $A }] }\n', ['valid: parfois', 'valid: docker', 'valid: { path: [b] }', 'valid: { iff: $A }']],
  ['a wrong shape in what is extended, said once where it is written', '.a: { script: [a], retry: 7 }\nx: { extends: .a }\ny: { extends: .a }\n', ['valid: 7']],
  ['a wrong shape of the whole pipeline', 'stages: build\nworkflow: { rules: [{ if: $A, when: manual }] }\nx: { stage: build, script: [a] }\n', ['valid: stages', 'valid: manual']],
  ['a shelf of anchors', '.etageres: &a { A: "1" }\n.lignes: &b [un, [deux, [trois]]]\nx: { script: [*b, quatre], variables: { <<: *a } }\n', []],
  ['references that lead to the right shape', '.a: { rules: [{ if: $A }], image: { name: "node:22" } }\nx: { script: [a], rules: [!reference [.a, rules]], image: !reference [.a, image] }\n', []],
  ['nothing at all', '', ['valid: ']],
  ['broken YAML', 'x: { script: [a]\ny: [\n', ['valid']],
];

describe('rules of pipelines', () => {
  for (const [name, text, expected, others] of cases) {
    it(`reads ${name}`, () => {
      const got = found(text, others);
      if (name === 'broken YAML') return assert.ok(got.length > 0 && got.every(line => line.startsWith('valid')), got.join());
      assert.deepEqual(got, expected);
    });
  }

  it('names a file that starts nothing', () => {
    for (const file of ['.gitlab-ci-dso.yaml', 'gitlab-ci-dso.yml', '.gitlab-dso.yaml', 'api/.gitlab-ci.yaml']) {
      const [finding] = analysisOf({ [file]: 'x: { script: [a] }\n' }).findings;
      assert.equal(finding?.rule, 'gitlab-ci/valid', file);
      assert.equal(finding?.location.file, file);
    }
    assert.deepEqual(found('x: { script: [a] }\n', { '.gitlab-ci-dso.yaml': 'y: 3' }), []);
  });

  it('counts includes from the folder of the entry, and speaks of absent files only when it was given all', () => {
    const entry = { file: 'app/.gitlab-ci-dso.yml', text: 'include: /ci/a.yml\n' };
    const files = [entry, { file: 'app/ci/a.yml', text: 'x: { stage: nulle-part, script: [a] }\n' }];
    const analyse = analyser(book.rules, book.catalogue);
    assert.deepEqual(analyse(files, 'repository').findings.map(({ rule, location }) => [rule, location.file]), [['gitlab-ci/stage-defined', 'app/ci/a.yml']]);
    assert.deepEqual(analyse([entry], 'repository').findings.map(({ rule }) => rule), ['gitlab-ci/valid', 'gitlab-ci/valid']);
    assert.deepEqual(analyse([entry], 'files').findings, []);
  });
});
