import assert from 'node:assert/strict';
import { secretlintLeaks } from '../../../src/node/analysis/secretlint';
import { analysisOf, underlined } from '../../support/analysis';

const secrets = (text: string, file: string) => analysisOf({ [file]: text }).findings.filter(({ rule }) => rule === 'secrets/in-clear').map(finding => underlined(text, finding));
const age = `AGE-SECRET-KEY-1${'Q2W3E4R5T6Y7'.repeat(5).slice(0, 58)}`;
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJndWljaGV0In0', 'k3Jd8sKq0ZpLw7Vn2Xb5Yt1RmC4'].join('.');

const found: readonly (readonly [string, string, string[]])[] = [
  ['values.yaml', 'base: {password: hunter22}\n', ['hunter22']],
  ['values.yaml', 'base:\n  adminPassword: "Azerty123"\n', ['"Azerty123"']],
  ['pod.yaml', 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: "a:1", env: [{name: DB_PASSWORD, value: toto1234}]}]}\n', ['toto1234']],
  ['cm.yaml', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  application.properties: |\n    spring.datasource.password=Ete2026\n    a=b\n', ['Ete2026']],
  ['compose.yaml', 'services: {db: {environment: ["POSTGRES_PASSWORD=postgres1"]}}\n', ['"POSTGRES_PASSWORD=postgres1"']],
  ['pod.yaml', 'args: ["--api-key=9f8e7d6c5b4a3210"]\n', ['"--api-key=9f8e7d6c5b4a3210"']],
  ['.gitlab-ci-dso.yml', 'x:\n  script:\n    - curl -u robot:S3same0uvre https://exemple.invalid\n', ['S3same0uvre']],
  ['ci.sh', 'curl -H "PRIVATE-TOKEN: abcdef0123456789abcd" https://exemple.invalid\nexport NEXUS_PASSWORD=Nexus-2026\n', ['abcdef0123456789abcd', 'Nexus-2026']],
  ['app.properties', 'spring.datasource.password = motdepasse1\nspring.datasource.url=jdbc:postgresql://app:motdepasse1@base/app\n', ['motdepasse1', 'motdepasse1']],
  ['keys.txt.yaml', `cle: ${age}\njeton: ${jwt}\n`, [age, jwt]],
  ['src/Main.java', 'private static final String PASSWORD = "Printemps2026";\n', ['Printemps2026']],
  ['app.py', "db_password = 'Printemps2026'\nAPI_KEY: str = \"9f8e7d6c5b4a3210\"\n", ['Printemps2026', '9f8e7d6c5b4a3210']],
  ['conf.json', '{"clientSecret": "9f8e7d6c5b4a3210", "user": "a"}', ['9f8e7d6c5b4a3210']],
  ['settings.xml', '<server><username>a</username><password>Printemps2026</password></server>', ['Printemps2026']],
  ['cle.pem', `-----BEGIN PRIVATE ${'KEY'}-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n`, ['-----BEGIN PRIVATE KEY']],
  ['.env.integ', 'DB_PASS=Printemps2026\nBYPASS=oui\n', ['Printemps2026']],
  ['.netrc', 'machine forge.exemple.invalid login robot password Printemps2026\n', ['Printemps2026']],
  ['db/.pgpass', '# hote:port:base:utilisateur:secret\nbase:5432:app:app:Printemps2026\n', ['Printemps2026']],
  ['.docker/config.json', '{"auths": {"registre.exemple.invalid": {"auth": "cm9ib3Q6cHJpbnRlbXBzMjAyNjI2"}}}', ['cm9ib3Q6cHJpbnRlbXBzMjAyNjI2']],
  ['.bashrc', 'alias ll="ls -l"\nexport NEXUS_PASSWORD="Nexus-2026" # temporaire\n', ['Nexus-2026']],
  ['.ssh/id_rsa', `-----BEGIN OPENSSH PRIVATE ${'KEY'}-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n`, ['-----BEGIN OPENSSH PRIVATE KEY']],
  ['config.php', "<?php define( 'DB_PASSWORD', 'Printemps2026' );\n", ['Printemps2026']],
  ['sites.xml', '<Server><Pass encoding="base64">cHJpbnRlbXBzMjAyNjI2</Pass></Server>', ['cHJpbnRlbXBzMjAyNjI2']],
  ['values.yaml', 'a: {password: Noel2026!}\nb: {password: "P@$$w0rd1"}\n', ['Noel2026!', '"P@$$w0rd1"']],
  ['values.yaml', 'env:\n- value: 9f8e7d6c5b4a3210\n  name: API_KEY\n', ['9f8e7d6c5b4a3210']],
  ['values.yaml', 'a: "Server=db;User Id=sa;Password=Printemps26;"\nb: jdbc:mysql://db/app?user=app&password=Printemps27\nc: redis://:Printemps28@redis:6379\n', ['Printemps26', 'Printemps27', 'Printemps28']],
  ['pod.yaml', 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, args: ["--password", "Printemps26"]}]}\n', ['"Printemps26"']],
  ['cm.yaml', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a.json: |\n    {"db": {"password": "Printemps26"}}\n  b.json: "{\\"password\\": \\"Printemps27\\"}"\n', ['Printemps26', 'Printemps27']],
  ['app.yaml', 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {helm: {values: "auth:\\n  password: Printemps26\\n", parameters: [{name: auth.password, value: Printemps27}]}}}\n', ['Printemps26', 'Printemps27']],
  ['ci.sh', 'curl -sSfu admin:Printemps26 https://x\nPGPASSWORD=Printemps27 psql -h x\nmysql -u root -pPrintemps28 db\nhelm install x --set auth.password=Printemps29\n', ['Printemps26', 'Printemps27', 'Printemps28', 'Printemps29']],
  ['ci.sh', 'curl -d \'{"password":"Printemps26"}\' https://x\ncurl -d "user=a&password=Printemps27" https://x\nPASSWORD=${PASSWORD:-Printemps28}\n', ['Printemps26', 'Printemps27', 'Printemps28']],
  ['application.yml', 'spring: {datasource: {password: "${DB_PASSWORD:Printemps26}"}}\n', ['"${DB_PASSWORD:Printemps26}"']],
  ['src/a.ts', 'const jwtSecret = process.env.JWT_SECRET || "monSuperSecret99";\nheaders: { Authorization: "Bearer 9f8e7d6c5b4a32109f8e7d6c5b4a3210" }\n', ['monSuperSecret99', '9f8e7d6c5b4a32109f8e7d6c5b4a3210']],
  ['a.py', 'PASSWORD = os.environ.get("PASSWORD", "Printemps26")\n', ['Printemps26']],
  ['persistence.xml', '<property name="javax.persistence.jdbc.password" value="Printemps26"/>', ['Printemps26']],
];

const clean: readonly (readonly [string, string])[] = [
  ['values.yaml', 'password: ""\nadminPassword: "{{ .Values.x }}"\nexistingSecret: acces-base\npasswordKey: password\nimagePullSecrets: [{name: registry-pull-secret}]\n'],
  ['values.yaml', 'password: changeme\ntoken: <votre-jeton>\nsecret: nom-du-secret\ndbPassword: ${DB_PASSWORD}\npasswd: xxxxxxxx\ntls: {secretName: certificat-guichet}\n'],
  ['pod.yaml', 'env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: acces-base, key: password}}}, {name: TOKEN_URL, value: "https://sso.exemple.invalid/token"}, {name: DB_PASSWORD_FILE, value: /run/secrets/db}]\n'],
  ['ci.sh', 'curl -u "$USER:$PASS" https://exemple.invalid\nexport TOKEN=$(cat /run/token)\ndocker login -u a --password-stdin\nPASSWORD="${1:-}"\n'],
  ['app.properties', 'spring.datasource.password=${DB_PASSWORD}\n# password=Printemps2026\nsecurity.token.validity=3600\n'],
  ['src/a.ts', 'const password = process.env.PASSWORD;\nconst label = { password: "Mot de passe" };\nconst token = "password";\ntype = "password"\n'],
  ['src/A.vue', '<jeton :exposed-token="formProps.exposedToken9f8e7d6c" />\n<input :type="visible ? \'password\' : \'texte\'" />\n'],
  ['build.gradle', 'task.setProperty("token", "$System.env.TOKEN")\ndefine("VERSION", "1.2.3")\n'],
  ['src/etat.tsx', 'const etats = { Pass: "Reussi", [Etat.Pass]: "Passe", bypass: "oui1" };\n'],
  ['i18n/fr.json', '{"password": "Motdepasse1"}'],
  ['test/login.test.ts', 'const password = "Printemps2026";'],
  ['chiffre.yaml', 'password: ENC[AES256_GCM,data:AAAA,iv:BBBB,tag:CCCC,type:str]\nsops: {mac: "ENC[x]"}\n'],
  ['pipeline.yml', 'id_tokens: {VAULT_ID_TOKEN: {aud: $VAULT_SERVER_URL}}\nvariables: {SONAR_TOKEN: $SONAR_TOKEN}\n'],
  ['.env.example', 'DB_PASSWORD=Printemps26\n'],
  ['scelle.yaml', 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec: {encryptedData: {password: AgBy3i4OJSWK5PiTySYZZA9rO43cGDEq}}\n'],
  ['settings.xml', '<password>{COQLCE6DU6GtcS5P0ab=}</password>'],
  ['hache.yaml', 'password: $2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy\nadresse: https://exemple.invalid:8080/a@b\nautre: "{cipher}a1b2c3d4e5f6"\n'],
  ['src/routes.ts', 'const routes = { resetPassword: "reset-password", forgotPassword: "/forgot-password" };\nexport const RESET_PASSWORD = "RESET_PASSWORD";\n'],
  ['app.properties', 'spring.datasource.password=${DB_PASSWORD:}\nautre.password=${DB_PASSWORD:changeme}\n'],
  ['adresse.yaml', 'url: postgres://$USER:$PASSWORD@base/app\nautre: http://user:password@exemple.invalid\nimage: registre:5000/app@sha256:0\n'],
];

describe('secrets in clear', () => {
  for (const [file, text, expected] of found) it(`finds ${expected.length} in ${file}: ${text.slice(0, 60).replace(/\n/g, ' ⏎ ')}`, () => assert.deepEqual(secrets(text, file), expected));
  for (const [file, text] of clean) it(`finds none in ${file}: ${text.slice(0, 60).replace(/\n/g, ' ⏎ ')}`, () => assert.deepEqual(secrets(text, file), []));

  it('asks secretlint for the forms it knows, and takes no placeholder for one', async () => {
    const token = `SG.${'aB3dE5gH7jK9mN1pQ3sT5u'}.${'aB3dE5gH7jK9mN1pQ3sT5uaB3dE5gH7jK9mN1pQ3sT5'}`;
    const leaks = await secretlintLeaks([{ file: 'a.yaml', text: `envoi: ${token}\n` }, { file: 'b.yaml', text: 'image: docker.io/library/a@sha256:0123456789abcdef0123456789abcdef\n' }]);
    assert.deepEqual([...leaks.keys()], ['a.yaml']);
    assert.deepEqual(leaks.get('a.yaml')?.map(({ start, end, excerpt }) => [start, end, excerpt]), [[7, 7 + token.length, 'SG.…']]);
  });

  it('never shows a value', () => {
    for (const [file, text, expected] of found) {
      const messages = analysisOf({ [file]: text }).findings.filter(({ rule }) => rule.startsWith('secrets/')).map(({ message }) => message).join('\n');
      for (const secret of expected) assert.ok(!messages.includes(secret.replace(/^"|"$/g, '').replace(/^-----.*/, 'MIIEv').split('=').pop() ?? ''), messages);
    }
  });

  it('tells a .env from its model', () => {
    const rules = (file: string, text: string) => analysisOf({ [file]: text }).findings.filter(({ rule }) => rule === 'secrets/dotenv-committed').map(({ severity }) => severity);
    assert.deepEqual(rules('.env', 'A=b\n'), ['warning']);
    assert.deepEqual(rules('api/.env.production', 'DB_PASSWORD=Printemps2026\n'), ['error']);
    assert.deepEqual(rules('.env', '# rien\nA=\nB=changeme\n'), []);
    assert.deepEqual(rules('.env.example', 'DB_PASSWORD=Printemps2026\n'), []);
  });
});
