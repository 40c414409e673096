import { items } from '../../kubernetes/object';
import { appendTo, fixOf, replaceScalar } from '../../yaml/edit';
import { listAt, stringAt } from '../../yaml/plain';
import type { NeighbourTest } from '../test';

/** The registries of the platform, which are private: a project's images are read with its robot. */
const harbor = /^(registry\.dso\.interieur\.rie\.gouv\.fr|harbor\.[\w.-]+|[\w-]+\.harbor\.[\w.-]+)(:\d+)?\//;
/** Names that old examples carry, and that no namespace has any more. */
const former = new Set(['quay-image-pull-secret', 'default-secret']);
/** The one that the platform makes in each namespace. */
const current = 'registry-pull-secret';

/** Pods whose images come from the project's Harbor name the secret that the platform puts in each namespace. */
export const pullSecretReferenced: NeighbourTest = (object, workspace) => {
  const pod = object.podTemplate;
  if (!pod) return [];
  const secrets = items(pod, ['spec', 'imagePullSecrets']);
  const old = secrets.filter(({ value }) => former.has(stringAt(value, 'name') ?? ''));
  const outdated = old.map(({ path, value }) => ({ variant: 'former', location: object.locate([...path, 'name']), fields: { secret: stringAt(value, 'name') ?? '' }, fix: () => (secrets.length > 1 ? undefined : fixOf(`Nommer « ${current} »`, replaceScalar(object, [...path, 'name'], current))) }));
  const first = object.containers.find(container => harbor.test(stringAt(container.value, 'image')?.trim() ?? ''));
  if (!first || secrets.length > 0) return outdated;
  const account = stringAt(pod.value, 'spec', 'serviceAccountName') ?? stringAt(pod.value, 'spec', 'serviceAccount') ?? 'default';
  if (workspace.named('ServiceAccount', account, object.namespace).some(({ value }) => listAt(value, 'imagePullSecrets').length > 0)) return outdated;
  return [{ variant: 'missing', location: object.locate([...first.path, 'image']), fields: { element: first.name, image: stringAt(first.value, 'image') ?? '' }, fix: () => fixOf(`Ajouter « ${current} »`, appendTo(object, [...pod.path, 'spec', 'imagePullSecrets'], { name: current })) }];
};
