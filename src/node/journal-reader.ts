import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DamagedLine, JournalEvent } from '../core/progress/event';
import type { NewerEvent } from '../core/progress/line';
import { cannotRead } from './journal-errors';

interface Parsed {
  readonly events: JournalEvent[];
  readonly newer: NewerEvent[];
  readonly damaged: DamagedLine[];
}

/** Reads the files of a journal's folder, each parsed again only when it changed: files are appended to, mostly by others. */
export class JournalReader {
  private readonly cache = new Map<string, { readonly key: string; readonly parsed: Parsed }>();

  constructor(private readonly folder: string) {}

  /** Absolute paths, in a stable order; none if the folder is missing or unreadable. */
  async files(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter(name => name.endsWith('.jsonl')).sort().map(name => path.join(this.folder, name));
  }

  /** What all files hold, in the files' order, then the lines `waiting` in memory. Never rejects. */
  async read(waiting: readonly string[]): Promise<Parsed> {
    const files = await this.files();
    for (const known of this.cache.keys()) if (!files.includes(known)) this.cache.delete(known);
    const parts = [...await Promise.all(files.map(file => this.file(file))), await parse('', waiting.join('\n'))];
    return { events: parts.flatMap(p => p.events), newer: parts.flatMap(p => p.newer), damaged: parts.flatMap(p => p.damaged) };
  }

  private async file(file: string): Promise<Parsed> {
    try {
      const { size, mtimeMs } = await stat(file);
      const key = `${size} ${mtimeMs}`;
      const known = this.cache.get(file);
      if (known?.key === key) return known.parsed;
      const parsed = await parse(file, await readFile(file, 'utf8'));
      this.cache.set(file, { key, parsed });
      return parsed;
    } catch (error) {
      // Deleted by another window since it was listed: nothing is damaged.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { events: [], newer: [], damaged: [] };
      return { events: [], newer: [], damaged: [{ file, line: 1, reason: cannotRead(error) }] };
    }
  }
}

/** The schemas of events are loaded with the first line there is: an empty journal costs nothing. */
async function parse(file: string, text: string): Promise<Parsed> {
  const parsed: Parsed = { events: [], newer: [], damaged: [] };
  if (text.trim() === '') return parsed;
  const { readLine } = await import('../core/progress/line');
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const read = readLine(line);
    if (read.kind === 'event') parsed.events.push(read.event);
    else if (read.kind === 'newer') parsed.newer.push(read.event);
    else parsed.damaged.push({ file, line: index + 1, reason: read.reason });
  });
  return parsed;
}
