import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import addresses from '../../core/platform/addresses.json';
import { isProtected } from '../../core/platform/forge/protection';
import { pushGreeting, pushRefusal } from '../../core/platform/forge/push-rules';
import { environment, git, safe } from './git';
import { bearer, sameSecret } from './guard';
import { commandsOf, packOf, refusal, remark, type RefUpdate } from './git-push';
import type { Runner } from './runner';
import { readTree } from './tree';

/** What git may send at once, and how long one exchange may last. */
const maxPush = 64 * 1024 * 1024;
const patience = 60_000;
/** More than this is not even listened to. */
const longest = 1024 * 1024 * 1024;

const address = /^\/forge-mi\/projects\/([a-z0-9]{2,20})\/([a-z0-9-]{2,20})\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Whether a request is git's, for one of the platform's repositories. */
export function isGit(pathname: string): boolean {
  return pathname.startsWith('/forge-mi/');
}

/** Answers clone, fetch and push with git's own server (`git http-backend`), for who has the platform's token as password. `folder` holds the secondary repositories. */
export async function gitRequest(runner: Runner, token: string, folder: string, pathname: string, query: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const say = (code: number, text: string, headers: Record<string, string> = {}) => void response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);
  const password = Buffer.from(/^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '', 'base64').toString('utf8').replace(/^[^:]*:/, '');
  if (!sameSecret(password, token) && !sameSecret(bearer(request), token)) return say(401, 'HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you\'re required to use a token instead of a password.', { 'www-authenticate': 'Basic realm="GitLab"' });
  const [, project = '', name = '', service = ''] = address.exec(pathname) ?? [];
  const known = runner.state.console.projects.find(({ slug }) => slug === project)?.repositories.some(one => one.name === name);
  if (!known) return say(404, 'The project you were looking for could not be found or you don\'t have permission to view it.');
  const bare = path.join(folder, project, `${name}.git`);
  await mkdir(bare, { recursive: true, mode: 0o700 });
  await git(bare, ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', '.']);
  const branches = (runner.state.forge.branches[`${project}/${name}`] ?? []).map(branch => branch.name);
  await git(bare, ['symbolic-ref', 'HEAD', `refs/heads/${branches.includes('main') ? 'main' : (branches.at(-1) ?? 'main')}`]);
  const sent = request.method === 'POST' ? await bodyOf(request).catch(() => undefined) : { whole: true, bytes: undefined };
  if (!sent || (!sent.whole && service !== 'git-receive-pack')) return say(413, '413 Request Entity Too Large', { connection: 'close' });
  const body = sent.bytes;
  if (service !== 'git-receive-pack' || body === undefined) return backend(bare, service, query, request, body, response);
  const updates = commandsOf(body);
  const full = `${project}/${name}`;
  const refuse = (said: string) => void response.writeHead(200, { 'content-type': 'application/x-git-receive-pack-result', 'cache-control': 'no-cache' }).end(refusal(updates, said));
  if (!sent.whole) return refuse(`fatal: pack exceeds maximum allowed size (${maxPush / 1024 / 1024}.00 MiB)`);
  for (const update of updates) {
    const said = pushRefusal(runner.state.forge, full, { ...update, forced: isProtected(runner.state.forge, full, update.ref.replace(/^refs\/heads\//, '')) && (await isForced(bare, body, update)) });
    if (said !== undefined) return refuse(said);
  }
  const greeting = body.subarray(0, 1_000).includes('side-band-64k') ? updates.flatMap(update => pushGreeting(runner.state.forge, full, `https://${addresses.gitlab}/forge-mi/projects/${full}`, update) ?? []).join('') : '';
  await backend(bare, service, query, request, body, response, () => learn(runner, project, name, bare, updates), greeting === '' ? undefined : remark(greeting));
}

/** Whether what a branch holds is not in what it is asked to become: told from the objects that come with the push, kept apart from those of the repository. */
async function isForced(bare: string, body: Buffer, { from, to }: RefUpdate): Promise<boolean> {
  if (/^0+$/.test(from) || /^0+$/.test(to)) return false;
  const apart = await mkdtemp(path.join(bare, 'incoming-'));
  try {
    const env = { GIT_OBJECT_DIRECTORY: apart, GIT_ALTERNATE_OBJECT_DIRECTORIES: path.join(bare, 'objects') };
    await git(bare, ['unpack-objects', '-q'], packOf(body), env);
    return (await git(bare, ['merge-base', '--is-ancestor', from, to], undefined, env)).code === 1;
  } finally {
    await rm(apart, { recursive: true, force: true });
  }
}

/** The body of a request, or its beginning when it is longer than a push may be: git listens to nothing before it has sent all, so the rest is read and kept nowhere. Rejects beyond what is read of anybody. */
async function bodyOf(request: IncomingMessage): Promise<{ readonly whole: boolean; readonly bytes: Buffer }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > longest) throw new Error('request body too large');
    if (size <= maxPush) chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return { whole: size <= maxPush, bytes: request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes, { maxOutputLength: maxPush }) : bytes };
}

/** One exchange with `git http-backend` (a CGI program): its head becomes the answer's, its body follows as it comes, and `before` is done before it ends. */
function backend(bare: string, service: string, query: string, request: IncomingMessage, body: Buffer | undefined, response: ServerResponse, before: () => Promise<void> = () => Promise.resolve(), first?: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...environment(), GIT_PROJECT_ROOT: path.dirname(bare), GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: `/${path.basename(bare)}/${service}`, REQUEST_METHOD: request.method ?? 'GET', QUERY_STRING: query, CONTENT_TYPE: request.headers['content-type'] ?? '', REMOTE_USER: 'apprenant', REMOTE_ADDR: request.socket.remoteAddress ?? '', ...(body ? { CONTENT_LENGTH: String(body.length) } : {}), ...(request.headers['git-protocol'] ? { GIT_PROTOCOL: String(request.headers['git-protocol']) } : {}) };
    const child = spawn('git', [...safe, '-c', 'http.receivepack=true', '-c', 'receive.autogc=false', '-c', 'receive.denyDeleteCurrent=ignore', '-c', `receive.maxInputSize=${maxPush}`, 'http-backend'], { cwd: bare, env, stdio: ['pipe', 'pipe', 'ignore'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    let head: Buffer | undefined = Buffer.alloc(0);
    child.stdout.on('data', (chunk: Buffer) => {
      if (head === undefined) return void response.write(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const headers = Object.fromEntries(head.toString('latin1', 0, end).split('\r\n').map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
      const { status = '200', ...others } = headers;
      response.writeHead(Number(status.split(' ')[0]) || 200, others);
      if (first && response.statusCode === 200) response.write(first);
      response.write(head.subarray(end + 4));
      head = undefined;
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      if (head !== undefined) response.writeHead(500, { 'content-type': 'text/plain' });
      // The client goes on once the answer has ended: what it sent is known by then.
      before().then(() => response.end(() => resolve()), reject);
    });
    response.on('close', () => child.exitCode === null && child.kill());
    child.stdin.on('error', () => undefined);
    child.stdin.end(body);
  });
}

/** What was pushed is known to the platform from the repository itself: its pipeline starts, as when GitLab takes a push. */
async function learn(runner: Runner, project: string, repository: string, bare: string, updates: readonly RefUpdate[]): Promise<void> {
  for (const { ref } of updates) {
    const branch = /^refs\/heads\/([\w][\w./-]{0,200})$/.exec(ref)?.[1];
    if (branch === undefined) continue;
    const there = await git(bare, ['rev-parse', '--verify', '--quiet', ref]);
    if (there.code !== 0) runner.learn({ type: 'pushed', project, repository, branch });
    else {
      const tree = await readTree(bare, ref).catch(() => undefined);
      if (tree) runner.learn({ type: 'pushed', project, repository, branch, tree });
    }
  }
}
