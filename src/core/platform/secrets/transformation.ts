import { matchRe2 } from '../../analysis/gitlab-ci/match';
import { isPlainMap, listAt, mapAt, stringAt, valueAt, type PlainMap } from '../../analysis/yaml/plain';
import { fromBase64, toBase64 } from '../cluster/base64';
import type { SecretVersion } from '../vault/vault';

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
    const rendered = render(isPlainMap(template) ? (stringAt(template, 'text') ?? '') : '', key, data);
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

type Rendered = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

/** What templates may apply to a value. */
const functions: Readonly<Record<string, (value: string) => string>> = { b64enc: toBase64, b64dec: fromBase64, trim: text => text.trim(), upper: text => text.toUpperCase(), lower: text => text.toLowerCase(), quote: text => JSON.stringify(text), toString: (text: string) => text };

/** A template of one value or several, each a key of the secret through simple functions; what Go's templates do more is refused by name. */
function render(text: string, name: string, data: Readonly<Record<string, string>>): Rendered {
  let error: string | undefined;
  const written = text.replace(/\s*\{\{-|\{\{|-\}\}\s*|\}\}/g, mark => (mark.includes('{{') ? '\0' : '\u0001')).split('\0').map((part, index) => {
    if (index === 0) return part;
    const [action = '', ...rest] = part.split('\u0001');
    const value = evaluate(action.trim(), data);
    if (!value.ok) error ??= `template: ${name}:1: ${value.error}`;
    return (value.ok ? value.text : '') + rest.join('');
  }).join('');
  return error === undefined ? { ok: true, text: written } : { ok: false, error };
}

function evaluate(action: string, data: Readonly<Record<string, string>>): Rendered {
  const [source = '', ...pipes] = action.split('|').map(step => step.trim());
  const [, first, field, quotedKey] = /^(?:(\w+)\s+)?\.Secrets(?:\.(\w+)|\s+"([^"]*)")$/.exec(source) ?? [];
  const key = field ?? quotedKey;
  if (key === undefined) return { ok: false, error: `cette expression n’est pas interprétée par la plateforme simulée : « ${source} »` };
  const before = first === undefined || first === 'get' || first === 'index' ? [] : [first];
  let text = Object.hasOwn(data, key) ? (data[key] ?? '') : '';
  for (const step of [...before, ...pipes]) {
    const apply = Object.hasOwn(functions, step) ? functions[step] : undefined;
    if (!apply) return { ok: false, error: `function "${step}" not defined` };
    text = apply(text);
  }
  return { ok: true, text };
}
