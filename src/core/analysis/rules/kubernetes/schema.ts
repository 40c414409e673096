import type { KubernetesObject } from '../../kubernetes/object';
import { misfitsOf, type Expected, type Misfit, type Unread } from '../../schema/check';
import type { Description } from '../../schema/description';
import { knownKind } from '../../schema/kinds';
import { secretName } from '../../secrets/value';
import { nearest } from '../../schema/nearest';
import { removalOf } from '../../schema/removed';
import { fixOf, renameKey, replaceScalar, rewriteScalar } from '../../yaml/edit';
import { isPlainMap, stringAt, type Plain, type PlainMap } from '../../yaml/plain';
import type { Path } from '../../yaml/nodes';
import type { Fix } from '../../finding';
import type { NeighbourTest, Place } from '../test';
import { inAdmittedCase, refusals, refused, written } from './refusals';

/**
 * An object is what the API says its kind is: the cluster drops an unknown field, and refuses a wrong type, a missing field, a version it no longer serves, and what its own
 * validation does.
 */
export const schema: NeighbourTest = (object, workspace) => {
  const description = workspace.schemas?.kubernetes();
  // What a broken document seems to hold is not what its author wrote.
  if (!description || object.broken) return [];
  const twice = object.duplicates.map(({ location, key }): Place => ({ variant: 'duplicate', location, fields: { key } }));
  const apiVersion = stringAt(object.value, 'apiVersion') ?? '';
  const known = knownKind(apiVersion, object.kind, description);
  switch (known.is) {
    case 'unjudged': return twice;
    case 'described': return [...twice, ...misfits(object, known.definition, description, object.instructs || workspace.patches.has(object.file))];
    case 'nowhere': return [...twice, unknownKind(object, apiVersion, known.kinds, description)];
    case 'elsewhere': return [...twice, unknownVersion(object, apiVersion, known.apiVersions, description)];
  }
};

function unknownKind(object: KubernetesObject, apiVersion: string, kinds: readonly string[], description: Description): Place {
  const removal = removalOf(apiVersion, object.kind);
  if (removal) return { variant: 'removed', location: object.locate(['apiVersion']), fields: { apiVersion, since: removal.since, advice: removal.advice ?? '' } };
  const meant = nearest(object.kind, kinds);
  return { variant: 'kind', location: object.locate(['kind']), fields: { apiVersion, version: description.version, hint: meant === undefined ? '' : `Vouliez-vous \`${meant}\` ?` }, fix: () => (meant !== undefined && faultsIn({ ...object.value, kind: meant }, description) === 0 ? replacing(object, ['kind'], meant) : undefined) };
}

function unknownVersion(object: KubernetesObject, apiVersion: string, others: readonly string[], description: Description): Place {
  const removal = removalOf(apiVersion, object.kind);
  const instead = removal?.instead ?? others[0] ?? '';
  const fields = removal ? { apiVersion, since: removal.since, advice: `écrivez \`${instead}\`` } : { apiVersion, version: description.version, known: others.map(one => `\`${one}\``).join(' ou ') };
  return { variant: removal ? 'removed' : 'version', location: object.locate(['apiVersion']), fields, fix: () => (faultsIn({ ...object.value, apiVersion: instead }, description) === 0 ? replacing(object, ['apiVersion'], instead) : undefined) };
}

/** How many things the cluster would find wrong in a value: a fix is one only when none is left, or fewer than before. */
function faultsIn(value: PlainMap, description: Description): number {
  const known = knownKind(stringAt(value, 'apiVersion') ?? '', stringAt(value, 'kind') ?? '', description);
  if (known.is !== 'described') return Infinity;
  const unread: Unread[] = [];
  const found = misfitsOf(value, known.definition, description, { unread });
  return found.length + (named(value) ? 0 : 1) + refused(value, found, unread, false).length;
}

/** The same value with another name for the field at `path`. */
function renamed(value: Plain, [step, ...rest]: Path, name: string): Plain {
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? renamed(item, rest, name) : item));
  if (!isPlainMap(value) || step === undefined) return value;
  const { [String(step)]: inner = null, ...others } = value;
  return rest.length === 0 ? { ...others, [name]: inner } : { ...value, [String(step)]: renamed(inner, rest, name) };
}

function replacing(object: KubernetesObject, path: Path, text: string): Fix | undefined {
  return fixOf(`Écrire ${path.join('.')}: ${text}`, replaceScalar(object, path, text));
}

/** A patch says only what it changes, and may hold instructions to who applies it: it is not judged as a whole. */
function misfits(object: KubernetesObject, definition: string, description: Description, patch: boolean): Place[] {
  const unread: Unread[] = [];
  const found = misfitsOf(object.value, definition, description, { unread });
  if (patch) return found.filter(misfit => !(misfit.is === 'missing' || misfit.is === 'empty' || (misfit.is === 'unknown' && misfit.field.startsWith('$')))).map(misfit => placeOf(object, misfit, description));
  if (!named(object.value)) found.push({ is: 'missing', path: ['metadata'], field: 'name' });
  return [...found.map(misfit => placeOf(object, misfit, description)), ...(local.has(object.group) ? [] : refusals(object, found, unread))];
}

/** Read by a program of the developer's machine: no API server sees it. */
const local = new Set(['kustomize.config.k8s.io']);

const named = (value: PlainMap): boolean => isPlainMap(value['metadata']) && ['name', 'generateName'].some(key => stringAt(value, 'metadata', key) !== undefined || typeof (value['metadata'] as Record<string, Plain>)[key] === 'number');

function placeOf(object: KubernetesObject, misfit: Misfit, description: Description): Place {
  const path = written(misfit.path);
  switch (misfit.is) {
    case 'unknown': {
      const meant = nearest(misfit.field, misfit.known);
      return { variant: 'unknown', location: object.locateKey(misfit.path), fields: { path, field: misfit.field, hint: meant === undefined ? '' : `Vouliez-vous \`${meant}\` ?` }, fix: () => (meant === undefined || faultsIn(renamed(object.value, misfit.path, meant) as PlainMap, description) >= faultsIn(object.value, description) ? undefined : fixOf(`Écrire ${meant}`, renameKey(object, misfit.path, meant))) };
    }
    case 'empty': return { variant: 'empty', location: object.locate(misfit.path), fields: { path } };
    case 'missing': return { variant: 'missing', location: object.locate(misfit.path), fields: { field: misfit.field, where: path === '' ? 'l’objet' : `\`${path}\`` } };
    case 'value': return { variant: 'value', location: object.locate(misfit.path), fields: { path, found: shortened(String(misfit.found)), admitted: misfit.admitted.map(value => `\`${String(value)}\``).join(', ') }, fix: () => inAdmittedCase(object, misfit.path, misfit.admitted) };
    case 'type': return { variant: 'type', location: object.locate(misfit.path), fields: { path, expected: `${expectedText[misfit.expected]}${misfit.expected === 'base64' && object.kind === 'Secret' ? ' (un texte en clair va dans `stringData`)' : ''}`, found: foundText(misfit.found, isPrivate(object, misfit.path)) }, fix: () => retyped(object, misfit) };
  }
}

const expectedText: Readonly<Record<Expected, string>> = {
  object: 'un objet (des couples « clé: valeur »)',
  array: 'une liste',
  string: 'un texte, donc des guillemets si la valeur ressemble à un nombre ou à un booléen',
  integer: 'un nombre entier, sans guillemets',
  short: 'un nombre entier de 32 bits, sans guillemets',
  number: 'un nombre, sans guillemets',
  boolean: '`true` ou `false`, sans guillemets',
  'int-or-string': 'un nombre entier ou un texte',
  base64: 'un texte encodé en base64',
  quantity: 'une quantité comme `500m`, `1.5` ou `256Mi`',
};

function foundText(value: Plain, hidden: boolean): string {
  if (Array.isArray(value)) return 'une liste';
  if (typeof value === 'object') return 'un objet';
  const type = typeof value === 'string' ? 'texte' : typeof value === 'boolean' ? 'booléen' : 'nombre';
  return hidden ? `un ${type}` : `le ${type} \`${shortened(String(value))}\``;
}

/** What may be a secret is not repeated. */
function isPrivate(object: KubernetesObject, path: Path): boolean {
  return object.kind.endsWith('Secret') || path.at(-1) === 'value' || path.some(step => secretName(String(step)) !== undefined);
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** The same characters, quoted or without their quotes, when that is all it takes. */
function retyped(object: KubernetesObject, { path, expected, found }: Extract<Misfit, { is: 'type' }>): Fix | undefined {
  const quoted = expected === 'string' && typeof found !== 'object';
  const bare = typeof found === 'string' && (((expected === 'integer' || expected === 'short') && /^\d{1,9}$/.test(found) && !/^0\d/.test(found)) || (expected === 'boolean' && /^(true|false)$/.test(found)));
  if (!quoted && !bare) return undefined;
  return fixOf(bare ? `Écrire ${String(found)} sans guillemets` : 'Mettre la valeur entre guillemets', rewriteScalar(object, path, text => (bare ? String(found) : `"${text}"`)));
}
