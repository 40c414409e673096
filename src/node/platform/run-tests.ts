import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Answer, Request } from '../../core/platform/event';
import type { TestsOutcome } from '../../core/platform/pipeline/executors/executor';
import { Fault, phrase, toldBy } from '../../core/platform/view/words/said';
import { runBounded } from '../run-bounded';
import { git } from './git';

/** How long tests may last, and how much of what they write is kept. */
const patience = 60_000;
const maxLines = 400;
const maxOutput = 256 * 1024;

type Asked = Request & { type: 'run-tests' };

/** Runs the tests of a Node project at the commit that a secondary repository below `folder` holds, in a folder of their own, if `allowed`; else answers why not. Never rejects. */
export function runningTests(folder: string, allowed: boolean, limit = patience): (request: Asked) => Promise<Answer> {
  return async asked => {
    const outcome = allowed ? await runTests(folder, asked, limit).catch((error: Error): TestsOutcome => ({ ran: false, reason: toldBy(error) })) : { ran: false, reason: phrase('testsRefused') } as const;
    return { type: 'tests-ran', pipeline: asked.pipeline, job: asked.job, outcome };
  };
}

async function runTests(folder: string, { project, repository, source, commit, folder: inside, script }: Asked, limit: number): Promise<TestsOutcome> {
  const place = await mkdtemp(path.join(os.tmpdir(), 'cpin-tests-'));
  try {
    const work = path.join(place, 'depot');
    await checkOut(path.join(folder, project, `${repository}.git`), commit, work);
    const cwd = path.join(work, inside);
    await linkModules(path.join(source, inside), cwd);
    return await run(cwd, script, place, limit);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** The files of the commit, links left out: nothing outside is reached by one. */
async function checkOut(bare: string, commit: string, work: string): Promise<void> {
  const listed = (await git(bare, ['ls-tree', '-r', '-z', '--full-tree', commit])).stdout.toString('utf8').split('\0').flatMap(line => {
    const [, mode, id = '', name = ''] = /^(\d+) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    return mode === undefined || mode === '120000' ? [] : [{ id, name }];
  });
  const { stdout } = await git(bare, ['cat-file', '--batch'], listed.map(({ id }) => `${id}\n`).join(''));
  let at = 0;
  for (const { name } of listed) {
    const end = stdout.indexOf(10, at);
    const size = Number(stdout.toString('utf8', at, end).split(' ')[2]);
    const file = path.join(work, name);
    if (!file.startsWith(work + path.sep) || !Number.isInteger(size)) throw new Fault(phrase('commitUnread'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, stdout.subarray(end + 1, end + 1 + size));
    at = end + 2 + size;
  }
}

/** The dependencies installed beside the primary repository serve, since none is downloaded. */
async function linkModules(from: string, to: string): Promise<void> {
  const modules = path.join(from, 'node_modules');
  if (existsSync(modules) && !existsSync(path.join(to, 'node_modules'))) await symlink(modules, path.join(to, 'node_modules'), 'junction');
}

/** `npm run SCRIPT`, with nothing of the user's environment but the way to programs. Everything it started ends with it. */
async function run(cwd: string, script: string, home: string, limit: number): Promise<TestsOutcome> {
  const { PATH = '', SystemRoot, ComSpec } = process.env;
  const env = { PATH: [path.dirname(process.execPath), PATH].join(path.delimiter), ...(SystemRoot ? { SystemRoot } : {}), ...(ComSpec ? { ComSpec } : {}), HOME: home, USERPROFILE: home, TMPDIR: home, TEMP: home, CI: 'true', NO_COLOR: '1', npm_config_offline: 'true', npm_config_update_notifier: 'false', npm_config_fund: 'false', npm_config_audit: 'false' };
  const windows = process.platform === 'win32';
  const ended = await runBounded({ program: windows ? 'npm.cmd' : 'npm', args: ['run', '--silent', script], cwd, env, limit, maxOutput, shell: windows }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Fault(phrase('npmAbsent')) : error;
  });
  const stopped = ended.stopped && (ended.stopped === 'output' ? phrase('testsTalk') : phrase('testsLast', Math.round(limit / 1000)));
  return { ran: true, code: stopped === undefined ? (ended.code ?? 1) : 1, lines: linesOf(ended.both, home), ...(stopped === undefined ? {} : { stopped }) };
}

/** What is shown of an output: without colours, nor where it ran on this machine. */
function linesOf(text: string, home: string): string[] {
  const plain = text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replaceAll(`${home}${path.sep}depot`, '/builds/depot').replaceAll(home, '/tmp');
  const lines = plain.split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  return lines.length > maxLines ? [...lines.slice(0, maxLines / 2), '…', ...lines.slice(-maxLines / 2)] : lines;
}
