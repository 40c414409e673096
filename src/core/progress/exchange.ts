import type { JournalEvent } from './event';
import { readEvent, type NewerEvent } from './line';

/** The name and version of the exported file's format: raised only when older readers would misread it. */
export const exportFormat = { name: 'coach-cpin-journal', version: 1 } as const;

/** The text of an export: one JSON document, readable by people and by the import of any later version. */
export function exportText(events: readonly (JournalEvent | NewerEvent)[], exportedAt: string): string {
  return `${JSON.stringify({ format: exportFormat.name, version: exportFormat.version, exportedAt, events }, undefined, 1)}\n`;
}

/** An item of the file that was left out. `index` is 1-based, as shown to people. */
export interface Ignored {
  readonly index: number;
  readonly reason: string;
}

export type ImportResult =
  | { readonly kind: 'refused'; readonly reason: 'notJson' | 'notOurs' | 'tooNew' }
  | { readonly kind: 'read'; readonly events: readonly (JournalEvent | NewerEvent)[]; readonly ignored: readonly Ignored[] };

const day = 24 * 60 * 60 * 1000;

/** Reads an untrusted file as an export. Never throws; one bad event does not spoil the others. `now`, in milliseconds, tells what is dated in the future. */
export function importText(text: string, now: number): ImportResult {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { kind: 'refused', reason: 'notJson' };
  }
  if (!isRecord(value) || value['format'] !== exportFormat.name || typeof value['version'] !== 'number' || !Array.isArray(value['events'])) return { kind: 'refused', reason: 'notOurs' };
  if (value['version'] > exportFormat.version) return { kind: 'refused', reason: 'tooNew' };
  const events: (JournalEvent | NewerEvent)[] = [];
  const ignored: Ignored[] = [];
  value['events'].forEach((item: unknown, index) => {
    const read = readEvent(item);
    // A reset dated in the future would forget everything earned until then. A day leaves room for clocks that disagree.
    if (read.kind !== 'damaged' && Date.parse(read.event.at) > now + day) ignored.push({ index: index + 1, reason: 'daté dans le futur' });
    else if (read.kind === 'damaged') ignored.push({ index: index + 1, reason: read.reason });
    else events.push(read.event);
  });
  return { kind: 'read', events, ignored };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
