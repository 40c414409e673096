const units: Readonly<Record<string, number>> = { s: 1, second: 1, sec: 1, m: 60, min: 60, mins: 60, minute: 60, h: 3_600, hr: 3_600, hour: 3_600, d: 86_400, day: 86_400, w: 604_800, wk: 604_800, week: 604_800, mo: 2_592_000, month: 2_592_000, y: 31_557_600, year: 31_557_600 };

/** A duration as GitLab reads it (`1h 30m`, `2 hours`, `90`), in milliseconds; undefined when it is none. A number alone is seconds. */
export function durationOf(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)/gi)].map(([, count, unit = '']) => Number(count) * (unit === '' ? 1 : (units[unit.toLowerCase()] ?? units[unit.toLowerCase().replace(/s$/, '')] ?? Number.NaN)));
  const seconds = parts.reduce((sum, part) => sum + part, 0);
  return parts.length > 0 && Number.isFinite(seconds) ? 1_000 * seconds : undefined;
}

/** A duration as Go writes it: `1h0m0s`. */
export function goDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds % 60}s`;
}
