import assert from 'node:assert/strict';
import { dockerfileReadings, scriptReadings } from '../../corpus/dockerfile';
import { analysisOf, findingsOf } from '../../support/analysis';

for (const [rule, cases] of Object.entries(dockerfileReadings)) {
  describe(`reading of ${rule}`, () => {
    for (const [text, expected] of cases) it(`${expected}: ${text.replace(/\n/g, ' ⏎ ')}`, () => assert.equal(findingsOf(rule, text).length, expected));
  });
}

describe('scripts that an image starts', () => {
  const started = (rule: string, files: Readonly<Record<string, string>>) => analysisOf(files).findings.filter(finding => finding.rule === rule).map(({ message }) => /`([^`]+)`/.exec(message)?.[1]);
  for (const [rule, expected, files] of scriptReadings) {
    it(`${rule}, ${expected}: ${Object.values(files).join(' ⏎ ').replace(/\n/g, ' ⏎ ').slice(0, 140)}`, () => assert.deepEqual(started(rule, files), expected === undefined ? [] : [expected]));
  }
});

describe('a file that an image copies', () => {
  const copied = (files: Readonly<Record<string, string>>) => analysisOf(files).findings.filter(({ rule }) => rule === 'dockerfile/no-secret-in-layer').length;
  const image = 'FROM docker.io/node:22\nCOPY package.json ./.npmrc ./\nUSER 1001\n';

  it('is no secret where the repository shows that it holds none', () => {
    assert.equal(copied({ 'app/Dockerfile': image, '.npmrc': 'link-workspace-packages=true\n' }), 0);
    assert.equal(copied({ 'app/Dockerfile': image, 'app/.npmrc': 'engine-strict=true\n' }), 0);
    assert.equal(copied({ 'Dockerfile': image.replace('.npmrc', '.env.candidat'), '.env.candidat': 'VUE_APP_TITRE="Candidats"\n' }), 0);
  });

  it('is one when it holds one, or when nothing shows what it holds', () => {
    assert.equal(copied({ 'app/Dockerfile': image }), 1);
    assert.equal(copied({ 'app/Dockerfile': image, 'autre/.npmrc': 'engine-strict=true\n' }), 1);
    assert.equal(copied({ 'app/Dockerfile': image, '.npmrc': '//registre.exemple.invalid/:_authToken=Zk39dLmQ02xVbn48TyPq7WsE\n' }), 1);
    assert.equal(copied({ 'app/Dockerfile': image, 'app/.npmrc': 'engine-strict=true\n', '.npmrc': '//registre.exemple.invalid/:_authToken=Zk39dLmQ02xVbn48TyPq7WsE\n' }), 1);
  });
});
