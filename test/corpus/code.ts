/** By rule: the files of a repository, and how many findings it must have there. */
export const codeReadings: Readonly<Record<string, readonly (readonly [files: Readonly<Record<string, string>>, found: number])[]>> = {
  'typescript/strict-equality': [[one('export const a = (b: unknown) => b == 1;'), 1], [one('export const a = (b: unknown) => b === 1;'), 0], [one('export const a = (b: unknown) => b != null;'), 0]],
  'typescript/bounded-complexity': [
    [one(`export const f = (a: number) => { ${Array.from({ length: 26 }, (_, i) => `if (a === ${i}) return ${i};`).join(' ')} return a; };`), 1],
    [one(`export const f = (a: number) => { ${Array.from({ length: 20 }, (_, i) => `if (a === ${i}) return ${i};`).join(' ')} return a; };`), 0],
    [one(`export const f = (a: number) => { switch (a) { ${Array.from({ length: 26 }, (_, i) => `case ${i}: return ${i + 1};`).join(' ')} default: return a; } };`), 1],
    [one(`export const f = (a?: { b?: string }) => [${Array.from({ length: 26 }, () => 'a?.b ?? 1').join(', ')}];`), 1],
    [{ 'src/module.test.ts': `export const f = (a: number) => { ${Array.from({ length: 26 }, (_, i) => `if (a === ${i}) return ${i};`).join(' ')} return a; };\n` }, 0],
  ],
  'typescript/const-by-default': [[one('var a = 1;\nexport { a };'), 1], [one('let a = 1;\na += 1;\nexport { a };'), 0], [one('let a = 1;\nexport { a };'), 1]],
  'typescript/no-dynamic-code': [[one('export const a = (b: string) => eval(b);'), 1], [one('export const a = (b: string) => new Function(b);'), 1], [one('export const a = (b: string) => JSON.parse(b);'), 0]],
  'typescript/no-swallowed-error': [[one('export const a = (b: () => void) => { try { b(); } catch {} };'), 1], [one('export const a = (b: () => void) => { try { b(); } catch (error) { console.error(error); } };'), 0], [one('export const a = (b: () => void) => { try { b(); } catch { /* absent */ } };'), 0]],
  'typescript/no-unsafe-regex': [[one('export const a = /^(a+)+$/;'), 1], [one('export const a = /^a+$/;'), 0]],
  'typescript/no-weak-random': [[one('export const token = Math.random();'), 1], [one('export const couleur = Math.random();'), 0]],
  'typescript/no-silenced-compiler': [[one('// @ts-ignore\nexport const a: number = "b";'), 1], [one('// @ts-expect-error ce type manque à la bibliothèque\nexport const a: number = "b";'), 0], [one('// @ts-nocheck\nexport const a = 1;'), 1]],
  'typescript/no-built-sql': [[one('import type { Client } from "pg";\nexport const a = (client: Client, n: string) => client.query("select * from t where n = \'" + n + "\'");'), 1], [one('import type { Client } from "pg";\nexport const a = (client: Client, n: string) => client.query("select * from t where n = $1", [n]);'), 0]],
  'typescript/no-built-command': [[one('import { exec } from "node:child_process";\nexport const a = (b: string) => exec(`ls ${b}`);'), 1], [one('import { execFile } from "node:child_process";\nexport const a = (b: string) => execFile("ls", [b]);'), 0]],
  'typescript/tls-verified': [[one('import https from "node:https";\nexport const a = new https.Agent({ rejectUnauthorized: false });'), 1], [one('import https from "node:https";\nexport const a = new https.Agent({ rejectUnauthorized: true });'), 0], [one('process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";'), 1]],
  'typescript/likely-bug': [
    [one('export const a = (b: number) => b === b;'), 1], [one('export const a = (b: number, c: number) => b === c;'), 0],
    // The words of another tool's model are not those of the module.
    [one('export const a = (key: string) => "/api/${key}/b" + key;'), 1], [one('import { key } from "./c";\nexport const a = () => ["${ key.d }", key];'), 1], [one('export class A { b = 1; c() { return "${this.b}"; } }'), 1],
    [one('export const a = { message: "${key}", description: "${description}" };'), 0], [one('export const a = (b: string) => "$b {b} $" + b;'), 0],
  ],
  'typescript/no-hidden-characters': [[one('export const a = "b"; // \u202Ec'), 1], [one('export const a = "é"; // à'), 0]],
  'architecture/forbidden-import': [
    [{ 'src/domain/a.ts': 'export type A = import("../infrastructure/b").B;\nexport const a = (c: Promise<import("../infrastructure/b").B>) => c;', 'src/infrastructure/b.ts': 'export interface B { c: string }' }, 2],
    [{ 'src/domain/a.mts': 'import { b } from "../infrastructure/b.mjs";\nexport const a = b;', 'src/infrastructure/b.mts': 'export const b = 1;' }, 1],
    [{ 'src/domain/a.ts': 'import { b } from "../infrastructure/b";\nexport const a = b;', 'src/infrastructure/b.ts': 'export const b = 1;' }, 1],
    [{ 'src/domain/a.ts': 'export const a = 1;', 'src/infrastructure/b.ts': 'import { a } from "../domain/a";\nexport const b = a;' }, 0],
    [{ 'src/domain/a.ts': 'import type { B } from "../infrastructure/b";\nexport const a = (b: B) => b;', 'src/infrastructure/b.ts': 'export interface B { c: string }' }, 1],
  ],
  'architecture/no-cycle': [
    [{ 'src/a.ts': 'import { b } from "./b";\nexport const a = () => b();', 'src/b.ts': 'import { a } from "./a";\nexport const b = (): number => a();' }, 1],
    [{ 'src/a.ts': 'import { b } from "./b";\nexport const a = () => b();', 'src/b.ts': 'import { c } from "./c";\nexport const b = (): number => c;', 'src/c.ts': 'export const c = 1;' }, 0],
    [{ 'src/a.ts': 'import type { B } from "./b";\nexport const a = (b: B) => b;', 'src/b.ts': 'import { a } from "./a";\nexport interface B { c: string }\nexport const b = a;' }, 0],
  ],
  'architecture/pure-domain': [
    [{ 'src/main/java/a/domain/D.java': 'package a.domain;\nimport org.springframework.stereotype.Service;\n@Service class D {}\n', 'src/main/java/a/infrastructure/I.java': 'package a.infrastructure;\nclass I {}\n' }, 1],
    [{ 'src/main/java/a/domain/D.java': 'package a.domain;\nimport java.util.List;\nclass D {}\n', 'src/main/java/a/infrastructure/I.java': 'package a.infrastructure;\nimport org.springframework.stereotype.Service;\nclass I {}\n' }, 0],
    
    [{ 'src/domain/a.ts': 'import fs from "node:fs";\nexport const a = () => fs.readFileSync("b");', 'src/infrastructure/b.ts': 'export const b = 1;' }, 1],
    [{ 'src/domain/a.ts': 'export const a = (b: number) => b + 1;', 'src/infrastructure/b.ts': 'import fs from "node:fs";\nexport const b = fs;' }, 0],
  ],
  'architecture/no-hardcoded-config': [
    [{ 'src/pied.tsx': 'const url = "https://www.legifrance.gouv.fr/loi";\nexport const Pied = () => <a href={url}>La loi</a>;\n' }, 0], [{ 'src/pied.tsx': 'const loisUrl = "https://www.legifrance.gouv.fr";\nexport const Pied = ({ id }: { id: string }) => <Lien to={`${loisUrl}/${id}`}>La loi</Lien>;\n' }, 0],
    [{ 'src/pied.tsx': 'const url = "https://api.guichet.interieur.gouv.fr/lois";\nexport const Pied = () => { void fetch(url); return <a href={url}>La loi</a>; };\n' }, 1], [{ 'src/pied.tsx': 'export const url = "https://api.guichet.interieur.gouv.fr/lois";\nexport const Pied = () => <a href={url}>La loi</a>;\n' }, 1],
    [{ 'src/pied.tsx': 'const url = "https://api.guichet.interieur.gouv.fr/lois";\nexport const Pied = () => <Fournisseur base={url} />;\n' }, 1],
    [{ 'src/main/java/a/Client.java': 'package a;\nclass Client { static final String URL = "https://api.recette.interieur.gouv.fr"; }\n' }, 1],
    [{ 'src/main/java/a/Client.java': 'package a;\nclass Client { /* "https://api.interieur.gouv.fr" */ @Value("${api.url}") String url; }\n' }, 0],
    [{ 'app/client.py': 'URL = "postgresql://base.interieur.gouv.fr:5432/app"\n' }, 1],
    [{ 'app/client.py': 'import os\nURL = os.environ["API_URL"]\n"""https://api.interieur.gouv.fr"""\n' }, 0],
    [one('export const url = "https://api.recette.interieur.gouv.fr";'), 1], [one('export const url = process.env["API_URL"];'), 0],
    [one('export const config = new Map<string, string>();\nexport const host = config.get("postgres.host");'), 0], [one('export const messages = { "http-server": "import.errors.server" };'), 0], [one('export const host = "base.recette.interieur.gouv.fr";'), 1], [one('export const host = "base.recette.svc";'), 1], [one('export const espace = "http://www.w3.org/2000/svg";'), 0], [one('export const base = { host: "10.12.0.4", port: 5432 };'), 2]],
  'architecture/logs-to-stdout': [
    [{ 'app/log.py': 'import logging\nlogging.basicConfig(filename="app.log")\n' }, 1],
    [{ 'app/log.py': 'import logging, sys\nlogging.basicConfig(stream=sys.stdout)\n' }, 0],
    [{ 'src/main/resources/logback-spring.xml': '<configuration><!-- <appender name="F" class="ch.qos.logback.core.FileAppender"/> --><appender name="C" class="ch.qos.logback.core.ConsoleAppender"/></configuration>' }, 0],
    [{ 'src/main/resources/logback-spring.xml': '<configuration><appender name="F" class="ch.qos.logback.core.rolling.RollingFileAppender"/></configuration>' }, 1],
    [{ 'src/main/resources/application.yml': 'logging:\n  file:\n    name: /var/log/app.log\n' }, 1],
    [one('import winston from "winston";\nexport const l = winston.createLogger({ transports: [new winston.transports.File({ filename: "a.log" })] });'), 1], [one('import winston from "winston";\nexport const l = winston.createLogger({ transports: [new winston.transports.Console()] });'), 0]],
  'architecture/no-session-in-memory': [[one('import express from "express";\nimport session from "express-session";\nexport const app = express().use(session({ secret: process.env["S"] ?? "" }));'), 1], [one('import express from "express";\nimport session from "express-session";\nimport { store } from "./store";\nexport const app = express().use(session({ store, secret: process.env["S"] ?? "" }));'), 0]],
};

function one(text: string): Readonly<Record<string, string>> {
  return { 'src/module.ts': `${text}\n` };
}
