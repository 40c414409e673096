import { locate } from '../../dockerfile/parse';
import { parseImage, pinningFault } from '../../image';
import type { DockerfileSource, Stage } from '../../dockerfile/parse';
import type { Fix } from '../../finding';
import type { DockerfileTest, Workspace } from '../test';

/** Every image a build starts from names a version or a digest; `scratch` and earlier stages are no images of somebody else. */
export const fromPinned: DockerfileTest = (dockerfile, workspace) => dockerfile.stages.flatMap(stage => {
  const fault = faultOf(stage);
  if (!fault || stage.image === undefined) return [];
  return [{ variant: fault, location: locate(dockerfile, stage.from.getImageRange()), fields: { image: stage.image }, fix: pin(dockerfile, stage, workspace) }];
});

function faultOf({ image, parent }: Stage): ReturnType<typeof pinningFault> {
  return image === undefined || parent || image.toLowerCase() === 'scratch' ? undefined : pinningFault(image);
}

/** The tag another `FROM` of the repository gives to the same image, when there is exactly one. */
function pin(dockerfile: DockerfileSource, stage: Stage, workspace: Workspace): Fix | undefined {
  const written = stage.from.getImage();
  const range = stage.from.getImageRange();
  if (!written || written !== stage.image || !range) return undefined;
  const { name } = parseImage(written);
  const tag = workspace.baseTags.of(name);
  if (tag === undefined) return undefined;
  return { title: `Fixer l’image à « ${name}:${tag} », déjà utilisée dans ce dépôt`, edits: [{ ...locate(dockerfile, range), newText: `${name}:${tag}` }] };
}
