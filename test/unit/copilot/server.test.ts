import assert from 'node:assert/strict';
import { judgeServer } from '../../../src/node/model/server';

describe('address of a model server', () => {
  const accepted: readonly (readonly [string, string])[] = [
    ['https://albert.api.etalab.gouv.fr/v1', 'https://albert.api.etalab.gouv.fr'], ['https://x.fr:8443/v1/', 'https://x.fr:8443'],
    ['http://localhost:11434/v1', 'http://localhost:11434'], ['http://127.0.0.1:1/v1', 'http://127.0.0.1:1'], ['http://127.9.9.9/v1', 'http://127.9.9.9'], ['http://[::1]:8080', 'http://[::1]:8080'],
  ];
  for (const [url, origin] of accepted) {
    it(`accepts ${url}`, () => {
      const verdict = judgeServer(url);
      assert.ok('server' in verdict);
      assert.equal(verdict.server.origin, origin);
      assert.doesNotMatch(verdict.server.baseUrl, /\/$/);
    });
  }
  const refused: readonly (readonly [string, string])[] = [
    ['', 'malformed'], ['albert', 'malformed'], ['http://albert.fr/v1', 'insecure'], ['http://127.0.0.1.evil.fr/v1', 'insecure'], ['http://localhost.evil.fr', 'insecure'], ['http://evil.fr/127.0.0.1', 'insecure'],
    ['http://127.0.0.1@evil.fr/v1', 'credentials'], ['https://user:pass@x.fr/v1', 'credentials'], ['https://user@x.fr', 'credentials'], ['http://[::ffff:1.2.3.4]/', 'insecure'], ['http://0.0.0.0:8080', 'insecure'],
    ['http://10.0.0.1', 'insecure'], ['file:///etc/passwd', 'insecure'], ['ftp://127.0.0.1', 'insecure'], ['javascript:alert(1)', 'insecure'], ['https://x.fr/v1?key=a', 'extra'], ['https://x.fr/v1#a', 'extra'], ['http://localhost.:80', 'insecure'],
  ];
  for (const [url, reason] of refused) it(`refuses ${url || '(nothing)'}`, () => assert.deepEqual(judgeServer(url), { refused: reason }));
});
