import type { Codebase } from '../../code/codebase';
import type { CodeFile } from '../../code/model';
import type { CodeTest, Place } from '../test';

/** Node's own modules that reach outside the process; those that only compute (`crypto`, `path`, `util`…) may stay. */
const outside = new Set(['fs', 'http', 'http2', 'https', 'net', 'dns', 'dgram', 'tls', 'child_process', 'cluster', 'worker_threads', 'readline', 'repl', 'os', 'process', 'inspector', 'sqlite']);
const frameworks = /^(@nestjs\/|@angular\/|@fastify\/|@hapi\/|@koa\/|@trpc\/|@apollo\/|@remix-run\/|@sveltejs\/|@tanstack\/(react|vue)|express$|fastify$|koa$|hapi$|hono$|restify$|next$|nuxt$|react$|react-dom$|vue$|vue-router$|pinia$|vuex$|svelte$|@ngrx\/|graphql$|type-graphql$|inversify$|tsyringe$|typedi$|electron$)/;
const reaching = /^(typeorm$|@prisma\/|prisma$|mongoose$|mongodb$|sequelize(-typescript)?$|@mikro-orm\/|objection$|knex$|drizzle-orm$|kysely$|pg(-promise|-pool)?$|postgres$|mysql2?$|mariadb$|mssql$|oracledb$|sqlite3$|better-sqlite3$|redis$|ioredis$|@redis\/|axios$|got$|node-fetch$|undici$|superagent$|request$|ky$|ofetch$|kafkajs$|amqplib$|amqp-connection-manager$|nats$|bullmq?$|@aws-sdk\/|aws-sdk$|@azure\/|@google-cloud\/|minio$|nodemailer$|ldapjs$|winston$|pino$|bunyan$|log4js$|dotenv$|config$|convict$|socket\.io(-client)?$|ws$|@kubernetes\/client-node$|@gitbeaker\/|openid-client$|passport|jsonwebtoken$|multer$|firebase|@elastic\/)/;
/** The same in Java, by the beginning of what is imported, and in Python, by the package. */
const others: Readonly<Record<'java' | 'python', { readonly frameworks: RegExp; readonly reaching: RegExp }>> = {
  java: {
    frameworks: /^(org\.springframework|(jakarta|javax)\.(ws|servlet|inject|enterprise|ejb|faces)|io\.(quarkus|micronaut))\./,
    reaching: /^((jakarta|javax)\.(persistence|jms|mail)|javax\.sql|java\.(sql|net\.http)|org\.(hibernate|jooq|mybatis|apache\.(http|kafka))|com\.(mongodb|rabbitmq)|redis\.clients|okhttp3|retrofit2|feign|software\.amazon\.awssdk|io\.minio)\.|^java\.(nio\.file\.(Files|\*)|io\.(File\w*|RandomAccessFile)|net\.(Socket|ServerSocket|URLConnection|HttpURLConnection))$/,
  },
  python: {
    frameworks: /^(fastapi|starlette|flask|django|rest_framework|aiohttp|tornado|sanic|bottle|celery|dependency_injector|streamlit)$/,
    reaching: /^(sqlalchemy|sqlmodel|psycopg2?|asyncpg|pymysql|mysql|sqlite3|pymongo|motor|redis|requests|httpx|urllib3|socket|subprocess|boto3|botocore|minio|kafka|pika|smtplib|ldap3|elasticsearch)$/,
  },
};
/** Calls that need no import. */
const reachingCalls = /^(fetch|localStorage|sessionStorage|XMLHttpRequest|indexedDB|Deno\.(readTextFile|writeTextFile|open)|Bun\.(file|write)|process\.(exit|cwd|on|chdir))(\.|$)/;

/** The domain knows neither the framework that serves it nor the outside world: it is tested and kept without them. */
export const pureDomain: CodeTest = code => {
  const places = new Map<string, Place[]>();
  for (const { from, import: one, target } of code.dependencies) {
    if (!('package' in target) || !isDomain(code, from.file)) continue;
    const allowed = code.layers.of(from.file).some(({ packages }) => packages.includes(target.package));
    const variant = allowed ? undefined : variantOf(from, target.package, one.specifier);
    if (variant) places.set(from.file, [...(places.get(from.file) ?? []), { variant, location: code.locate(from.file, one), fields: { layer: nameOf(code, from.file), package: target.package } }]);
  }
  for (const file of code.model.files) if (isDomain(code, file.file)) places.set(file.file, [...(places.get(file.file) ?? []), ...globals(code, file)]);
  return [...places.values()].flat();
};

function variantOf({ language }: CodeFile, name: string, specifier: string): 'framework' | 'reach' | undefined {
  // The other parts of these two only compute.
  if (language === 'python' && /^(urllib\.request|http\.(client|server))(\.|$)/.test(specifier)) return 'reach';
  const lists = language === 'typescript' ? { frameworks, reaching } : others[language];
  if (lists.frameworks.test(name)) return 'framework';
  return lists.reaching.test(name) || (language === 'typescript' && outside.has(name)) ? 'reach' : undefined;
}

function globals(code: Codebase, file: CodeFile): Place[] {
  const calls = file.calls.filter(({ callee }) => file.language === 'typescript' && reachingCalls.test(callee)).map(({ callee, start }) => ({ variant: 'global', location: code.locate(file.file, { start, end: start + callee.length }), fields: { layer: nameOf(code, file.file), name: callee } }));
  const reads = file.environment.map(span => ({ variant: 'environment', location: code.locate(file.file, span), fields: { layer: nameOf(code, file.file) } }));
  return [...calls, ...reads];
}

/** Every level must say so: the `application` of `core/` is not the domain. */
function isDomain(code: Codebase, file: string): boolean {
  const layers = code.isProduct(file) ? code.layers.of(file) : [];
  return layers.length > 0 && layers.every(({ role }) => role === 'domain');
}

function nameOf(code: Codebase, file: string): string {
  return code.layers.of(file)[0]?.name ?? '';
}
