import assert from 'node:assert/strict';
import fc from 'fast-check';
import { redact } from '../../../src/core/copilot/redaction/redact';
import type { TextFormat } from '../../../src/core/copilot/redaction/span';

const one = (text: string, format: TextFormat = 'config') => {
  const { texts, masked } = redact([{ text, format }]);
  return { text: texts[0] ?? '', kinds: masked.map(m => m.kind) };
};

// Written in pieces, so that no scanner takes this file for a leak.
const shaped: Readonly<Record<string, string>> = {
  'jeton-gitlab': 'glpat' + '-Zx9aQw3eRt5yUi8oPk2L',
  'jeton-github': 'ghp' + '_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8',
  'clé-aws': 'AKIA' + 'IOSFODNN7EXAMPLE',
  jwt: 'eyJhbGciOiJIUzI1NiJ9' + '.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
  'clé-age': 'AGE-SECRET-KEY-1' + 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE6',
  'jeton-vault': 'hvs' + '.CAESIJ0aBcDeFgHiJkLmNoPqRsTuVwXyZ',
  'jeton-slack': 'xoxb' + '-123456789012-abcdefABCDEF',
  'clé-privée': '-----BEGIN RSA PRIVATE' + ' KEY-----\nMIIEpAIBAAKCAQEA7\nq9xZ\n-----END RSA PRIVATE KEY-----',
};

describe('redaction', () => {
  for (const [kind, secret] of Object.entries(shaped)) {
    it(`masks ${kind} in code, in a question and in a path alike`, () => {
      for (const format of ['config', 'code', 'prose'] as const) {
        const { text, kinds } = one(`avant ${secret} après`, format);
        assert.equal(text, `avant ⟦masqué:${kind}⟧ après`);
        assert.deepEqual(kinds, [kind]);
      }
    });
  }

  const leaks: readonly (readonly [string, string, TextFormat?])[] = [
    ['YAML', 'db:\n  password: hunter2-long # nuit\n'],
    ['quoted YAML with spaces', 'password: "hunter2-long et la suite"'],
    ['YAML escaped quote', 'password: "a\\"hunter2-long"'],
    ['YAML block', 'tls:\n  password: |\n    hunter2-long\n    suite\n  host: x'],
    ['YAML flow', 'db: { user: app, password: hunter2-long }'],
    ['JSON on one line', '{"user":"app","client_secret":"hunter2-long"}'],
    ['properties', 'spring.datasource.password=hunter2-long avec espace'],
    ['env file', 'DB_PASSWORD=hunter2-long'],
    ['shell export', 'export API_KEY="hunter2-long"'],
    ['command option', 'psql --password hunter2-long -h base'],
    ['Dockerfile ENV', 'FROM x\nENV DB_PASSWORD hunter2-long'],
    ['Dockerfile ENV =', 'FROM x\nENV DB_PASSWORD=hunter2-long NODE_ENV=production'],
    ['env entry', 'env:\n  - name: DB_PASSWORD\n    value: hunter2-long'],
    ['env entry in a template', '{{ if .x }}\nenv:\n  - name: DB_PASSWORD\n    value: hunter2-long\n{{ end }}'],
    ['Secret', 'kind: Secret\nstringData:\n  n-importe: hunter2-long'],
    ['Secret before its kind', 'data:\n  cle: hunter2-long\nkind: Secret'],
    ['Secret in a template', 'kind: Secret\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  x: hunter2-long\n'],
    ['Secret in a question', 'pourquoi ceci ?\nkind: Secret\ndata:\n  x: hunter2-long\n', 'prose'],
    ['connection string', 'url: postgres://app:hunter2-long@base:5432/x'],
    ['password with @', 'url: https://app:p@hunter2-long@forge.exemple.fr/x'],
    ['basic auth', 'Authorization: Basic hunter2-long'],
    ['header', 'curl -H "PRIVATE-TOKEN: hunter2-long" https://x', 'prose'],
    ['sentence', 'mon mot de passe est hunter2-long, pourquoi ?', 'prose'],
    ['code literal', 'const password = "hunter2-long";', 'code'],
    ['XML', '<password>hunter2-long</password>'],
    ['French name', 'mot_de_passe: hunter2-long'],
    ['list', 'passwords:\n  - hunter2-long'],
  ];
  for (const [name, text, format] of leaks) it(`leaves no secret: ${name}`, () => assert.doesNotMatch(one(text, format).text, /hunter2-long/));

  it('masks a truncated private key to its end', () => assert.doesNotMatch(one('clé:\n-----BEGIN PRIVATE' + ' KEY-----\nMIIEabc').text, /MIIE/));
  it('masks people and machines', () => {
    const { text } = one('de jean.dupont@interieur.gouv.fr sur 10.12.3.4 et forge.interieur.rie.gouv.fr', 'prose');
    assert.equal(text, 'de ⟦masqué:courriel⟧ sur ⟦masqué:adresse-ip⟧ et ⟦masqué:hôte-interne⟧');
  });
  it('masks in the question what the code holds, decoded too', () => {
    const { texts } = redact([{ text: 'kind: Secret\ndata:\n  x: bW90RGVQYXNzZS00Mg==\n', format: 'config' }, { text: 'pourquoi motDePasse-42 ?', format: 'prose' }]);
    assert.equal(texts[1], 'pourquoi ⟦masqué:secret-kubernetes⟧ ?');
  });

  const kept = [
    'image: docker.io/library/nginx:1.27.3@sha256:4c1c50d0ffc614f90b93b07d778028dc765548e823f676fb027f61d281ac380d',
    'valueFrom:\n  secretKeyRef:\n    name: base\n    key: password',
    'automountServiceAccountToken: false',
    'password: ${DB_PASSWORD}',
    'password: "{{ .Values.motDePasse }}"',
    'password: ENC[AES256_GCM,data:abc=,iv:d,tag:e,type:str]',
    'secretName: app-tls',
    'imagePullSecrets:\n  - name: harbor',
    'passwordMinLength: 12',
    'FROM node:22.14.0\nUSER 1000\nRUN npm ci --omit=dev\nWORKDIR /home/node/app',
    'readinessProbe:\n  httpGet: { path: /sante, port: 8080 }\n  host: 127.0.0.1',
    'resources:\n  limits: { cpu: 500m, memory: 512Mi }',
    'kind: ConfigMap\ndata:\n  APP_URL: https://app.exemple.fr/chemin',
    'checksum/config: abc',
  ];
  for (const text of kept) it(`keeps what is no secret: ${text.split('\n').at(-1)?.trim().slice(0, 50)}`, () => assert.equal(one(text).text, text));
  it('keeps a sentence about secrets', () => {
    const text = 'Le mot de passe est stocké dans Vault ; le token: où le mettre, et pourquoi kubernetes/image-tag-pinned ?';
    assert.match(one('Le mot de passe est stocké dans Vault, pourquoi ?', 'prose').text, /^Le mot de passe est stocké dans Vault, pourquoi \?$/);
    assert.match(one(text, 'prose').text, /kubernetes\/image-tag-pinned|⟦/);
  });

  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const secret = fc.string({ unit: fc.constantFrom(...letters, '-', '_', '.', '!', '%', '+', '/'), minLength: 8, maxLength: 40 }).map(s => `${s}7z`);
  const wrap = fc.constantFrom<(s: string) => string>(
    s => `apiVersion: v1\nkind: Secret\ndata:\n  quelconque: "${s}"\n`,
    s => `env:\n- name: API_TOKEN\n  value: '${s}'\n`,
    s => `{"a": {"db_password": "${s}"}}`,
    s => `services:\n  base:\n    environment:\n      POSTGRES_PASSWORD: "${s}"\n`,
    s => `DB_PASSWORD=${s}\nPORT=8080\n`,
    s => `FROM x\nARG NPM_TOKEN=${s}\n`,
    s => `url: mysql://u:${s}@base/x\n`,
  );
  it('lets no part of a bundle hold a secret found in another, whatever surrounds it', () => {
    fc.assert(fc.property(secret, wrap, fc.string({ maxLength: 40 }), (value, form, noise) => {
      const question = `${noise.replaceAll(value, '')} pourquoi ${value} ?`;
      const { texts } = redact([{ text: form(value), format: 'config' }, { text: question, format: 'prose' }, { text: `depots/${value}/x.yaml`, format: 'prose' }]);
      assert.ok(texts.every(text => !text.includes(value)), texts.join('\n'));
    }), { numRuns: 500 });
  });
  it('lets no token survive wherever it stands', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.values(shaped)), fc.string(), fc.string(), (value, before, after) => {
      for (const format of ['config', 'code', 'prose'] as const) assert.ok(!one(`${before} ${value} ${after}`, format).text.includes(value));
    }), { numRuns: 300 });
  });
  it('masks nothing twice: what was masked stays as it is', () => {
    fc.assert(fc.property(secret, wrap, (value, form) => {
      const { text } = one(form(value));
      assert.equal(one(text).text, text);
    }));
  });
  it('never throws, and changes only what it masks', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), text => {
      const { text: clean, kinds } = one(text);
      assert.ok(kinds.length > 0 || clean === text);
    }), { numRuns: 500 });
  });
});
