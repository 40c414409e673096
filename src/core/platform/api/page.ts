import type { KubeObject } from '../cluster/object';
import { fromBase64, toBase64 } from '../cluster/base64';

const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`;

/** The part of a list that `limit` and `continue` ask for, and the token of what follows. A token names the last object given, so that what is added or deleted meanwhile shifts nothing. */
export function page(all: readonly KubeObject[], limit: string | undefined, token: string | undefined): { readonly items: readonly KubeObject[]; readonly next: string | undefined } {
  const after = token ? fromBase64(token) : undefined;
  const left = after === undefined ? all : all.filter(object => keyOf(object) > after);
  const size = Number(limit);
  if (!limit || !Number.isInteger(size) || size <= 0 || left.length <= size) return { items: left, next: undefined };
  const items = left.slice(0, size);
  const last = items.at(-1);
  return { items, next: last && toBase64(keyOf(last)) };
}
