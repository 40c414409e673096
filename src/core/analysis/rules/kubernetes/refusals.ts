import type { Fix } from '../../finding';
import type { KubernetesObject } from '../../kubernetes/object';
import { documentOf } from '../../render/rendered-unit';
import { isVariable, type Misfit, type Unread } from '../../schema/check';
import { nearest } from '../../schema/nearest';
import { pathOf, readable } from '../../schema/readable';
import { redacted, required, type Fault } from '../../validation/fault';
import { refusalsOf } from '../../validation/validate';
import { unmatched } from '../../validation/workloads';
import type { Path } from '../../yaml/nodes';
import { fixOf, replaceScalar } from '../../yaml/edit';
import { stringAt, type Plain, type PlainMap } from '../../yaml/plain';
import type { Place } from '../test';

/**
 * What the API server refuses of an object beside its structure, each once: nothing is added to what a misfit says of the same field, nor said of what is not known yet.
 * That a selector does not choose its own pods is another rule's to say.
 */
export function refusals(object: KubernetesObject, misfits: readonly Misfit[], unread: readonly Unread[]): Place[] {
  return refused(object.value, misfits, unread, documentOf(object.file) !== undefined).map(({ path, fault }) => placeOf(object, path, fault));
}

/** What is refused of a value, and where it is written; `rendered` when a chart made it. */
export function refused(object: PlainMap, misfits: readonly Misfit[], unread: readonly Unread[], rendered: boolean): { readonly path: Path; readonly fault: Fault }[] {
  const told = new Set<string>();
  const value = readable(object, unread);
  const open = [...misfits.filter(({ is }) => is !== 'unknown').map(pathOfMisfit), ...unread.flatMap(({ path, absent }) => (absent ? [] : [path]))];
  const unknown = misfits.filter(misfit => misfit.is === 'unknown');
  return refusalsOf(value).flatMap(({ path: said, at, fault }) => {
    if (('why' in fault && fault.why === unmatched) || isOpen(fault, unread) || (rendered && isUnfilled(fault))) return [];
    const named = pathOf(at ?? said, object);
    // What is missing in what is missing is one fault.
    const path = fault.is === 'required' ? named.slice(0, depthOf(named, object) + 1) : named;
    const key = written(path);
    if (told.has(key) || open.some(other => meet(other, path)) || (fault.is === 'required' && unknown.some(misfit => isMeant(misfit, path)))) return [];
    told.add(key);
    return [{ path, fault: path.length === named.length || fault.is !== 'required' ? fault : required() }];
  });
}

const pathOfMisfit = (misfit: Misfit): Path => (misfit.is === 'missing' ? [...misfit.path, misfit.field] : misfit.path);

/** How many steps of a path can be taken. */
function depthOf(path: Path, value: Plain): number {
  let at: Plain | undefined = value;
  const stop = path.findIndex(step => (at = (at as PlainMap | null | undefined)?.[step]) === undefined || at === null);
  return stop < 0 ? path.length : stop;
}

/** Whether one leads to the other. */
const meet = (one: Path, other: Path): boolean => (one.length <= other.length ? one : other).every((_, index) => one[index] === other[index]);

/** What is missing is there under a wrong name: in its place, or inside what should hold it. */
function isMeant({ path, field }: Extract<Misfit, { is: 'unknown' }>, missing: Path): boolean {
  const holder = path.slice(0, -1);
  return written(holder) === written(missing) || (written(holder) === written(missing.slice(0, -1)) && nearest(field, [String(missing.at(-1))]) !== undefined);
}

/** A text that another program replaces; or a volume, where one of them has such a name. */
function isOpen(fault: Fault, unread: readonly Unread[]): boolean {
  if (fault.is === 'unknown' && unread.some(({ path, absent }) => !absent && path.some(step => step === 'volumes' || step === 'volumeClaimTemplates'))) return true;
  return 'value' in fault && fault.value !== redacted && fault.value.startsWith('"') && isVariable(fault.value.slice(1, -1));
}

/** A chart leaves to who installs it what its own values leave empty: `nom-{{ .Values.app }}` is then a name that ends too soon. */
function isUnfilled(fault: Fault): boolean {
  return fault.is === 'invalid' && /^"[-.]|[-.]"$/.test(fault.value);
}

function placeOf(object: KubernetesObject, path: Path, fault: Fault): Place {
  const shown = { path: written(path) };
  const there = path.reduce<Plain | undefined>((at, step) => (at as PlainMap | null | undefined)?.[step], object.value);
  // What is there is as good as nothing: `Always`, where pods must end.
  if (fault.is === 'required' && typeof there === 'string' && there !== '') return { variant: 'refused', location: object.locate(path), fields: { ...shown, value: there, why: fault.why?.advice ?? '' } };
  if (fault.is === 'required' || (fault.is === 'invalid' && fault.value === '""' && there === undefined)) {
    const holder = written(path.slice(0, -1));
    const fields = { field: String(path.at(-1)), where: holder === '' ? 'l’objet' : `\`${holder}\``, why: fault.why?.advice ?? '' };
    return { variant: fields.why === '' ? 'missing' : 'needed', location: object.locate(path.slice(0, -1)), fields };
  }
  const value = 'value' in fault ? valueText(fault.value) : undefined;
  switch (fault.is) {
    case 'unsupported': return { variant: 'value', location: object.locate(path), fields: { ...shown, found: value ?? '', admitted: fault.admitted.map(one => `\`${one}\``).join(', ') }, fix: () => inAdmittedCase(object, path, fault.admitted) };
    case 'duplicate': return { variant: 'twice', location: object.locate(path), fields: { ...shown, value: fault.written } };
    case 'unknown': return { variant: 'volume', location: object.locate(path), fields: { ...shown, value: value ?? '', known: object.volumes.map(volume => `\`${stringAt(volume.value, 'name') ?? ''}\``).join(', ') || 'aucun' } };
    case 'forbidden': return { variant: 'forbidden', location: object.locateKey(path), fields: { ...shown, why: fault.why.advice } };
    case 'invalid': return value === undefined ? { variant: 'forbidden', location: object.locateKey(path), fields: { ...shown, why: fault.why.advice } } : { variant: 'refused', location: object.locate(path), fields: { ...shown, value, why: fault.why.advice } };
  }
}

/** The one admitted value that differs by its capitals alone, unless the platform refuses that one. */
export function inAdmittedCase(object: KubernetesObject, path: Path, admitted: readonly Plain[]): Fix | undefined {
  const found = path.reduce<Plain | undefined>((at, step) => (at as PlainMap | null | undefined)?.[step], object.value);
  const meant = typeof found === 'string' ? admitted.find(one => typeof one === 'string' && one !== '' && one !== 'NodePort' && one.toLowerCase() === found.toLowerCase()) : undefined;
  return meant === undefined ? undefined : fixOf(`Écrire ${String(meant)}`, replaceScalar(object, path, String(meant)));
}

/** A text or a number, as it is written; nothing of what the server prints in a language of its own. */
function valueText(printed: string): string | undefined {
  const found = /^"((?:[^"\\]|\\.)+)"$/.exec(printed)?.[1] ?? /^-?[\d.]+$/.exec(printed)?.[0];
  if (found === undefined || found.startsWith('<')) return undefined;
  return found.length > 40 ? `${found.slice(0, 39)}…` : found;
}

/** `spec.containers[0].image`, as the cluster's own messages write it. */
export function written(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
}
