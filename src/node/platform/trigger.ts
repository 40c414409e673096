import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { sameSecret } from './guard';
import type { Runner } from './runner';
import addresses from '../../core/platform/addresses.json';

/** The number of a project's `mirror` repository in the platform's GitLab (GIT_MIRROR_PROJECT_ID). */
export function mirrorId(token: string, project: string): number {
  return 1000 + (createHmac('sha256', token).update(`id/${project}`).digest().readUInt16BE(0) % 9000);
}

/** The token that starts a project's `mirror` pipeline (GIT_MIRROR_TOKEN). */
export function mirrorToken(token: string, project: string): string {
  return `glptt-${createHmac('sha256', token).update(`trigger/${project}`).digest('hex').slice(0, 40)}`;
}

/** `POST /api/v4/projects/{id}/trigger/pipeline`, as the primary chain calls it (sheet 03 §2): token, ref=main, variables[GIT_BRANCH_DEPLOY], variables[PROJECT_NAME]. */
export function trigger(runner: Runner, token: string, id: string, body: string, type: string, response: ServerResponse): void {
  const reply = (code: number, value: object) => void response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  const given = fields(body, type);
  const missing = ['token', 'ref'].filter(name => !given.get(name));
  if (missing.length > 0) return reply(400, { error: missing.map(name => `${name} is missing`).join(', ') });
  const project = runner.state.console.projects.find(({ slug }) => String(mirrorId(token, slug)) === id || id === `forge-mi/projects/${slug}/mirror`);
  if (!project || !sameSecret(given.get('token') ?? '', mirrorToken(token, project.slug))) return reply(404, { message: '404 Not Found' });
  if (given.get('ref') !== 'main') return reply(400, { message: { base: ['Reference not found'] } });
  const repository = given.get('variables[PROJECT_NAME]') ?? '';
  const branch = given.get('variables[GIT_BRANCH_DEPLOY]') || 'main';
  const outcome = runner.give({ type: 'synchronise', project: project.slug, repository, branch });
  if (!outcome.ok) return reply(400, { message: { base: [outcome.message] } });
  reply(201, { id: runner.state.forge.syncs.at(-1)?.id, ref: 'main', status: 'created', source: 'trigger', web_url: `https://${addresses.gitlab}/forge-mi/projects/${project.slug}/mirror/-/pipelines` });
}

/** A form, as curl sends it with `-F` (multipart) or `-d`. */
function fields(body: string, type: string): Map<string, string> {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) return new Map(new URLSearchParams(body));
  return new Map(body.split(`--${boundary}`).flatMap(part => {
    const match = /name="([^"]+)"[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n([\s\S]*?)\r?\n$/.exec(part);
    return match ? [[match[1] ?? '', match[2] ?? ''] as const] : [];
  }));
}
