import { pinningFault } from '../../image';
import { fixOf, replaceScalar } from '../../yaml/edit';
import { stringAt } from '../../yaml/plain';
import type { KubernetesTest, Place } from '../test';

/** EXI-ARCH-27: `IfNotPresent` if a policy is written at all. Left out, Kubernetes takes it too, but for `latest` or no tag. */
export const pullPolicy: KubernetesTest = object => [...object.containers, ...object.madePods.containers].flatMap((container): Place[] => {
  const policy = stringAt(container.value, 'imagePullPolicy');
  const image = stringAt(container.value, 'image');
  const path = [...container.path, 'imagePullPolicy'];
  if (policy === 'IfNotPresent') return [];
  if (policy) return [{ variant: 'different', location: object.locate(path), fields: { element: container.name, policy }, fix: () => fixOf('Passer à imagePullPolicy: IfNotPresent', replaceScalar(object, path, 'IfNotPresent')) }];
  if (!image || !pinningFault(image)) return [];
  return [{ variant: 'default', location: object.locate([...container.path, 'image']), fields: { element: container.name, image } }];
});
