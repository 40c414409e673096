import type { KubeObject } from '../cluster/object';
import { fromBase64, toBase64 } from '../../analysis/base64';
import { failure } from './status';

const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`;
const version = 'meta.k8s.io/v1';

/** A page of a list, and the token of what follows; or why the token cannot be taken. */
export type Page = { readonly ok: true; readonly items: readonly KubeObject[]; readonly next: string | undefined; /** How many follow. */ readonly left: number } | { readonly ok: false; readonly code: number; readonly body: string };

/**
 * The part of a list that `limit` and `continue` ask for. A token names the last object given, so that what is added or deleted meanwhile shifts nothing, and the version
 * the list began at, as the API server's own does (apiserver, `storage/continue.go`); one of a list that began before `oldest` is over, and its client lists again.
 */
export function page(all: readonly KubeObject[], query: Readonly<Record<string, string>>, at: { readonly newest: number; readonly oldest: number }): Page {
  const { limit, continue: token } = query;
  const after = token ? readToken(token, at.oldest) : undefined;
  if (typeof after === 'object') return { ok: false, ...after };
  const left = after === undefined ? all : all.filter(object => keyOf(object) > after);
  const size = Number(limit);
  if (!limit || size <= 0 || left.length <= size) return { ok: true, items: left, next: undefined, left: 0 };
  const items = left.slice(0, size);
  const last = items.at(-1);
  return { ok: true, items, next: last && toBase64(JSON.stringify({ v: version, rv: at.newest, start: keyOf(last) })), left: left.length - size };
}

function readToken(token: string, oldest: number): string | ReturnType<typeof failure> {
  const bad = (why: string) => failure(400, 'BadRequest', `invalid continue token: continue key is not valid: ${why}`);
  const text = fromBase64(token);
  try {
    const read = JSON.parse(text) as { v?: unknown; rv?: unknown; start?: unknown };
    if (read.v !== version) return bad(`server does not recognize this encoded version ${String(read.v ?? '')}`);
    if (typeof read.start !== 'string' || typeof read.rv !== 'number') return bad(`encoded start resourceVersion 0 (${version})`);
    return read.rv < oldest ? failure(410, 'Expired', 'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.') : read.start;
  } catch {
    return bad(text === '' ? 'unexpected end of JSON input' : `invalid character '${text[0] ?? ''}' looking for beginning of value`);
  }
}
