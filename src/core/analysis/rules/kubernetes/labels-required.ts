import type { Fix } from '../../finding';
import { admittedLabels, labelPlaces, labelValue, requiredLabels, type LabelPlace } from '../../kubernetes/labels';
import { likelyLabel } from '../../kubernetes/likely-labels';
import type { KubernetesObject } from '../../kubernetes/object';
import { mergeInto } from '../../yaml/edit';
import { isPlainMap, valueAt } from '../../yaml/plain';
import type { KubernetesTest, Place, Workspace } from '../test';

/** `app`, `env` and `tier` on the object and on its pods, in lower case and not empty; a value outside the platform's list is only mentioned. */
export const labelsRequired: KubernetesTest = object => labelPlaces(object).flatMap(place => [...missing(object, place), ...unknownValues(object, place)]);

function missing(object: KubernetesObject, place: LabelPlace): Place[] {
  const keys = requiredLabels.filter(key => labelValue(place.labels, key) === undefined);
  if (keys.length === 0) return [];
  const otherCase = Object.keys(place.labels).filter(key => keys.some(wanted => key !== wanted && key.toLowerCase() === wanted));
  const note = otherCase.length > 0 ? ` (« ${otherCase.join(' », « ')} » : la casse compte, c’est une autre clé)` : '';
  return [{ variant: 'missing', location: object.locate(place.path), fields: { keys: keys.map(key => `\`${key}\``).join(', '), where: place.where, note }, fix: workspace => fix(object, place, keys, workspace) }];
}

/** Values are taken from the object, its neighbours and its path; the title shows them, since what they say of the application is the team's to judge. */
function fix(object: KubernetesObject, place: LabelPlace, keys: readonly (typeof requiredLabels)[number][], workspace: Workspace): Fix | undefined {
  // Pods that are described nowhere are not made for their labels.
  if (!isPlainMap(valueAt(object.value, ...place.path.slice(0, -2).map(String)))) return undefined;
  const labels: Record<string, string> = {};
  for (const key of keys) {
    const value = likelyLabel(key, object, () => workspace.environment);
    if (value === undefined) return undefined;
    labels[key] = value;
  }
  const edits = mergeInto(object, place.path, labels);
  const shown = Object.entries(labels).map(([key, value]) => `${key}: ${value}`).join(', ');
  return edits && { title: `Ajouter ${shown} sur ${place.where} (valeurs à vérifier)`, edits };
}

function unknownValues(object: KubernetesObject, place: LabelPlace): Place[] {
  return Object.entries(admittedLabels).flatMap(([key, admitted]) => {
    const value = labelValue(place.labels, key);
    if (value === undefined || admitted.includes(value)) return [];
    return [{ variant: 'value', location: object.locate([...place.path, key]), fields: { key, value, admitted: admitted.join(', ') } }];
  });
}
