import { isPlainMap, listAt, mapAt, stringAt, type PlainMap } from '../../analysis/yaml/plain';
import { toBase64 } from '../../analysis/base64';

/** One Secret that a SopsSecret asks for, its values in base64. */
export interface SecretTemplate {
  readonly name: string;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}


/** The Secrets a decrypted SopsSecret asks for: `data` is in base64 already, `stringData` is not and wins. */
export function secretsIn(document: PlainMap): SecretTemplate[] {
  return listAt(mapAt(document, 'spec'), 'secretTemplates').flatMap(one => {
    const name = stringAt(one, 'name');
    if (!isPlainMap(one) || !name) return [];
    const clear = Object.fromEntries(Object.entries(textsAt(one, 'stringData')).map(([key, value]) => [key, toBase64(value)]));
    return [{ name, type: stringAt(one, 'type') || 'Opaque', labels: textsAt(one, 'labels'), annotations: textsAt(one, 'annotations'), data: { ...textsAt(one, 'data'), ...clear } }];
  });
}

function textsAt(map: PlainMap, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(mapAt(map, key)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
