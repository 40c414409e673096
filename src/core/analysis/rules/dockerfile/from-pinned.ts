import type { Instruction } from 'dockerfile-ast';
import { locate, resolve } from '../../dockerfile/parse';
import { flagsOf, instructionsOf } from '../../dockerfile/shell';
import { parseImage, pinningFault, pinTitle } from '../../image';
import type { DockerfileSource, Stage } from '../../dockerfile/parse';
import type { Fix } from '../../finding';
import type { DockerfileTest, Place, Workspace } from '../test';

/** Every image a build starts from or takes files of names a version or a digest; `scratch` and earlier stages are no images of somebody else. */
export const fromPinned: DockerfileTest = (dockerfile, workspace) => [...dockerfile.stages.flatMap(stage => {
  const fault = faultOf(stage);
  if (!fault) return [];
  return [{ variant: fault, location: locate(dockerfile, stage.from.getImageRange()), fields: { image: stage.image ?? stage.from.getImage() ?? '' }, fix: pin(dockerfile, stage, workspace) }];
}), ...copies(dockerfile)];

function faultOf({ from, image, parent }: Stage): ReturnType<typeof pinningFault> {
  // `${REGISTRY}/app` has no tag, whatever the registry given to the build.
  const written = image ?? from.getImage()?.replace(/^(["'])(.*)\1$/, '$2');
  if (image === undefined) return written !== undefined && pinningFault(written) === 'missing' ? 'missing' : undefined;
  return parent || image.toLowerCase() === 'scratch' ? undefined : pinningFault(image);
}

function copies(dockerfile: DockerfileSource): Place[] {
  const stages = new Set(dockerfile.stages.map(({ name }) => name));
  return instructionsOf(dockerfile.ast).flatMap(instruction => copied(dockerfile, instruction, stages));
}

/** `COPY --from=image` and `RUN --mount=…,from=image` read the files of an image as `FROM` does, when their name is that of no stage. */
function copied(dockerfile: DockerfileSource, instruction: Instruction, stages: ReadonlySet<string | undefined>): Place[] {
  const sources = flagsOf(instruction).flatMap(([name, value]) => (name === 'from' ? [value] : name === 'mount' ? value.split(',').flatMap(part => (part.startsWith('from=') ? [part.slice(5)] : [])) : []));
  return sources.flatMap(written => {
    const image = resolve(dockerfile.ast, written, instruction.getRange().start.line);
    if (!image || /^\d+$/.test(image) || stages.has(image.toLowerCase()) || !pinningFault(image)) return [];
    return [{ variant: 'copied', location: locate(dockerfile, instruction.getRange()), fields: { keyword: instruction.getKeyword(), image } }];
  });
}

/** The tag another `FROM` of the repository gives to the same image, when there is exactly one. */
function pin(dockerfile: DockerfileSource, stage: Stage, workspace: Workspace): Fix | undefined {
  const written = stage.from.getImage();
  const range = stage.from.getImageRange();
  if (!written || written !== stage.image || !range) return undefined;
  const { name } = parseImage(written);
  const tag = workspace.baseTags.of(name);
  if (tag === undefined) return undefined;
  return { title: pinTitle(name, tag), edits: [{ ...locate(dockerfile, range), newText: `${name}:${tag}` }] };
}
