import assert from 'node:assert/strict';
import { secretlintLeaks } from '../../../src/node/analysis/secretlint';
import { clean, leaking as found } from '../../corpus/secrets';
import { analysisOf, underlined } from '../../support/analysis';

const secrets = (text: string, file: string) => analysisOf({ [file]: text }).findings.filter(({ rule }) => rule === 'secrets/in-clear').map(finding => underlined(text, finding));
describe('secrets in clear', () => {
  for (const [file, text, expected] of found) it(`finds ${expected.length} in ${file}: ${text.slice(0, 60).replace(/\n/g, ' ⏎ ')}`, () => assert.deepEqual(secrets(text, file), expected));
  for (const [file, text] of clean) it(`finds none in ${file}: ${text.slice(0, 60).replace(/\n/g, ' ⏎ ')}`, () => assert.deepEqual(secrets(text, file), []));

  it('asks secretlint for the forms it knows, and takes no placeholder for one', async () => {
    const token = `SG.${'aB3dE5gH7jK9mN1pQ3sT5u'}.${'aB3dE5gH7jK9mN1pQ3sT5uaB3dE5gH7jK9mN1pQ3sT5'}`;
    const leaks = await secretlintLeaks([{ file: 'a.yaml', text: `envoi: ${token}\n` }, { file: 'b.yaml', text: 'image: docker.io/library/a@sha256:0123456789abcdef0123456789abcdef\n' }]);
    assert.deepEqual([...leaks.keys()], ['a.yaml']);
    assert.deepEqual(leaks.get('a.yaml')?.map(({ start, end, excerpt }) => [start, end, excerpt]), [[7, 7 + token.length, 'SG.…']]);
  });

  it('says a secret where it is given, not where its text is found first', () => {
    const places = (text: string, file: string) => analysisOf({ [file]: text }).findings.filter(({ rule }) => rule === 'secrets/in-clear').map(({ location: { range: { start } } }) => [start.line, start.character]);
    assert.deepEqual(places('API_USERNAME=administrateur\nAPI_PASSWORD=administrateur\n', 'env.d/api'), [[1, 13]]);
    assert.deepEqual(places('creer compte \\\n  robot7 \\\n  --password "robot7"\n', 'bin/creer'), [[2, 14]]);
    assert.deepEqual(places('declare passe="b"\ndeclare password="pass1"\n', 'bin/demarrer'), [[1, 18]]);
    assert.deepEqual(places('# Kx9vRt27\nx=$(curl -u a:Kx9vRt27 http://x)\nsh -c "curl -u b:Zx9vRt27 y"\nbash <<FIN\n  curl -u c:Zx9vRt28 y\nFIN\n', 'a.sh'), [[1, 14], [2, 17], [4, 12]]);
  });

  it('never shows a value', () => {
    for (const [file, text, expected] of found) {
      const messages = analysisOf({ [file]: text }).findings.filter(({ rule }) => rule.startsWith('secrets/')).map(({ message }) => message).join('\n');
      for (const secret of expected) assert.ok(!messages.includes(secret.replace(/^"|"$/g, '').replace(/^-----.*/, 'MIIEv').split('=').pop() ?? ''), messages);
    }
  });

  it('tells what everybody tries first, where nothing is deployed from, from a secret', () => {
    const severities = (file: string, text: string) => analysisOf({ [file]: text }).findings.filter(({ rule }) => rule === 'secrets/in-clear').map(({ severity }) => severity);
    const services = (password: string) => `services: {db: {environment: ["POSTGRES_PASSWORD=${password}", "X_PASSWORD=\${X_PASSWORD:-admin}"]}}\n`;
    assert.deepEqual(severities('docker-compose.yml', services('postgres')), ['warning', 'warning']);
    assert.deepEqual(severities('docker-compose.yml', services('Kx9vRt27')), ['error', 'warning']);
    assert.deepEqual(severities('docker-compose.prod.yml', services('postgres')), ['error', 'error']);
    assert.deepEqual(severities('deploy/values-dev.yaml', 'a: {password: admin}\n'), ['error']);
    assert.deepEqual(severities('.github/workflows/api.yml', 'env: {PGPASSWORD: password}\n'), ['warning']);
    assert.deepEqual(severities('conf/.htpasswd', 'ana:$apr1$k2x9vq1m$Zt8Rw3Lp0nYb5Jc7Qd2Sf1\n'), ['warning']);
  });

  it('tells a .env from its model', () => {
    const rules = (file: string, text: string) => analysisOf({ [file]: text }).findings.filter(({ rule }) => rule === 'secrets/dotenv-committed').map(({ severity }) => severity);
    assert.deepEqual(rules('.env', 'A=b\n'), ['warning']);
    assert.deepEqual(rules('api/.env.production', 'DB_PASSWORD=Printemps2026\n'), ['error']);
    assert.deepEqual(rules('.env', '# rien\nA=\nB=changeme\n'), []);
    assert.deepEqual(rules('.env.example', 'DB_PASSWORD=Printemps2026\n'), []);
  });
});
