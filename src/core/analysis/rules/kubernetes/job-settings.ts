import type { KubernetesObject } from '../../kubernetes/object';
import { fixOf, mergeInto, replaceScalar } from '../../yaml/edit';
import { isPlainMap, mapAt, valueAt } from '../../yaml/plain';
import type { KubernetesTest } from '../test';

/** A `spec` made for one field would lack what it must hold. */
const whole = ({ value }: KubernetesObject): true | undefined => isPlainMap(value['spec']) || undefined;

const histories = ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'];

/** The platform announces 5 and 5; Kubernetes has put 3 and 1 before its mutation looks, so that they have to be written. */
export const cronjobHistory: KubernetesTest = object => {
  if (object.kind !== 'CronJob' || object.group !== 'batch') return [];
  return histories.flatMap(field => {
    const value = valueAt(object.value, 'spec', field) ?? null;
    if (value === 5) return [];
    const fix = () => whole(object) && fixOf(`Écrire ${field}: 5`, value === null ? mergeInto(object, ['spec'], { [field]: 5 }) : replaceScalar(object, ['spec', field], '5'));
    return [{ variant: value === null ? 'missing' : 'different', location: object.locate(['spec', field]), fields: { field, value: String(value) }, fix }];
  });
};

/** Without a delay of its own, a finished Job is given 900 seconds by the cluster. Those of a CronJob are governed by its histories. */
export const jobTtl: KubernetesTest = object => {
  const field = 'ttlSecondsAfterFinished';
  if (object.kind !== 'Job' || object.group !== 'batch' || (valueAt(mapAt(object.value, 'spec'), field) ?? null) !== null) return [];
  return [{ variant: 'missing', location: object.locate(['spec', field]), fields: {}, fix: () => whole(object) && fixOf(`Écrire ${field}: 900`, mergeInto(object, ['spec'], { [field]: 900 })) }];
};
