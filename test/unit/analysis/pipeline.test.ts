import assert from 'node:assert/strict';
import { checkPipeline } from '../../../src/core/analysis/gitlab-ci/check';
import { parseExpression } from '../../../src/core/analysis/gitlab-ci/expression';
import type { IncludeSources } from '../../../src/core/analysis/gitlab-ci/include';
import { resolvePipeline, type Pipeline } from '../../../src/core/analysis/gitlab-ci/pipeline';
import { readPipelineFile } from '../../../src/core/analysis/gitlab-ci/read';

const match = (pattern: string, flags: string, text: string) => new RegExp(pattern, flags).test(text);
const catalogue: IncludeSources['catalogue'] = {
  'vault-ci.yml': { '.vault:read_secret': { image: 'docker.io/hashicorp/vault:1.17.1', script: ['lire'] } },
  'kaniko-ci.yml': { '.kaniko:simple-build-push': { variables: { WORKING_DIR: '.' }, script: ['construire'] } },
};

function resolve(text: string, others: Readonly<Record<string, string>> = {}): Pipeline {
  const entry = readPipelineFile({ file: '.gitlab-ci-dso.yml', text });
  assert.ok(entry, 'the entry file is a map');
  const local = (file: string) => (others[file] === undefined ? undefined : readPipelineFile({ file, text: others[file] }));
  return resolvePipeline(entry, { local, files: Object.keys(others), catalogue });
}

function codes(text: string, others: Readonly<Record<string, string>> = {}): string[] {
  return checkPipeline(resolve(text, others), match).map(problem => problem.code);
}

const definition = (pipeline: Pipeline, name: string) => pipeline.jobs.find(job => job.name === name)?.definition;

describe('pipelines', () => {
  it('resolves the catalogue of the platform, extends and defaults', () => {
    const pipeline = resolve(`
include:
  - project: $CATALOG_PATH
    ref: main
    file: [vault-ci.yml, kaniko-ci.yml]
stages: [read-secret, docker-build]
default: { tags: [dso], retry: 1 }
variables: { TAG: "1.0" }
read_secret:
  stage: read-secret
  extends: .vault:read_secret
docker:
  stage: docker-build
  extends: [.kaniko:simple-build-push]
  variables: { IMAGE_NAME: api }
  inherit: { default: [tags] }
`);
    assert.deepEqual(definition(pipeline, 'docker'), { stage: 'docker-build', variables: { WORKING_DIR: '.', IMAGE_NAME: 'api' }, inherit: { default: ['tags'] }, script: ['construire'], tags: ['dso'] });
    assert.equal(definition(pipeline, 'read_secret')?.['retry'], 1);
    assert.deepEqual(checkPipeline(pipeline, match), []);
  });

  it('takes later includes and the file itself over earlier ones, and locates values in what is extended', () => {
    const pipeline = resolve('include: [/a.yml, "ci/**.yml"]\n.base: { image: "node:22" }\njob: { extends: .base, variables: { A: "3" } }\n', {
      'a.yml': 'job: { script: [a], variables: { A: "1", B: "1" } }', 'ci/deep/b.yml': 'job: { variables: { A: "2", C: "2" } }',
    });
    assert.deepEqual(definition(pipeline, 'job'), { image: 'node:22', script: ['a'], variables: { A: '3', B: '1', C: '2' } });
    assert.equal(pipeline.locate('job', ['image'])?.range.start.line, 1);
    assert.equal(pipeline.locate('job', ['script'])?.file, 'a.yml');
  });

  it('flattens references in lists, and refuses those that go nowhere or round', () => {
    const pipeline = resolve('.a: { script: [un, deux] }\njob:\n  script:\n    - !reference [.a, script]\n    - trois\n');
    assert.deepEqual(definition(pipeline, 'job')?.['script'], ['un', 'deux', 'trois']);
    assert.deepEqual(codes('job: { script: [!reference [.absent, script]] }'), ['reference-unknown']);
    assert.ok(codes('job: { script: [!reference [job, script]] }').includes('reference-cycle'));
  });

  it('says what GitLab refuses', () => {
    const cases: readonly (readonly [string, string[], Record<string, string>?])[] = [
      ['job: { stage: sonar, script: [a] }', ['stage-unknown']],
      ['stages: [a, b]\nx: { stage: a, script: [a], needs: [y] }\ny: { stage: b, script: [a] }', ['need-later']],
      ['x: { script: [a], needs: [y] }', ['need-unknown']],
      ['x: { script: [a], needs: [{ job: y, optional: true }] }', []],
      ['x: { script: [a], needs: [{ pipeline: $UP, job: y }] }', []],
      ['x: { script: [a], needs: [y] }\ny: { script: [a], needs: [x] }', ['need-cycle']],
      ['x: { script: [a], stage: build, dependencies: [y] }\ny: { script: [a] }', ['dependency-later']],
      ['x: { script: [a], dependencies: [y] }\ny: { script: [a] }', []],
      ['x: { script: [a], stage: deploy, needs: [z], dependencies: [y] }\ny: { script: [a] }\nz: { script: [a] }', ['dependency-unneeded']],
      ['x: { script: [a], only: [main], rules: [{ if: $A }] }', ['conflict']],
      ['x: { script: [a], trigger: a/b }', ['conflict']],
      ['x: { script: [a], when: delayed }', ['conflict']],
      ['x: { script: [a], rules: [{ if: $A, needs: [y] }] }', ['need-unknown']],
      ['x: { extends: .absent, script: [a] }', ['extends-unknown']],
      ['.x: { extends: .y }\n.y: { extends: .x }\nz: { extends: .x, script: [a] }', ['extends-cycle']],
      ['x: { stage: test }', ['no-script']],
      ['x: { scripts: [a], script: [a] }', ['unknown-keyword']],
      ['.x: { script: [a] }', ['no-visible-job']],
      ['x: [a]\ny: { script: [a] }', ['bad-job']],
      ['include: /absent.yml\nx: { script: [a] }', ['include-missing']],
      ['include: ../dehors.yml\nx: { script: [a] }', ['include-outside']],
      ['include: { project: forge/projects/catalog, file: helm-build.yml }\nx: { script: [a] }', ['include-unknown-file']],
      ['include: a.yml\nx: { script: [a] }', ['include-cycle'], { 'a.yml': 'include: .gitlab-ci-dso.yml' }],
      ['x: { script: [a], rules: [{ if: "$A = 1" }] }', ['bad-expression']],
      ['.pre-check: { script: [a] }\nx: { stage: .pre, script: [a] }\ny: { stage: .post, script: [a] }', []],
    ];
    for (const [text, expected, others] of cases) assert.deepEqual(codes(text, others), expected, text);
  });

  it('keeps quiet about what another project may hold', () => {
    assert.deepEqual(codes('include: { project: equipe/modeles, file: a.yml }\nx: { extends: .ailleurs, needs: [inconnu] }'), []);
    assert.deepEqual(codes('include: https://example.org/a.yml\nx: { extends: .ailleurs }'), []);
  });

  it('survives references that multiply', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `.l${n}: { script: [${Array.from({ length: 10 }, () => `!reference [.l${n + 1}, script]`).join(', ')}] }`);
    assert.ok(codes(`${levels.join('\n')}\n.l9: { script: [a] }\nx: { script: [!reference [.l0, script]] }`).includes('reference-cycle'));
  });
});

describe('rules:if', () => {
  const evaluate = (text: string, variables: Record<string, string> = {}) => {
    const parsed = parseExpression(text, match);
    return parsed.ok ? parsed.evaluate(variables) : parsed.reason;
  };

  it('evaluates what GitLab evaluates', () => {
    const branch = { CI_COMMIT_BRANCH: 'main', EMPTY: '', PATTERN: '/^ma/' };
    for (const [text, expected] of [
      ['$CI_COMMIT_BRANCH == "main"', true], ["$CI_COMMIT_BRANCH != 'main'", false], ['$CI_COMMIT_TAG', false], ['$EMPTY', false], ['$CI_COMMIT_TAG == null', true], ['$EMPTY == null', false],
      ['$CI_COMMIT_BRANCH =~ /^MA/i', true], ['$CI_COMMIT_BRANCH =~ $PATTERN', true], ['$CI_COMMIT_BRANCH !~ /^release\\//', true], ['$CI_COMMIT_TAG =~ /./', false],
      ['$A || $CI_COMMIT_BRANCH && $B', false], ['($A || $CI_COMMIT_BRANCH) && $CI_COMMIT_BRANCH == "main"', true],
    ] as const) assert.equal(evaluate(text, branch), expected, text);
  });

  it('says where a condition stops making sense', () => {
    for (const text of ['$A =', '$A ==', '($A', '$A == "x', '$A $B', '${A} == "x"', '']) assert.equal(parseExpression(text, match).ok, false, text);
  });
});
