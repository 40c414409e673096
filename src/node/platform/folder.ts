import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Input } from '../../core/platform/event';
import { Fault, phrase } from '../../core/platform/view/words/said';
import { makeFolder } from '../make-folder';
import { releaseLock, takeLock } from './lock';
import { NotKept, type RunLog } from './runner';

/** One line of the run: when, in virtual milliseconds, and what came from outside; without an input, only that time had passed. */
export interface Recorded {
  readonly at: number;
  readonly input?: Input;
}

/** How to reach the process that holds a state folder. */
export interface Endpoint {
  readonly pid: number;
  readonly api: string;
  readonly console: string;
  readonly token: string;
}

export class Held extends Fault {
  constructor(readonly pid: number) {
    super(phrase('held', pid));
  }
}

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const noRight = new Set(['EROFS', 'EACCES', 'EPERM']);

/** Why a state folder does not take what is written there, and what to do; what is no refusal of the system stays as it is. */
export function notKept(error: unknown, root: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || error instanceof NotKept) return error;
  return new NotKept(phrase(noRoom.has(code) ? 'noRoom' : noRight.has(code) ? 'readOnly' : code === 'ENOENT' || code === 'ENOTDIR' ? 'noFolder' : 'diskRefuses', root, code));
}

/** Everything a run keeps, in one folder: `run.jsonl` (its inputs), `snapshot.json`, `platform.json` while it runs, certificate and repositories. */
export class StateFolder implements RunLog {
  private lines: number | undefined;

  constructor(readonly root: string) {}

  file(name: string): string {
    return path.join(this.root, name);
  }

  /** Takes the folder for this process; throws `Held` when another one that lives has it. A lock left by a process that died is taken over. */
  async take(): Promise<void> {
    await makeFolder(this.root, 0o700);
    const holder = takeLock(this.file('lock'));
    if (holder !== undefined) throw new Held(holder);
  }

  release(): void {
    if (this.lines !== undefined) closeSync(this.lines);
    this.lines = undefined;
    rmSync(this.file('platform.json'), { force: true });
    releaseLock(this.file('lock'));
  }

  /** On disk when it returns: what a client was told survives a kill. Throws `NotKept` when the disk refuses, and leaves nothing of the line: half of it would spoil the next one. */
  append(at: number, input?: Input): void {
    this.lines ??= openSync(this.file('run.jsonl'), 'a', 0o600);
    const { size } = fstatSync(this.lines);
    try {
      writeWhole(this.lines, `${JSON.stringify({ at, ...(input ? { input } : {}) })}\n`);
      fsyncSync(this.lines);
    } catch (error) {
      ftruncateSync(this.lines, size);
      throw notKept(error, this.root);
    }
  }

  /** The inputs recorded so far. A last line cut short by a kill was told to nobody: it is dropped, so that the next one is not spoiled. */
  async recorded(): Promise<Recorded[]> {
    const file = this.file('run.jsonl');
    if (!existsSync(file)) return [];
    const text = await readFile(file, 'utf8');
    const lines = text.split('\n').filter(Boolean);
    const read = lines.map(parse);
    const good = read.findIndex(line => line === undefined);
    const kept = good < 0 ? lines : lines.slice(0, good);
    if (kept.length < lines.length || !text.endsWith('\n')) {
      await writeFile(`${file}.part`, kept.map(line => `${line}\n`).join(''), { mode: 0o600 });
      // Copied, not moved: the run is never without its file.
      if (kept.length < lines.length) await copyFile(file, `${file}.damaged`);
      await rename(`${file}.part`, file);
    }
    return read.slice(0, kept.length) as Recorded[];
  }

  /** The inputs written so far, while the run goes on: all at once, so that none comes between. */
  written(): Recorded[] {
    const file = this.file('run.jsonl');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(line => parse(line) ?? []) : [];
  }

  /** Written beside, then put in place: never half there. Throws `NotKept` when the disk refuses. */
  write(name: string, text: string): void {
    const part = this.file(`${name}.part`);
    const handle = openSync(part, 'w', 0o600);
    try {
      writeWhole(handle, text);
      fsyncSync(handle);
    } catch (error) {
      rmSync(part, { force: true });
      throw notKept(error, this.root);
    } finally {
      closeSync(handle);
    }
    renameSync(part, this.file(name));
  }

  read<T>(name: string): T | undefined {
    try {
      return JSON.parse(readFileSync(this.file(name), 'utf8')) as T;
    } catch {
      return undefined;
    }
  }
}

/** All of a text, or an error: a disk that is almost full takes a part, and says nothing. */
function writeWhole(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
}

function parse(line: string): Recorded | undefined {
  try {
    const value = JSON.parse(line) as Recorded;
    return typeof value.at === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}
