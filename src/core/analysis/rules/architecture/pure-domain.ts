import type { Codebase } from '../../code/codebase';
import type { CodeFile } from '../../code/model';
import type { CodeTest, Place } from '../test';

/** Node's own modules that reach outside the process; those that only compute (`crypto`, `path`, `util`…) may stay. */
const outside = new Set(['fs', 'http', 'http2', 'https', 'net', 'dns', 'dgram', 'tls', 'child_process', 'cluster', 'worker_threads', 'readline', 'repl', 'os', 'process', 'inspector', 'sqlite']);
const frameworks = /^(@nestjs\/|@angular\/|@fastify\/|@hapi\/|@koa\/|@trpc\/|@apollo\/|@remix-run\/|@sveltejs\/|@tanstack\/(react|vue)|express$|fastify$|koa$|hapi$|hono$|restify$|next$|nuxt$|react$|react-dom$|vue$|vue-router$|pinia$|vuex$|svelte$|@ngrx\/|graphql$|type-graphql$|inversify$|tsyringe$|typedi$|electron$)/;
const reaching = /^(typeorm$|@prisma\/|prisma$|mongoose$|mongodb$|sequelize(-typescript)?$|@mikro-orm\/|objection$|knex$|drizzle-orm$|kysely$|pg(-promise|-pool)?$|postgres$|mysql2?$|mariadb$|mssql$|oracledb$|sqlite3$|better-sqlite3$|redis$|ioredis$|@redis\/|axios$|got$|node-fetch$|undici$|superagent$|request$|ky$|ofetch$|kafkajs$|amqplib$|amqp-connection-manager$|nats$|bullmq?$|@aws-sdk\/|aws-sdk$|@azure\/|@google-cloud\/|minio$|nodemailer$|ldapjs$|winston$|pino$|bunyan$|log4js$|dotenv$|config$|convict$|socket\.io(-client)?$|ws$|@kubernetes\/client-node$|@gitbeaker\/|openid-client$|passport|jsonwebtoken$|multer$|firebase|@elastic\/)/;
/** Calls that need no import. */
const reachingCalls = /^(fetch|localStorage|sessionStorage|XMLHttpRequest|indexedDB|Deno\.(readTextFile|writeTextFile|open)|Bun\.(file|write)|process\.(exit|cwd|on|chdir))(\.|$)/;

/** The domain knows neither the framework that serves it nor the outside world: it is tested and kept without them. */
export const pureDomain: CodeTest = code => {
  const places = new Map<string, Place[]>();
  for (const { from, import: one, target } of code.dependencies) {
    if (!('package' in target) || !isDomain(code, from.file)) continue;
    const allowed = code.layers.of(from.file).some(({ packages }) => packages.includes(target.package));
    const variant = allowed ? undefined : frameworks.test(target.package) ? 'framework' : reaching.test(target.package) || outside.has(target.package) ? 'reach' : undefined;
    if (variant) places.set(from.file, [...(places.get(from.file) ?? []), { variant, location: code.locate(from.file, one), fields: { layer: nameOf(code, from.file), package: target.package } }]);
  }
  for (const file of code.model.files) if (file.language === 'typescript' && isDomain(code, file.file)) places.set(file.file, [...(places.get(file.file) ?? []), ...globals(code, file)]);
  return [...places.values()].flat();
};

function globals(code: Codebase, file: CodeFile): Place[] {
  const calls = file.calls.filter(({ callee }) => reachingCalls.test(callee)).map(({ callee, start }) => ({ variant: 'global', location: code.locate(file.file, { start, end: start + callee.length }), fields: { layer: nameOf(code, file.file), name: callee } }));
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
