import assert from 'node:assert/strict';
import { analysisOf } from '../../../support/analysis';

const of = (rule: string, text: string, file: string) => analysisOf({ [file]: text }).findings.filter(finding => finding.rule === `architecture/${rule}`);
const variants = (rule: string, text: string, file: string) => of(rule, text, file).map(({ key }) => key.split('|')[0]);

/** In each language: what is found, by its reading, then what is not. */
const configuration: Readonly<Record<string, { readonly found: Readonly<Record<string, string>>; readonly silent: readonly string[] }>> = {
  'src/a.ts': {
    found: {
      "export const apiUrl = 'https://api.recette.gouv.fr/v1';": 'url',
      "const API_URL = `https://api.recette.gouv.fr/${'v1'}`; export { API_URL };": 'url',
      "export const x = await fetch('https://api.recette.gouv.fr');": 'url',
      "import axios from 'axios'; export const client = axios.create({ baseURL: 'http://localhost:3000' });": 'url',
      "export const pool = new Pool({ connectionString: 'postgres://base:5432/app' });": 'url',
      "export const anything = 'amqp://broker:5672';": 'url',
      "export class A { private readonly serverUrl = 'https://a.b.gouv.fr'; }": 'url',
      "export function endpoint() { return 'https://a.b.gouv.fr'; }": 'url',
      "export const base = { host: '10.0.0.4', user: 'a' };": 'ip',
      "export const brokers = ['192.168.1.10:9092'];": 'ip',
      "export const smtpHost = 'smtp.interieur.gouv.fr';": 'host',
      "export const db = { host: 'base', port: Number(process.env.P), user: 'u' };": 'host',
      "import express from 'express'; express().listen(3000);": 'port',
      "export const config = { port: 8080 };": 'port',
      "export const url = isProd ? 'https://prod.gouv.fr' : process.env.URL;": 'url',
      "process.env.API_URL = 'https://a.gouv.fr';": 'url',
      "export const API_URL = process.env.NODE_ENV === 'production' ? 'https://api.gouv.fr' : 'http://localhost:5000';": 'url',
      "const x = await fetch('https://a.gouv.fr/docs/taux.html'); export default x;": 'url',
      "export const catalogUrl = dialog.open('http://localhost:1');": 'url',
      "export const apiUrl = 'https://a.gouv.fr/docs/api';": 'url',
      "export const A = t('x', { url: 'http://localhost:3000' });": 'url',
    },
    silent: [
      "export const API_URL = process.env.NODE_ENV === 'production' ? '/api' : 'http://localhost:5000/api';", "export const A = t('aide', { toolsUrl: 'https://kubernetes.io/tools' });",
      "const url = `https://www.gouv.fr/search?${q}`; window.open(url, '_blank');", "window.open('https://www.gouv.fr/search');", "log.d('http://localhost:3000'); this.logger.verbose('https://a.gouv.fr'); appLogger.note({ url: 'http://localhost:1' });",
      "export const refs = [{ article: 'Article L.1', url: 'https://www.legifrance.gouv.fr/codes/article_lc/L1' }];", "export const noticeUrl = 'https://www.gouv.fr/a/notice.pdf';", "export const guideUrl = 'https://www.gouv.fr/docs/tasks/tools/'; export const xsdUrl = 'https://a.gouv.fr/x.xsd';",
      "export const qrCodeUrl = `otpauth://totp/${label}?secret=${s}`;",
      "export const apiUrl = process.env.API_URL;", "export const service = { ports: [{ port: 5432, targetPort: 5432 }] }; export const pod = { ports: [{ containerPort: 5432 }], livenessProbe: { httpGet: { path: '/', port: 8000 } } };", "export const url = process.env.URL ?? 'https://prod.interieur.gouv.fr';", "export const apiUrl = process.env.API_URL ?? 'http://localhost:3000';", "export const port = Number(process.env.PORT) || 3000;",
      "const { PORT = 3000, HOST = 'localhost' } = process.env; export { PORT, HOST };", "const DEFAULT_URL = 'http://localhost:1'; export const url = process.env.URL ?? DEFAULT_URL;",
      "export const schema = z.object({ API_URL: z.string().url().default('http://localhost:3000') });", "export const port = Number(process.env.PORT ?? '3000');",
      "// const apiUrl = 'https://api.recette.gouv.fr';\nexport const a = 1;", "/** Voir apiUrl: 'https://api.recette.gouv.fr' */\nexport const a = 1;", "export const ns = 'http://www.w3.org/2000/svg';",
      "export const url = 'https://example.com';", "export const host = '0.0.0.0';", "export const mask = { ipMask: '255.255.255.0' };", "export const version = '10.2.3.4';", "throw new Error('voir https://doc.gouv.fr');",
      "console.log('Écoute sur http://localhost:3000');", "export const docs = { description: 'Aide', url: 'https://cloud-pi-native.fr' };", "export const services = [{ id: 1, nom: 'Préfecture', url: 'https://www.prefecture.gouv.fr' }];",
      "export const url = `https://${process.env.HOST}/v1`;", "export const url = 'http://' + process.env.HOST;", "if (location.host === 'demo.gouv.fr') run();", "type Url = 'https://api.gouv.fr'; export const u = (x: Url) => x;",
      "import a from 'https://esm.sh/a'; export default a;", "export const file = { host: 'config.json' };", "export const minPort = 1024;", "export const support = 3000;",
    ],
  },
  'src/a.tsx': { found: {}, silent: ["export const A = () => <a href=\"https://www.gouv.fr\">https://www.gouv.fr</a>;"] },
  'src/main/java/A.java': {
    found: {
      'class A { static final String API_URL = "https://api.recette.gouv.fr"; }': 'url',
      'class A { String jdbc = "jdbc:postgresql://10.0.0.4:5432/app"; }': 'url',
      'import java.net.URI;\nclass A { Object a() { return URI.create("http://service:8080/x"); } }': 'url',
      'class A { void a(Config c) { c.setHost("x"); String serverHost = "smtp.gouv.fr"; } }': 'host',
      'class A { ServerSocket s() { return new ServerSocket(8081); } }': 'port',
    },
    silent: ['class A { @Value("${api.url:http://localhost:8080}") String apiUrl; }', 'class A { String url = System.getenv().getOrDefault("URL", "http://localhost:8080"); }', '// String url = "https://api.gouv.fr";\nclass A { /* String url = "https://api.gouv.fr"; */ }', 'class A { static final String NS = "http://schemas.xmlsoap.org/soap/envelope/"; }', 'class A { void a() { log.info("http://localhost:8080"); throw new IllegalStateException("https://api.gouv.fr"); } }', 'class A { boolean a(String url) { return url.startsWith("https://api.gouv.fr"); } }', 'class A { void a() { Log.d("TAG", "http://localhost:8080"); LOGGER.fine("http://localhost:8080"); } }', 'class A { String url = "https://www.gouv.fr/aide/notice.pdf"; }'],
  },
  'app/a.py': {
    found: {
      'API_URL = "https://api.recette.gouv.fr"': 'url', 'import requests\nr = requests.get("https://api.recette.gouv.fr/x")': 'url', 'DATABASES = {"default": {"HOST": "10.0.0.4", "PORT": os.environ["P"]}}': 'ip',
      'engine = create_engine("postgresql://base/app")': 'url', 'app.run(host="0.0.0.0", port=5000)': 'port', 'broker_url: str = "amqp://broker"': 'url',
    },
    silent: ['API_URL = os.getenv("API_URL", "https://prod.interieur.gouv.fr")', 'API_URL = os.environ.get("API_URL", "http://localhost:8000")', 'API_URL = os.getenv("API_URL") or "http://localhost:8000"', '# API_URL = "https://api.gouv.fr"\nA = 1', '"""Voir API_URL = "https://api.gouv.fr"."""\nA = 1', 'def a():\n    """https://api.gouv.fr"""\n    return 1', 'raise ValueError("https://api.gouv.fr")', 'logger.info("http://localhost:8000")', 'log.d("http://localhost:8000")', 'url = "https://www.fao.org/static/codes.pdf"', 'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    broker_url: str = "redis://redis/0"', 'class Development(Base):\n    API_URL = "http://localhost:8000"', 'API_URL = f"https://{HOST}/x"', 'if host == "api.gouv.fr":\n    pass', 'config("URL", default="http://localhost")'],
  },
};

describe('configuration written in the code', () => {
  for (const [file, { found, silent }] of Object.entries(configuration)) {
    for (const [text, variant] of Object.entries(found)) it(`is found in ${text}`, () => assert.deepEqual(variants('no-hardcoded-config', text, file), [variant]));
    for (const text of silent) it(`is not in ${text.split('\n')[0] ?? ''}`, () => assert.deepEqual(of('no-hardcoded-config', text, file).map(({ message }) => message), []));
  }

  it('is nobody’s business in tests and tools', () => {
    for (const file of ['src/a.test.ts', 'test/a.ts', 'vite.config.ts', 'scripts/a.mjs', 'src/__mocks__/a.ts', 'packages/test-utils/a.ts', 'tests/test_a.py', 'core/factories.py', 'gitlint/emoji.py', 'src/__test__/a.ts', 'demo-app/a.ts', 'src/webpack.dev.js', 'src/test/java/ATest.java']) assert.deepEqual(of('no-hardcoded-config', file.endsWith('.java') ? 'class A { String apiUrl = "https://a.gouv.fr"; }' : file.endsWith('.py') ? 'API_URL = "https://a.gouv.fr"' : "export const apiUrl = 'https://a.gouv.fr';", file), [], file);
  });

  it('is not where a constant only leads a reader, in its component or those that import it', () => {
    const found = (files: Readonly<Record<string, string>>) => analysisOf(files).findings.filter(({ rule }) => rule === 'architecture/no-hardcoded-config').length;
    const vue = (use: string) => `<script setup lang="ts">\nconst formationUrl: string = 'https://www.gouv.fr/formation'\n</script>\n<template><div><a ${use}>x</a> {{ formationUrl }}</div></template>\n`;
    assert.equal(found({ 'src/a.vue': vue(':to="formationUrl" :title="formationUrl" @click="go(formationUrl)"') }), 0);
    assert.equal(found({ 'src/a.vue': vue(':api-url="formationUrl"') }), 1);
    assert.equal(found({ 'src/a.vue': vue(':href="formationUrl" :api="formationUrl"') }), 1);
    const urls = { 'src/urls.ts': "export const portalUrl = 'https://www.gouv.fr';\n" };
    const link = "import { portalUrl } from './urls';\nexport const A = () => <a href={`${portalUrl}/x`}>x</a>;\n";
    assert.equal(found({ ...urls, 'src/a.tsx': link }), 0);
    assert.equal(found({ ...urls, 'src/a.tsx': link, 'src/b.ts': "import { portalUrl } from './urls';\nexport const b = () => fetch(portalUrl);\n" }), 1);
    assert.equal(found({ ...urls, 'src/a.tsx': link, 'src/b.ts': "import * as urls from './urls';\nexport const b = () => urls;\n" }), 1);
    assert.equal(found({ ...urls, 'src/a.tsx': link, 'src/index.ts': "export * from './urls';\n" }), 1);
    assert.equal(found(urls), 1);
    assert.equal(found({ 'src/a.tsx': "const flagUrl = `https://flags.gouv.fr/${x}`;\nexport const A = () => <img src={flagUrl} />;\n" }), 0);
  });

  it('can be passed over with a reason', () => {
    assert.deepEqual(of('no-hardcoded-config', "// cpin-ignore architecture/no-hardcoded-config: adresse réglementaire, la même partout\nexport const apiUrl = 'https://a.gouv.fr';", 'src/a.ts'), []);
  });
});

describe('logs in a file', () => {
  const found: Readonly<Record<string, readonly string[]>> = {
    'src/a.ts': [
      "import winston from 'winston';\nexport const t = new winston.transports.File({ filename: 'a' });", "import { transports } from 'winston';\nexport const t = new transports.File({ filename: 'a' });", "const winston = require('winston');\nnew winston.transports.File({});",
      "import 'winston-daily-rotate-file';\nimport * as winston from 'winston';\nexport const t = new winston.transports.DailyRotateFile({});", "import pino from 'pino';\nexport const l = pino(pino.destination('/var/log/app.log'));", "import pino from 'pino';\nexport const l = pino({ transport: { target: 'pino/file', options: { destination: './app.log' } } });",
      "import log4js from 'log4js';\nlog4js.configure({ appenders: { f: { type: 'file', filename: 'a' } }, categories: {} });", "import fs from 'node:fs';\nexport const log = (m: string) => fs.appendFileSync('app.log', m);", "import { createWriteStream } from 'fs';\nimport path from 'path';\nexport const s = createWriteStream(path.join('logs', 'access.log'));",
    ],
    'app/a.py': ["import logging\nh = logging.FileHandler('a.log')", "from logging.handlers import RotatingFileHandler\nh = RotatingFileHandler('a')", "import logging\nlogging.basicConfig(filename='a.log', level=1)", "LOGGING = {'handlers': {'f': {'class': 'logging.handlers.TimedRotatingFileHandler'}}}", "from loguru import logger\nlogger.add('a.log')"],
    'src/main/java/A.java': ['import java.util.logging.FileHandler;\nclass A { Object a = new FileHandler("a.log"); }'],
    'src/main/resources/logback.xml': ['<configuration><appender name="F" class="ch.qos.logback.core.rolling.RollingFileAppender"><file>a.log</file></appender></configuration>'],
    'src/main/resources/log4j2.xml': ['<Configuration><Appenders><RollingFile name="F" fileName="a.log"/></Appenders></Configuration>'],
    'src/main/resources/log4j.properties': ['log4j.appender.F=org.apache.log4j.RollingFileAppender'],
    'src/main/resources/application.properties': ['logging.file.name=app.log', 'quarkus.log.file.enable=true'],
    'src/main/resources/application-prod.yml': ['logging:\n  file:\n    name: app.log', 'logging.file.name: app.log'],
    'logging.ini': ['[handler_f]\nclass=logging.handlers.RotatingFileHandler'],
    'logging.yaml': ['handlers:\n  f:\n    class: logging.FileHandler\n'],
  };
  const silent: Readonly<Record<string, readonly string[]>> = {
    'src/a.ts': ["import winston from 'winston';\nexport const t = new winston.transports.Console();", "import pino from 'pino';\nexport const l = pino(pino.destination(1));", "import pino from 'pino';\nexport const l = pino({ transport: { target: 'pino-pretty' } });", "import pino from 'pino';\nexport const l = pino({ transport: { target: 'pino/file', options: { destination: 1 } } });", "// new winston.transports.File({})\nexport const a = 'new winston.transports.File()';", "class File {}\nexport const f = new File();", "import fs from 'node:fs';\nfs.writeFileSync('rapport.json', '{}');"],
    'app/a.py': ["import logging\nh = logging.StreamHandler()", "# logging.FileHandler('a')\nA = 'logging.FileHandler'", "import logging\nlogging.basicConfig(level=1)"],
    'src/main/resources/logback.xml': ['<configuration><!-- <appender name="F" class="ch.qos.logback.core.FileAppender"/> --><appender name="C" class="ch.qos.logback.core.ConsoleAppender"/></configuration>'],
    'src/test/resources/logback-test.xml': ['<configuration><appender name="F" class="ch.qos.logback.core.FileAppender"/></configuration>'],
    'src/main/resources/application.properties': ['# logging.file.name=app.log', 'logging.file.name=', 'logging.level.root=INFO'],
    'pom.xml': ['<project><appender name="F" class="ch.qos.logback.core.FileAppender"/></project>'],
  };
  for (const [file, texts] of Object.entries(found)) for (const text of texts) it(`are found in ${file}: ${text.replaceAll('\n', ' ')}`, () => assert.equal(of('logs-to-stdout', text, file).length, 1));
  for (const [file, texts] of Object.entries(silent)) for (const text of texts) it(`are not in ${file}: ${text.replaceAll('\n', ' ')}`, () => assert.deepEqual(of('logs-to-stdout', text, file).map(({ message }) => message), []));
});

describe('sessions in the memory of a pod', () => {
  const found = ["import session from 'express-session';\nexport const m = session({ secret: s });", "const session = require('express-session');\nmodule.exports = session();", "import session from 'express-session';\nexport const m = session({ store: new session.MemoryStore() });", "import sessionPlugin from '@fastify/session';\napp.register(sessionPlugin, { secret: s });", "const sessions = new Map();\nexport const open = (id: string) => sessions.set(id, {});", "export class A { private readonly paniers: Record<string, string> = {}; add(id: string) { this.paniers[id] = ''; } }"];
  const silent = ["import session from 'express-session';\nexport const m = session({ store, secret: s });", "import session from 'express-session';\nexport const m = session({ ...options });", "import session from 'express-session';\nexport const m = session(options);", "const sessions = new Map([['a', 1]]);\nexport const get = (id: string) => sessions.get(id);", "export const load = () => { const sessions = new Map(); sessions.set('a', 1); return sessions; };", "const cache = new Map();\nexport const put = (k: string) => cache.set(k, 1);"];
  for (const text of found) it(`are found in ${text.replaceAll('\n', ' ')}`, () => assert.equal(of('no-session-in-memory', text, 'src/a.ts').length, 1));
  for (const text of silent) it(`are not in ${text.replaceAll('\n', ' ')}`, () => assert.deepEqual(of('no-session-in-memory', text, 'src/a.ts'), []));
});

describe('source code that is no code', () => {
  for (const [file, text] of Object.entries({ 'a.py': '"""never closed\nx = (((', 'b.py': `${'('.repeat(20_000)}"a"`, 'c.py': 'x = {"a": [1, 2}, (', 'A.java': 'class A { String s = "never closed\n int[] x = {{{', 'B.java': `${'f('.repeat(20_000)}`, 'a.ts': `${'['.repeat(500)}`, 'b.ts': '\u0000\uFFFF', 'c.vue': '<script>export const a = {</script>', 'logback.xml': '<!-- <a <b c="', 'd.js': '`${`${`' })) {
    it(`stops nothing: ${file}`, () => assert.doesNotThrow(() => analysisOf({ [file]: text })));
  }
});
