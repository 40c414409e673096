import { isPlainMap, mapAt, type Plain, type PlainMap } from '../yaml/plain';
import type { Conflict } from './conflicts';

/** The words GitLab knows in a length of time: units, in full or not, and what joins them. */
const words = /^(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|dys?|w|wks?|weeks?|mo|mos|months?|mths?|y|yrs?|years?|and|with|plus|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty)$/i;

/** The lengths of time of a job that GitLab cannot read. */
export function unreadDurations(definition: PlainMap): Conflict[] {
  const places = [[definition['timeout'], ['timeout']], [definition['start_in'], ['start_in']], [mapAt(definition, 'artifacts')['expire_in'], ['artifacts', 'expire_in'], 'never'], [mapAt(definition, 'environment')['auto_stop_in'], ['environment', 'auto_stop_in'], 'never']] as const;
  return places.flatMap(([value, path, never]) => (value === undefined || isLength(value, never) ? [] : [{ path: [...path], message: `« ${path.join('.')} » n’est pas une durée que GitLab lit (« ${String(value)} »). Écrivez un nombre et son unité, en anglais, comme « 30 minutes » ou « 1 week ».` }]));
}

function isLength(value: Plain, never?: string): boolean {
  if (value === null || typeof value === 'number' || Array.isArray(value) || isPlainMap(value)) return true;
  const text = String(value).trim();
  if (text === never || text.includes('$') || /^\d+(:\d+){1,2}$/.test(text)) return true;
  const parts = text.match(/\d+(?:\.\d+)?|[^\s\d,.]+/g) ?? [];
  return parts.length > 0 && parts.every(part => /^\d/.test(part) || words.test(part)) && !/^[a-z]+$/i.test(text.replace(/^(a|an|one|two|three|four|five|six|seven|eight|nine|ten)\s+/i, '1'));
}
