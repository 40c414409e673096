import { serverWords } from '../../../analysis/validation/fault';
import { refusalsOf } from '../../../analysis/validation/validate';
import type { Fault } from './decode';
import { groupOf, type KubeObject } from '../object';

/** What is wrong with an object that decodes, in the words of the API server and in its order. */
export function validationFaults(object: KubeObject): Fault[] {
  return refusalsOf(object).map(({ path, fault }) => ({ path, fault: serverWords(fault) }));
}

/** A refusal as the API server words it. */
export function invalid(object: KubeObject, faults: readonly Fault[]): string {
  const group = groupOf(object.apiVersion);
  const texts = faults.map(({ path, fault }) => `${path}: ${fault}`);
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return `${object.kind}${group ? `.${group}` : ''} "${object.metadata.name ?? ''}" is invalid: ${list}`;
}
