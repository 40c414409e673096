import type { Fix } from '../../finding';
import { parseImage, pinningFault } from '../../image';
import type { KubernetesObject } from '../../kubernetes/object';
import { replaceScalar } from '../../yaml/edit';
import { stringAt } from '../../yaml/plain';
import type { Path } from '../../yaml/nodes';
import type { KubernetesTest, Workspace } from '../test';

/** EXI-ARCH-27: every container's image names a version. All lists of containers are read, though the published policy reads only the first. */
export const imageTagPinned: KubernetesTest = object => object.containers.flatMap(container => {
  const image = stringAt(container.value, 'image');
  const fault = image === undefined ? undefined : pinningFault(image);
  if (!image || !fault) return [];
  const path = [...container.path, 'image'];
  return [{ variant: fault, location: object.locate(path), fields: { element: container.name, image }, fix: workspace => pin(object, path, image, workspace) }];
});

/** The right tag cannot be guessed, but if the repository names exactly one elsewhere for this image, that is the one meant. */
function pin(object: KubernetesObject, path: Path, image: string, workspace: Workspace): Fix | undefined {
  const { name } = parseImage(image);
  const tag = workspace.deployedTags.of(name);
  const edits = tag === undefined ? undefined : replaceScalar(object, path, `${name}:${tag}`);
  return edits && { title: `Fixer l’image à « ${name}:${tag} », déjà utilisée dans ce dépôt`, edits };
}
