import { leaksInConnections } from './connections';
import { leaksByFormat } from './formats';
import { leaksInCode, leaksInLines } from './lines';
import { masked } from './value';

/** What another program wrote and we are to show, without the secrets in it: those we know by their form or name, and what looks made by a machine. Its words are not ours to judge: where in doubt, less is shown. */
export function withoutSecrets(text: string): string {
  let shown = text;
  for (const find of [leaksByFormat, leaksInConnections, leaksInCode, leaksInLines]) {
    for (const { start, end, excerpt } of [...find(shown)].sort((a, b) => b.start - a.start)) shown = shown.slice(0, start) + excerpt + shown.slice(end);
  }
  shown = shown.replace(/[\w+/=-]{20,}/g, run => (isMade(run) ? masked(run) : run));
  if (!/secret|passw|pwd|token|credential|api.?key|mot de passe|entropy/i.test(shown)) return shown;
  return shown.replace(/(["'`«“])([^"'`«»“”\s]{6,})(?=["'`»”])/g, (whole, open: string, value: string) => (/\d/.test(value) && /[A-Za-z]/.test(value) ? open + masked(value) : whole));
}

/** Digits, capitals and small letters mixed, or nothing but hexadecimal digits. */
function isMade(run: string): boolean {
  return (/\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run)) || /^[0-9a-f]{32,}$/i.test(run);
}
