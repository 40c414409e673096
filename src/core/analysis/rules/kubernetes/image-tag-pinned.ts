import type { Fix } from '../../finding';
import { isBroken, parseImage, pinningFault, pinTitle } from '../../image';
import { imagesOf } from '../../kubernetes/images';
import type { KubernetesObject } from '../../kubernetes/object';
import { fixOf, replaceScalar } from '../../yaml/edit';
import type { Path } from '../../yaml/nodes';
import type { KubernetesTest, Workspace } from '../test';

/** EXI-ARCH-27: every image that is deployed names a version. All lists of containers are read, though the published policy reads only the first. */
export const imageTagPinned: KubernetesTest = object => imagesOf(object).flatMap(({ path, image, where, whole }) => {
  const broken = whole && isBroken(image);
  const fault = broken ? 'broken' : pinningFault(image);
  return fault ? [{ variant: fault, location: object.locate(path), fields: { where, image }, fix: whole && !broken ? (workspace: Workspace) => pin(object, path, image, workspace) : undefined }] : [];
});

/** The right tag cannot be guessed, but if the repository names exactly one elsewhere for this image, that is the one meant. */
function pin(object: KubernetesObject, path: Path, image: string, workspace: Workspace): Fix | undefined {
  const { name } = parseImage(image);
  const tag = workspace.deployedTags.of(name);
  return tag === undefined ? undefined : fixOf(pinTitle(name, tag), replaceScalar(object, path, `${name}:${tag}`));
}
