import { locate, resolve, type DockerfileSource, type Stage } from '../../dockerfile/parse';
import { triggered } from '../../dockerfile/shell';
import type { DockerfileTest } from '../test';

/** EXI-ARCH-18: what ships announces ports above 1024; earlier stages it does not start from do not count. */
export const exposeAbove1024: DockerfileTest = dockerfile => shipped(dockerfile.stages.at(-1)).flatMap(stage => stage.instructions.map(triggered).filter(instruction => instruction.getKeyword() === 'EXPOSE').flatMap(instruction => instruction.getArguments().flatMap(argument => {
  const port = /^["']?(\d+)(-\d+)?(\/\w+)?["']?$/.exec(resolve(dockerfile.ast, argument.getValue(), instruction.getRange().start.line) ?? '')?.[1];
  if (port === undefined || Number(port) > 1024) return [];
  return [{ variant: Number(port) === 1024 ? 'limit' : 'privileged', location: locate(dockerfile, argument.getRange()), fields: { port } }];
})));

/** The last stage and those it starts from. */
export function shipped(stage: Stage | undefined): readonly DockerfileSource['stages'][number][] {
  const stages: DockerfileSource['stages'][number][] = [];
  for (let one = stage; one; one = one.parent) stages.push(one);
  return stages.reverse();
}
