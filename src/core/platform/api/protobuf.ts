import type { PlainMap } from '../../analysis/yaml/plain';

/** How Kubernetes marks a body in protobuf: four bytes, then a `runtime.Unknown` that holds the object. */
const magic = [0x6b, 0x38, 0x73, 0x00];

type Fields = ReadonlyMap<number, Uint8Array>;

/** The fields of a message that are texts or messages, the last of each number; undefined when it is none. */
function fieldsOf(bytes: Uint8Array): Fields | undefined {
  const fields = new Map<number, Uint8Array>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; at < bytes.length && shift < 50; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const key = varint();
    const type = key % 8;
    if (type === 0) varint();
    else if (type === 1) at += 8;
    else if (type === 5) at += 4;
    else if (type === 2) {
      const length = varint();
      if (!(length <= bytes.length - at)) return undefined;
      fields.set(Math.floor(key / 8), bytes.subarray(at, at + length));
      at += length;
    } else return undefined;
  }
  return fields;
}

/**
 * Reads the one object clients send in protobuf that we answer to: `SelfSubjectAccessReview` (k8s.io/api, `authorization/v1/generated.proto`).
 * Undefined for anything else.
 */
export function accessReviewIn(body: Uint8Array, text: (bytes: Uint8Array) => string): PlainMap | undefined {
  if (!magic.every((byte, index) => body[index] === byte)) return undefined;
  const within = (fields: Fields | undefined, number: number) => (fields?.get(number) === undefined ? undefined : fieldsOf(fields.get(number) as Uint8Array));
  const unknown = fieldsOf(body.subarray(4));
  const kind = within(unknown, 1)?.get(2);
  if (kind === undefined || text(kind) !== 'SelfSubjectAccessReview') return undefined;
  const spec = within(within(unknown, 2), 2);
  const read = (fields: Fields | undefined, names: readonly string[]) => Object.fromEntries([...(fields ?? [])].flatMap(([number, bytes]) => (names[number] ? [[names[number], text(bytes)] as const] : [])));
  const path = within(spec, 2);
  if (path) return { spec: { nonResourceAttributes: read(path, ['', 'path', 'verb']) } };
  return { spec: { resourceAttributes: read(within(spec, 1), ['', 'namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name']) } };
}
