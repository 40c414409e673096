import { matchRe2 } from '../../analysis/gitlab-ci/match';
import { isPlainMap, listAt, mapAt, stringAt, valueAt, type PlainMap } from '../../analysis/yaml/plain';
import { toBase64 } from '../../analysis/base64';
import type { SecretVersion } from '../vault/vault';
import { renderTemplate } from './go-template';

/** The data of a Secret made from a secret of Vault, in base64; or why it cannot be made. */
export type Built = { readonly ok: true; readonly data: Readonly<Record<string, string>> } | { readonly ok: false; readonly error: string };

/** Applies the `transformation` of a destination as Vault Secrets Operator does: keys kept and left out by pattern, those that templates make, and `_raw` unless it is excluded. */
export function secretData({ data, version, deletedAt }: SecretVersion, destination: PlainMap): Built {
  const transformation = mapAt(destination, 'transformation');
  const patterns = (name: string) => listAt(transformation, name).filter(one => typeof one === 'string');
  const [includes, excludes] = [patterns('includes'), patterns('excludes')];
  const out: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) {
    const kept = (includes.length === 0 || includes.some(pattern => matchRe2(pattern, '', key))) && !excludes.some(pattern => matchRe2(pattern, '', key));
    if (kept) out[key] = toBase64(value);
  }
  for (const [key, template] of Object.entries(mapAt(transformation, 'templates'))) {
    const rendered = renderTemplate(key, isPlainMap(template) ? (stringAt(template, 'text') ?? '') : '', { Secrets: data, Metadata: { custom_metadata: null, destroyed: false, version } });
    if (!rendered.ok) return rendered;
    out[key] = toBase64(rendered.text);
  }
  // Vault's dates are left out: those of a run are virtual.
  const raw = JSON.stringify({ data: deletedAt === undefined ? sorted(data) : null, metadata: { custom_metadata: null, destroyed: false, version } });
  if (valueAt(transformation, 'excludeRaw') !== true) out['_raw'] = toBase64(raw);
  return { ok: true, data: out };
}

function sorted(data: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}
