import { locate, type DockerfileSource, type Stage } from '../../dockerfile/parse';
import { isRoot, isRootBase, isRootlessBase, runUser, type RunUser } from '../../dockerfile/user';
import type { Fix } from '../../finding';
import type { DockerfileTest } from '../test';

/** A number outside the system's own range; OpenShift replaces it by one of the project's, and wants a number to know that it is not root. */
const user = '1001';

/** The image that ships is the last stage's: what it runs as must not be root. A build stage may be root. */
export const userNonroot: DockerfileTest = dockerfile => {
  const stage = dockerfile.stages.at(-1);
  if (!stage) return [];
  const ends = runUser(dockerfile, stage);
  if (ends.from === 'base') {
    if (ends.image === undefined || isRootlessBase(ends.image)) return [];
    return [{ variant: isRootBase(ends.image) ? 'base' : 'unknown-base', location: locate(dockerfile, stage.from.getImageRange() ?? stage.from.getRange()), fields: { image: ends.image }, fix: addUser(dockerfile, stage) }];
  }
  if (ends.user === undefined || !isRoot(ends.user)) return [];
  return [{ variant: 'root', location: locate(dockerfile, ends.instruction.getRange()), fields: { user: ends.user || (ends.instruction.getArgumentsContent()?.trim() ?? '') }, fix: replaceUser(dockerfile, stage, ends) }];
};

/** `USER root` in the last stage is often there to install something: a second `USER` after that keeps it working. */
function replaceUser(dockerfile: DockerfileSource, stage: Stage, ends: Extract<RunUser, { from: 'instruction' }>): Fix | undefined {
  return addUser(dockerfile, stage, stage.instructions.includes(ends.instruction) ? ends.instruction.getRange().end.line : undefined);
}

/** A `USER` before what starts the program, and after everything that may need root. */
function addUser(dockerfile: DockerfileSource, stage: Stage, after = -1): Fix | undefined {
  const isStart = (keyword: string) => keyword === 'CMD' || keyword === 'ENTRYPOINT';
  const settled = stage.instructions.findLastIndex(one => ['RUN', 'COPY', 'ADD', 'USER'].includes(one.getKeyword()));
  const start = stage.instructions.slice(settled + 1).find(instruction => isStart(instruction.getKeyword()) && instruction.getRange().start.line > after);
  const title = `Terminer l’image par USER ${user}`;
  const { source, file } = dockerfile;
  if (start) {
    const line = start.getRange().start.line;
    return { title, edits: [{ file, range: { start: { line, character: 0 }, end: { line, character: 0 } }, newText: `USER ${user}${source.eol}` }] };
  }
  const last = stage.instructions.at(-1) ?? stage.from;
  const end = source.offsetAt(last.getRange().end);
  const at = source.positionAt(source.lineEnd(end));
  return { title, edits: [{ file, range: { start: at, end: at }, newText: `${source.eol}USER ${user}` }] };
}
