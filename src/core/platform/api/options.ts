import { failure } from './status';

/** What is wrong with an option: where, why in a machine's word, and in the server's own. */
interface Fault {
  readonly field: string;
  readonly reason: 'FieldValueForbidden' | 'FieldValueNotSupported' | 'FieldValueInvalid';
  readonly message: string;
}

export type Refusal = ReturnType<typeof failure>;
type Query = Readonly<Record<string, string>>;

/** Options that are not those of their kind, as the API server refuses them (apimachinery, `errors.NewInvalid`). */
export function invalidOptions(kind: string, group: string, name: string, faults: readonly Fault[]): Refusal {
  const texts = faults.map(({ field, message }) => `${field}: ${message}`);
  const all = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const causes = faults.map(({ field, reason, message }) => ({ reason, message, field }));
  return failure(422, 'Invalid', `${kind}${group ? `.${group}` : ''} "${name}" is invalid: ${all}`, { ...(name ? { name } : {}), ...(group ? { group } : {}), kind, causes });
}

export const forbiddenField = (field: string, why: string): Fault => ({ field, reason: 'FieldValueForbidden', message: `Forbidden: ${why}` });
export const unsupportedField = (field: string, value: string, admitted: readonly string[]): Fault => ({ field, reason: 'FieldValueNotSupported', message: `Unsupported value: ${value}: supported values: ${admitted.map(one => `"${one}"`).join(', ')}` });
export const invalidField = (field: string, value: string, why: string): Fault => ({ field, reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${why}` });

/** A whole number among options; the refusal of one that does not read as such. */
export function integerOf(query: Query, key: string): { readonly ok: true; readonly value: number | undefined } | { readonly ok: false; readonly refusal: Refusal } {
  const text = query[key];
  if (text === undefined || text === '') return { ok: true, value: undefined };
  if (/^[-+]?\d+$/.test(text)) return { ok: true, value: Number(text) };
  return { ok: false, refusal: failure(400, 'BadRequest', `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`) };
}

/** Whether an option is set, as the API server reads one: anything is yes but `0` and `false`. */
export function isSet(text: string | undefined): boolean {
  return text !== undefined && text !== '0' && text.toLowerCase() !== 'false';
}

/** Why a list, or what changes of it, cannot be asked for so (apimachinery, `ValidateListOptions`; apiserver, `storage.ValidateListOptions`). `newest` is the version the server is at. */
export function listRefusal(query: Query, newest: number): Refusal | undefined {
  for (const key of ['limit', 'timeoutSeconds']) {
    const read = integerOf(query, key);
    if (!read.ok) return read.refusal;
  }
  const watching = isSet(query['watch']);
  const faults = watching ? watchFaults(query) : listFaults(query);
  if (faults.length > 0) return invalidOptions('ListOptions', 'meta.k8s.io', '', faults);
  return watching ? watchVersionRefusal(query) : versionRefusal(query, newest);
}

const match = 'resourceVersionMatch';

function watchFaults({ sendInitialEvents, resourceVersionMatch, continue: token }: Query): Fault[] {
  if (sendInitialEvents !== undefined) return [
    ...(resourceVersionMatch === 'NotOlderThan' ? [] : [forbiddenField(match, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan')]),
    ...(resourceVersionMatch && resourceVersionMatch !== 'NotOlderThan' ? [unsupportedField(match, JSON.stringify(resourceVersionMatch), ['NotOlderThan'])] : []),
    ...(token ? [forbiddenField(match, 'resourceVersionMatch is forbidden when continue is provided')] : []),
  ];
  return [
    ...(resourceVersionMatch ? [forbiddenField(match, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided')] : []),
    ...(token ? [forbiddenField(match, 'resourceVersionMatch is forbidden when continue is provided')] : []),
  ];
}

function listFaults({ sendInitialEvents, resourceVersionMatch: how, resourceVersion: version, continue: token }: Query): Fault[] {
  const faults = sendInitialEvents === undefined ? [] : [forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list')];
  if (!how) return faults;
  return [
    ...faults,
    ...(version ? [] : [forbiddenField(match, 'resourceVersionMatch is forbidden unless resourceVersion is provided')]),
    ...(token ? [forbiddenField(match, 'resourceVersionMatch is forbidden when continue is provided')] : []),
    ...(how === 'Exact' || how === 'NotOlderThan' ? [] : [unsupportedField(match, JSON.stringify(how), ['Exact', 'NotOlderThan', ''])]),
    ...(how === 'Exact' && version === '0' ? [forbiddenField(match, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"')] : []),
  ];
}

const unread = (version: string) => `resourceVersion: Invalid value: ${JSON.stringify(version)}: strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`;

function watchVersionRefusal({ resourceVersion = '' }: Query): Refusal | undefined {
  return /^\d*$/.test(resourceVersion) ? undefined : failure(500, '', unread(resourceVersion));
}

/** A version that does not read, that a token already says, or that is still to come. */
function versionRefusal({ resourceVersion = '', continue: token }: Query, newest: number): Refusal | undefined {
  if (token && resourceVersion !== '' && resourceVersion !== '0') return failure(400, 'BadRequest', 'specifying resource version is not allowed when using continue');
  if (!/^\d*$/.test(resourceVersion)) return failure(400, 'BadRequest', `invalid resource version: ${unread(resourceVersion)}`);
  return Number(resourceVersion) > newest ? tooLarge(resourceVersion, newest) : undefined;
}

/** Why one object cannot be read at a version. */
export function getRefusal({ resourceVersion = '' }: Query, newest: number): Refusal | undefined {
  return versionRefusal({ resourceVersion }, newest);
}

function tooLarge(version: string, newest: number): Refusal {
  return failure(504, 'Timeout', `Timeout: Too large resource version: ${version}, current: ${newest}`, { causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }] });
}
