import assert from 'node:assert/strict';
import { isVersion, withVersion } from '../../../src/core/analysis/versioning';

const digest = `sha256:${'a1'.repeat(32)}`;

describe('the version a person gives to an image', () => {
  it('is a tag or a digest, and never the one that moves', () => {
    assert.deepEqual(['1.29.3', ' v2 ', ':1', '3f9c2a1b', '_x', digest, `@${digest}`].filter(isVersion), ['1.29.3', ' v2 ', ':1', '3f9c2a1b', '_x', digest, `@${digest}`]);
    assert.deepEqual(['', 'latest', ':latest', '-a', 'a b', 'a/b', 'sha256:abc', '${TAG}', 'a'.repeat(129)].filter(isVersion), []);
  });

  for (const [written, answer, expected] of [
    ['nginx', '1.29.3', 'nginx:1.29.3'],
    ['"nginx:latest"', ':1.29.3', '"nginx:1.29.3"'],
    ["'registre.fr:5000/a/b'", 'v2', "'registre.fr:5000/a/b:v2'"],
    ['docker.io/library/nginx:latest', digest, `docker.io/library/nginx@${digest}`],
    ['latest', 'v2.1', 'v2.1'], ['latest', '1.10', '"1.10"'], ['latest', '3f9c2a1b', '"3f9c2a1b"'], ['latest', 'on', '"on"'],
    ['"latest"', '1', '"1"'],
  ] as const) it(`makes ${written} ${expected.slice(0, 60)}`, () => assert.equal(withVersion(written, answer), expected));

  it('is not written where something else stands, nor over a version', () => {
    for (const written of ['${IMAGE}', '$REGISTRY/app', '{{ .Values.image }}', 'COPY --from=nginx / /', 'nginx:1.2', `nginx@${digest}`, '', '"nginx']) assert.equal(withVersion(written, '1'), undefined, written);
    assert.equal(withVersion('latest', digest), undefined);
  });
});
