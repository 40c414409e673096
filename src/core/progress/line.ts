import * as z from 'zod';
import { journalEvent, type JournalEvent } from './event';

// One line of a journal, or one item of an export: both hold an event, ours or one that a newer version of the product wrote.

const types = new Set(journalEvent.options.map(option => option.shape.type.value as string));

/** An event whose type this version does not know: passed over in what is shown, kept on disk, carried along by an export. */
const newerEvent = z.looseObject({ id: z.string().min(8), at: z.iso.datetime(), content: z.string(), type: z.string().refine(type => !types.has(type)) });
export type NewerEvent = z.infer<typeof newerEvent>;

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: JournalEvent }
  | { readonly kind: 'newer'; readonly event: NewerEvent }
  | { readonly kind: 'damaged'; readonly reason: string };

/** Reads an untrusted value as an event. Never throws: what cannot be one comes back as `damaged`, with the reason in French. */
export function readEvent(value: unknown): ReadEvent {
  const newer = newerEvent.safeParse(value);
  if (newer.success) return { kind: 'newer', event: newer.data };
  const known = journalEvent.safeParse(value);
  if (known.success) return { kind: 'event', event: known.data };
  const fields = known.error.issues.map(issue => issue.path.map(String).join('.')).filter(field => field !== '');
  return { kind: 'damaged', reason: fields.length > 0 ? `champ absent ou mal formé : ${[...new Set(fields)].join(', ')}` : 'ce n’est pas un événement du journal' };
}

/** Reads one line of text as an event, as above. */
export function readLine(text: string): ReadEvent {
  try {
    return readEvent(JSON.parse(text));
  } catch {
    return { kind: 'damaged', reason: 'la ligne n’est pas du JSON complet (écriture interrompue ou fichier modifié)' };
  }
}
