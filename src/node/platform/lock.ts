import { closeSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** Takes a lock file for this process: the number of the one that lives and holds it, else nothing. A lock left by a process that died is taken over, by one taker alone. */
export function takeLock(file: string): number | undefined {
  const own = identityOf(process.pid);
  for (let attempt = 0; attempt < 20; attempt++) {
    if (made(file, own)) return undefined;
    const holder = contentOf(file);
    if (holder === undefined) continue;
    const pid = holds(holder);
    if (pid !== undefined) return pid;
    // Whoever removes a lock of the dead has to hold the lock of that very one: else it could remove the lock of who was faster.
    const right = `${file}.${holder.replace(/\W/g, '-').slice(0, 60)}`;
    if (right.length > file.length + 400) return 0;
    const faster = takeLock(right);
    if (faster !== undefined) return faster;
    if (contentOf(file) === holder) rmSync(file, { force: true });
    const taken = made(file, own);
    rmSync(right, { force: true });
    if (taken) return undefined;
  }
  return 0;
}

/** Gives a lock back; one that another process has taken meanwhile stays. */
export function releaseLock(file: string): void {
  const holder = contentOf(file);
  if (holder !== undefined && Number(holder.split(' ')[0]) === process.pid) rmSync(file, { force: true });
}

/** Whether a process of this number runs; one that is not ours to signal does, and one that died without its parent having asked how does not. */
export function lives(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !['Z', 'X'].includes(statusOf(pid)?.state ?? '');
}

/** Puts a lock in place with what it says, at once: one that is seen says who holds it. False when there is one already. */
function made(file: string, own: string): boolean {
  const part = `${file}.${process.pid}.part`;
  try {
    write(part, 'w', own);
    linkSync(part, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Some file systems have no links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR', 'EINVAL', 'UNKNOWN'].includes(code ?? '')) throw error;
    return madeInPlace(file, own);
  } finally {
    rmSync(part, { force: true });
  }
}

function madeInPlace(file: string, own: string): boolean {
  try {
    write(file, 'wx', own);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function write(file: string, flag: 'w' | 'wx', text: string): void {
  const handle = openSync(file, flag, 0o600);
  try {
    writeSync(handle, text);
  } finally {
    closeSync(handle);
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').slice(0, 200);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The number of the process that a lock names when it is the one that wrote it, and lives. Its number alone may have been given to another since. */
function holds(content: string): number | undefined {
  const [number = '', began] = content.trim().split(' ');
  const pid = Number(number);
  if (pid === process.pid || !lives(pid)) return undefined;
  const now = statusOf(pid)?.began;
  return began !== undefined && now !== undefined && began !== now ? undefined : pid;
}

/** What tells a process from any other: its number, and on Linux when it began. */
function identityOf(pid: number): string {
  const began = statusOf(pid)?.began;
  return began === undefined ? String(pid) : `${pid} ${began}`;
}

/** What Linux says of a process (proc(5)): its state, and when it began, in ticks since the machine did. Undefined elsewhere. */
function statusOf(pid: number): { readonly state: string; readonly began: string | undefined } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // A program's name, in parentheses, may hold anything.
    const [state = '', ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, began: fields[18] };
  } catch {
    return undefined;
  }
}
