import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DamagedLine, JournalEvent, JournalPort, NewEvent } from '../core/progress/event';
import type { NewerEvent } from '../core/progress/line';
import { inOrder } from '../core/progress/order';
import { cannotErase, cannotWrite } from './journal-errors';
import { JournalReader } from './journal-reader';
import { makeFolder } from './make-folder';

/** Everything the journal holds. `newer` are events that a newer version wrote: not shown, but exported. */
export interface JournalContent {
  readonly events: readonly JournalEvent[];
  readonly newer: readonly NewerEvent[];
  readonly damaged: readonly DamagedLine[];
}

/** The journal on disk. Failures reject with a French sentence. */
export interface JournalStore extends JournalPort {
  /** The folder that holds the journal's files; it may not exist yet. */
  readonly folder: string;
  /** Never rejects: a file that cannot be read is one more damaged line. */
  read(): Promise<JournalContent>;
  /** Adds events that already have an id and a time (an import), and resolves to how many were not there yet. Fails like `append`. */
  merge(events: readonly (JournalEvent | NewerEvent)[]): Promise<number>;
  /** Absolute paths of the journal's files, ours and those of other processes. */
  files(): Promise<readonly string[]>;
  /** Deletes every file of the journal and what waits in memory. */
  erase(): Promise<void>;
}

/**
 * The journal kept in `folder`, one event a line. Each process appends to a file of its own and reading is the union, so nothing is locked;
 * an event is on disk (fsync) when `append` resolves. Building it touches nothing.
 * `contentVersion` tells the version of the content events are earned on; if it fails, the event is kept all the same.
 */
export function journalIn(folder: string, contentVersion: () => Promise<string>): JournalStore {
  const reader = new JournalReader(folder);
  const own = path.join(folder, `${process.pid}-${randomUUID().slice(0, 8)}.jsonl`);
  /** Lines not on disk yet: being written, or refused by the disk and written with the next event. */
  const waiting: string[] = [];
  let torn = false;
  let queue: Promise<unknown> = Promise.resolve();
  /** One operation at a time, in the order asked; a failure is its caller's alone. */
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };

  const flush = async () => {
    const count = waiting.length;
    if (count === 0) return;
    try {
      await makeFolder(folder, 0o700);
      const handle = await open(own, 'a', 0o600);
      try {
        // After a write cut short, a line break keeps the half-written line from spoiling the next one.
        await handle.appendFile((torn ? '\n' : '') + waiting.map(line => `${line}\n`).join(''));
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      torn = true;
      throw cannotWrite(folder, error);
    }
    torn = false;
    waiting.splice(0, count);
  };
  const write = (events: readonly (JournalEvent | NewerEvent)[]) => {
    waiting.push(...events.map(event => JSON.stringify(event)));
    return flush();
  };
  const read = async (): Promise<JournalContent> => {
    const { events, newer, damaged } = await reader.read(waiting);
    return { events: inOrder(events), newer: inOrder(newer), damaged };
  };

  return {
    folder,
    read,
    files: () => reader.files(),
    append: (event: NewEvent) => enqueue(async () => {
      const content = await contentVersion().catch(() => 'inconnue');
      const stamped: JournalEvent = { ...event, id: randomUUID(), at: new Date().toISOString(), content };
      await write([stamped]);
      return stamped;
    }),
    merge: events => enqueue(async () => {
      const present = await read();
      const known = new Set([...present.events, ...present.newer].map(event => event.id));
      const added = inOrder(events).filter(event => !known.has(event.id));
      await write(added);
      return added.length;
    }),
    erase: () => enqueue(async () => {
      waiting.length = 0;
      for (const file of await reader.files()) await rm(file, { force: true }).catch(error => Promise.reject(cannotErase(file, error)));
    }),
  };
}
